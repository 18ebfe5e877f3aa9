import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { nightFolder } from "./night.ts";
import { gammakit, type Outcome, program } from "./program.ts";

/** A folder with a simulated run and a job on it. */
let home: string;
let job: string;

beforeAll(async () => {
  ({ folder: home, job } = await nightFolder());
});

/** Everything in a folder, hidden things too. */
const listed = async (folder: string) => (await readdir(folder)).sort();

/** Runs the program with a module of its own loaded before it, and a signal once it says a word on stderr. */
function runWith(
  preload: string,
  args: readonly string[],
  signal?: NodeJS.Signals,
): Promise<Outcome & { signal: string | null }> {
  return new Promise((resolve, reject) => {
    const before = `data:text/javascript,${encodeURIComponent(preload)}`;
    const child = spawn(process.execPath, ["--import", before, program, ...args], {
      cwd: home,
      env: { ...process.env, NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (text) => {
      stdout += text;
    });
    child.stderr.on("data", (text) => {
      stderr += text;
      if (signal !== undefined && stderr.includes("WAITING")) child.kill(signal);
    });
    child.on("error", reject);
    child.on("close", (code, ended) => resolve({ code, stdout, stderr, signal: ended }));
  });
}

/** Makes functions of node:fs fail, or stop for good, at their n-th call. */
function atCall(n: number, then: string): string {
  return `
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
let calls = 0;
for (const name of ["mkdirSync", "writeFileSync", "renameSync"]) {
  const own = fs[name];
  fs[name] = (...args) => {
    if (!String(args[0]).includes("partial") && !String(args[1]).includes("partial")) return own(...args);
    if (++calls === ${n}) { ${then} }
    return own(...args);
  };
}
syncBuiltinESMExports();`;
}

const diskFull = `throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });`;
const sleep = (milliseconds: string) =>
  `fs.writeSync(2, "WAITING"); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${milliseconds});`;
const wait = sleep("Infinity");
/** mkdir of the folder, then mkdir and write of each of six files, then rename. */
const calls = [1, 2, 3, 8, 13, 14];

const run = (out: string, ...more: readonly string[]) => [
  "run",
  job,
  "--out",
  out,
  "--only",
  "json,table",
  "-q",
  ...more,
];

describe("results are whole or absent", () => {
  test.each(calls)("where the disk is full at step %i", async (n) => {
    const folder = await mkdtemp(join(tmpdir(), "gammakit-full-"));
    const { code, stderr } = await runWith(atCall(n, diskFull), run(join(folder, "out")));
    expect(stderr).toContain("no space left on device");
    expect(stderr).toContain("Nothing was written");
    expect(stderr).not.toContain("    at ");
    expect(code).toBe(2);
    expect(await listed(folder)).toEqual([]);
  });

  test.each(calls)("where the program is killed at step %i, and the next run succeeds", async (n) => {
    const folder = await mkdtemp(join(tmpdir(), "gammakit-killed-"));
    const out = join(folder, "out");
    const { signal } = await runWith(atCall(n, wait), run(out), "SIGKILL");
    expect(signal).toBe("SIGKILL");
    expect(existsSync(out)).toBe(false);
    const again = await gammakit(run(out), { cwd: home });
    expect([again.code, again.stderr]).toEqual([0, ""]);
    // What the killed run has left is gone.
    expect(await listed(folder)).toEqual(["out"]);
    expect(JSON.parse(await readFile(join(out, "result.json"), "utf8")).bins).toHaveLength(2);
  });

  test.each([1, 8, 14, 15])("where an earlier result is replaced and the program killed at step %i", async (n) => {
    const folder = await mkdtemp(join(tmpdir(), "gammakit-replaced-"));
    const out = join(folder, "out");
    expect((await gammakit(run(out), { cwd: home })).code).toBe(0);
    const { signal } = await runWith(atCall(n, wait), run(out, "--overwrite"), "SIGKILL");
    expect(signal).toBe("SIGKILL");
    // Put aside for a moment at most: the next run finds it, and does not replace it unasked.
    const refused = await gammakit(run(out), { cwd: home });
    expect([refused.code, refused.stderr.includes("the folder exists")]).toEqual([2, true]);
    expect(JSON.parse(await readFile(join(out, "result.json"), "utf8")).bins).toHaveLength(2);
    expect(await listed(folder)).toEqual(["out"]);
    expect((await gammakit(run(out, "--overwrite"), { cwd: home })).code).toBe(0);
  });

  test.each(["SIGINT", "SIGTERM"] as const)("where %s comes while files are written", async (name) => {
    const folder = await mkdtemp(join(tmpdir(), "gammakit-ended-"));
    const out = join(folder, "out");
    const { code } = await runWith(atCall(3, sleep("300")), run(out), name);
    // It came too late to stop the work, or in time: whole, or absent.
    expect([0, 130]).toContain(code);
    expect(await listed(folder)).toEqual(code === 0 ? ["out"] : []);
  });

  test("what another run is writing is left alone", async () => {
    const folder = await mkdtemp(join(tmpdir(), "gammakit-beside-"));
    const [host] = [hostname().replace(/[^\w.-]/g, "_")];
    const mine = `.out.partial-${host}-${process.pid}`;
    await mkdir(join(folder, mine));
    await mkdir(join(folder, ".out.partial-elsewhere-1"));
    await mkdir(join(folder, ".other.partial-x-1"));
    expect((await gammakit(run(join(folder, "out")), { cwd: home })).code).toBe(0);
    expect(await listed(folder)).toEqual([mine, ".other.partial-x-1", ".out.partial-elsewhere-1", "out"].sort());
  });
});

test("what comes into the folder while a job runs is not replaced unasked", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gammakit-meanwhile-"));
  const out = join(folder, "out");
  const comes = `fs.mkdirSync(${JSON.stringify(out)}); fs.writeFileSync(${JSON.stringify(join(out, "mine.txt"))}, "");`;
  const { code, stderr } = await runWith(atCall(3, comes), run(out));
  expect([code, stderr.includes("the folder exists")]).toEqual([2, true]);
  expect([await listed(folder), await listed(out)]).toEqual([["out"], ["mine.txt"]]);
  const asked = await runWith(atCall(3, comes.replaceAll("out", "new")), run(join(folder, "new"), "--overwrite"));
  expect([asked.code, asked.stderr.includes("mine.txt")]).toEqual([2, true]);
  expect([await listed(folder), await listed(join(folder, "new"))]).toEqual([["new", "out"], ["mine.txt"]]);
});

test.skipIf(process.platform === "win32")(
  "a link to a folder stays one, and the results go to the folder",
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "gammakit-link-"));
    await mkdir(join(folder, "disk"));
    await symlink(join(folder, "disk"), join(folder, "out"));
    expect((await gammakit(run(join(folder, "out")), { cwd: home })).code).toBe(0);
    expect((await gammakit(run(join(folder, "out"), "--overwrite"), { cwd: home })).code).toBe(0);
    expect((await lstat(join(folder, "out"))).isSymbolicLink()).toBe(true);
    expect(await listed(join(folder, "disk"))).toContain("result.json");
    expect(await listed(folder)).toEqual(["disk", "out"]);
  },
);

