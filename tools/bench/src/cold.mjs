import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { figure } from "./figures.mjs";
import { program } from "./jobs.mjs";

const floor = fileURLToPath(new URL("floor.mjs", import.meta.url));
const preload = new URL("peak-memory.mjs", import.meta.url).href;

/**
 * Whole processes: the program and the floor in turn, so that what else the machine does meets both alike. Memory is
 * measured in processes of its own, as the measurement takes time.
 * @param {(typeof import("./jobs.mjs").jobs)[number]} job
 * @param {string} data
 * @param {number} pairs
 */
export function benchCold({ file, folder, memory }, data, pairs) {
  const temporary = mkdtempSync(join(tmpdir(), "gammakit-bench-"));
  try {
    const out = join(temporary, "out");
    const run = [program, "run", file, "--out", out, "--only", "json", "--overwrite"];
    runNode(run);
    const bare = [floor, ...inputsOf(out).map((name) => join(data, folder, name))];
    const walls = Array.from({ length: pairs }, () => ({ floor: wall(bare), job: wall(run) }));
    const first = Array.from({ length: 7 }, () => wall(run, { GAMMAKIT_NO_CODE_CACHE: "1" }));
    const peaks = Array.from({ length: 5 }, () => ({ floor: peak(bare, temporary), job: peak(run, temporary) }));
    /** @typedef {{ floor: number, job: number }} Pair */
    const each = (/** @type {readonly Pair[]} */ list, /** @type {(pair: Pair) => number} */ of) => list.map(of);
    return [
      figure(
        "floor: read and inflate",
        "ms",
        each(walls, (pair) => pair.floor),
      ),
      figure(
        "gammakit run --only json",
        "ms",
        each(walls, (pair) => pair.job),
      ),
      figure(
        "ratio of the two, by pairs",
        "×",
        each(walls, (pair) => pair.job / pair.floor),
        2,
      ),
      figure("without the cache of compiled code", "ms", first),
      figure(
        "floor: peak memory",
        "MB",
        each(peaks, (pair) => pair.floor),
      ),
      figure(
        "gammakit: peak memory",
        "MB",
        each(peaks, (pair) => pair.job),
        memory,
      ),
    ];
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** The files that the job has read. @param {string} out @returns {string[]} */
function inputsOf(out) {
  const { provenance } = JSON.parse(readFileSync(join(out, "result.json"), "utf8"));
  return provenance.inputs.map((/** @type {{ name: string }} */ input) => input.name);
}

/** @param {readonly string[]} args @param {Readonly<Record<string, string>>} [env] [ms] */
function wall(args, env) {
  const start = performance.now();
  runNode(args, env);
  return performance.now() - start;
}

/** @param {readonly string[]} args @param {string} folder [MB] */
function peak(args, folder) {
  const file = join(folder, "peak");
  runNode(["--import", preload, ...args], { GAMMAKIT_BENCH_PEAK: file });
  return Number(readFileSync(file, "utf8")) / 2 ** 20;
}

/**
 * Without the certificates that a machine may have Node read when it starts, which takes as long as a job's files.
 * @param {readonly string[]} args @param {Readonly<Record<string, string>>} [env]
 */
function runNode(args, env = {}) {
  const { status, stderr } = spawnSync(process.execPath, args, {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: "", ...env },
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${args.slice(0, 2).join(" ")} ended with ${status}: ${stderr}`);
}
