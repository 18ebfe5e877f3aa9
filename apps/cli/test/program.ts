import { spawn } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What a run of the program left behind. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Path of the built program. */
export const program = fileURLToPath(new URL("../dist/gammakit.cjs", import.meta.url));

/** What runs longer is taken for endless [ms], and ended. */
const endless = 120_000;

/** Runs the built program, or a copy of it; `interruptAfter` sends SIGINT that many milliseconds after its start, `interruptWhen` when that comes. */
export function gammakit(
  args: readonly string[],
  options: {
    readonly cwd?: string;
    readonly program?: string;
    readonly env?: NodeJS.ProcessEnv;
    readonly interruptAfter?: number;
    readonly interruptWhen?: Promise<unknown>;
  } = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [options.program ?? program, ...args], {
      cwd: options.cwd ?? tmpdir(),
      env: { ...process.env, NO_COLOR: "1", XDG_CACHE_HOME: join(tmpdir(), "gammakit-cli-cache"), ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    if (options.interruptAfter !== undefined) setTimeout(() => child.kill("SIGINT"), options.interruptAfter);
    options.interruptWhen?.then(() => child.kill("SIGINT"), reject);
    const guard = setTimeout(() => child.kill("SIGKILL"), endless);
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(guard);
      resolve({ code, stdout, stderr });
    });
  });
}

/** The result that a run with --json has printed, without what is another in every run. */
export function resultOf(stdout: string) {
  const { provenance: _, ...result } = JSON.parse(stdout);
  return result;
}

/** A new empty folder. */
export function emptyFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "gammakit-cli-"));
}

/** Writes a job file into a folder and tells its path. */
export async function writeJob(folder: string, job: unknown, name = "job.json"): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof job === "string" ? job : JSON.stringify(job));
  return path;
}

const listing = `
import { register } from "node:module";
register("data:text/javascript," + encodeURIComponent(
  'import { writeSync } from "node:fs"; export async function load(url, context, next) { writeSync(2, url + "\\\\n"); return next(url, context); }'
));`;

/** Environment in which the program names every module on stderr as it is loaded. */
export const listLoaded = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(listing)}` };