test("a place where nothing can be written is named, and nothing is left", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gammakit-readonly-"));
  await writeFile(join(folder, "file"), "");
  const beside = await gammakit(run(join(folder, "file", "out")), { cwd: home });
  expect([beside.code, beside.stderr.includes(join(folder, "file", "out"))]).toEqual([2, true]);
  // It is told before any work: not even the job is looked for.
  const early = await gammakit(["run", "missing.yaml", "--out", join(folder, "file", "out")], { cwd: home });
  expect(early.stderr).toContain(`${join(folder, "file")} is no folder`);
  if (process.getuid?.() === 0) return;
  await chmod(folder, 0o555);
  const closed = await gammakit(run(join(folder, "out")), { cwd: home });
  expect([closed.code, closed.stderr.includes(join(folder, "out"))]).toEqual([2, true]);
  await chmod(folder, 0o755);
  expect(await listed(folder)).toEqual(["file"]);
});

/** Exit code and last words of the program where a shell says what becomes of what it prints. */
function inShell(command: string): readonly [number | null, string] {
  const { status, stderr } = spawnSync("bash", ["-o", "pipefail", "-c", command], {
    cwd: home,
    env: { ...process.env, GAMMAKIT: program, NODE: process.execPath },
    encoding: "utf8",
  });
  return [status, stderr];
}

describe.skipIf(process.platform !== "linux")("what is printed", () => {
  const commands = ["models", "models --json", "--help", "run job.json --json"];

  test("is whole or said to be lost where the disk is full", () => {
    for (const command of commands) {
      const [code, words] = inShell(`"$NODE" "$GAMMAKIT" ${command} > /dev/full`);
      expect([command, code]).toEqual([command, 2]);
      expect(words).toMatch(/^gammakit: What it prints can't be written: ENOSPC.*\n$/);
    }
  });

  test("may be read in part, as by head, or late", () => {
    for (const command of commands) {
      expect(inShell(`"$NODE" "$GAMMAKIT" ${command} | true`)).toEqual([0, ""]);
      expect(inShell(`test $("$NODE" "$GAMMAKIT" ${command} | (sleep 1; wc -l)) -gt 0`)).toEqual([0, ""]);
    }
    expect(
      inShell(`"$NODE" "$GAMMAKIT" models --json | (sleep 1; "$NODE" -e 'JSON.parse(fs.readFileSync(0))')`),
    ).toEqual([0, ""]);
  });
});

test("what is no file is not read: devices have no end", async () => {
  for (const words of [
    ["run", "/dev/zero", "--out", "x"],
    ["inspect", "/dev/zero"],
    ["run", ".", "--json"],
  ]) {
    const { code, stderr } = await gammakit(words, { cwd: home });
    expect(stderr).toMatch(/device|folder/);
    expect(code).toBe(2);
  }
});

test("a size that is none is refused, one that is too small stops, one that is large enough does not", async () => {
  const file = join(home, "store", "obs-index.fits.gz");
  const wrong = await gammakit(["inspect", file, "--max-bytes", "many"], { cwd: home });
  expect([wrong.code, wrong.stderr.includes('"many" is no size')]).toEqual([2, true]);
  const small = await gammakit(["inspect", file, "--max-bytes", "5KB"], { cwd: home });
  expect(small.code).toBe(2);
  expect(small.stderr).toContain("over the limit of 5120 bytes");
  expect(small.stderr).toContain("--max-bytes");
  const env = { GAMMAKIT_MAX_BYTES: "1MiB" };
  expect((await gammakit(["inspect", file], { cwd: home, env })).code).toBe(0);
});
