import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

/** What V8 made of a program's text in earlier runs, and in which uses of the program. */
export interface CodeCache {
  readonly code: Buffer;
  /** Hashes of the uses whose functions are in it, 8 hexadecimal digits each. */
  readonly uses: readonly string[];
}

/** As many uses are told apart; what comes after them is compiled each time. */
const mostUses = 32;
/** As many files are kept, the newest: those of the kinds of jobs, of this build and of others, of ours or of Node. */
const mostFiles = 12;
const digestBytes = 20;
const useDigits = 8;

/**
 * The file with the compiled code of a program, by the hash of its text, in the folder that the system has for such files; nothing
 * where the user wants none. Each kind of job has its own, as all that is in a file takes time to read; what runs no job shares one.
 */
export function cacheFile(hash: string, kind = "other", env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env.GAMMAKIT_NO_CODE_CACHE || env.NODE_DISABLE_COMPILE_CACHE) return undefined;
  const name = `${hash}-${kind}-${process.version}-${process.platform}-${process.arch}.bin`;
  return join(cacheFolder(env), "gammakit", name);
}

function cacheFolder(env: NodeJS.ProcessEnv): string {
  const { XDG_CACHE_HOME: named, LOCALAPPDATA: local } = env;
  if (named) return named;
  if (process.platform === "win32" && local) return local;
  return process.platform === "darwin" ? join(homedir(), "Library", "Caches") : join(homedir(), ".cache");
}

/** What a file holds; nothing where it is not there, not whole, or could have been written by somebody else. */
export function readCodeCache(file: string): CodeCache | undefined {
  try {
    const { uid, mode } = statSync(file);
    if (process.getuid && (uid !== process.getuid() || (mode & 0o022) !== 0)) return undefined;
    const bytes = readFileSync(file);
    const body = bytes.subarray(digestBytes);
    if (!digest(body).equals(bytes.subarray(0, digestBytes))) return undefined;
    const count = body[0];
    const words = body.subarray(1, 1 + count * useDigits).toString("latin1");
    const uses = Array.from({ length: count }, (_, i) => words.slice(i * useDigits, (i + 1) * useDigits));
    return { code: body.subarray(1 + count * useDigits), uses };
  } catch {
    return undefined;
  }
}

/** Writes a cache, whole or not at all, and clears away those of other builds. A folder that refuses it is left in peace. */
export function writeCodeCache(file: string, { code, uses }: CodeCache): void {
  const folder = join(file, "..");
  try {
    makeFolder(folder);
    writeWhole(file, code, uses);
    clearOthers(folder);
  } catch {
    // It costs the next run some time, and nothing else.
  }
}

/** One after the other: Node's own way never ends where a folder, such as /proc, says that what could be made in it does not exist. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

function writeWhole(file: string, code: Buffer, uses: readonly string[]): void {
  const temporary = `${file}.${process.pid}`;
  try {
    const body = Buffer.concat([Buffer.from([uses.length]), Buffer.from(uses.join(""), "latin1"), code]);
    writeFileSync(temporary, Buffer.concat([digest(body), body]), { mode: 0o600 });
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}

function clearOthers(folder: string): void {
  const names = readdirSync(folder);
  // What a program was writing that was killed meanwhile.
  for (const name of names.filter((name) => /\.bin\.\d+$/.test(name) && !isRunning(Number(name.split(".").at(-1))))) {
    rmSync(join(folder, name), { force: true });
  }
  const files = names
    .filter((name) => name.endsWith(".bin"))
    .map((name) => ({ path: join(folder, name), time: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.time - a.time);
  for (const { path } of files.slice(mostFiles)) rmSync(path, { force: true });
}

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** The uses of a cache and one more; nothing where it is among them already, or they are too many. */
export function withUse(uses: readonly string[], args: readonly string[]): readonly string[] | undefined {
  const use = digest(Buffer.from(nameUse(args)))
    .toString("hex")
    .slice(0, useDigits);
  return uses.includes(use) || uses.length >= mostUses ? undefined : [...uses, use];
}

/** The command, its options without their values, and the name of the file that it is given: what decides which functions run. */
function nameUse(args: readonly string[]): string {
  const [command = "", file = ""] = args.filter((arg) => !arg.startsWith("-"));
  const options = args.filter((arg) => arg.startsWith("-")).map((arg) => arg.split("=")[0]);
  return JSON.stringify([command, file.split(/[\\/]/).at(-1), ...options.sort()]);
}

function digest(bytes: Uint8Array): Buffer {
  return createHash("sha1").update(bytes).digest();
}
