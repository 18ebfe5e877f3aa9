import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { figure } from "./figures.mjs";
import { flareFile, program } from "./flare.mjs";

const floor = fileURLToPath(new URL("floor.mjs", import.meta.url));
const preload = new URL("peak-memory.mjs", import.meta.url).href;

/**
 * Whole processes: the program and the floor in turn, so that what else the machine does meets both alike. Memory is
 * measured in processes of its own, as the measurement takes time.
 * @param {string} data
 * @param {number} pairs
 */
export function benchCold(data, pairs) {
  const folder = mkdtempSync(join(tmpdir(), "gammakit-bench-"));
  try {
    const out = join(folder, "out");
    const job = [program, "run", flareFile, "--out", out, "--only", "json", "--overwrite"];
    runNode(job);
    const bare = [floor, ...inputsOf(out).map((name) => join(data, "hess-dl3-dr1", name))];
    const walls = Array.from({ length: pairs }, () => ({ floor: wall(bare), job: wall(job) }));
    const memory = Array.from({ length: 5 }, () => ({ floor: peak(bare, folder), job: peak(job, folder) }));
    return [
      figure(
        "floor: read and inflate",
        "ms",
        walls.map((pair) => pair.floor),
      ),
      figure(
        "gammakit run --only json",
        "ms",
        walls.map((pair) => pair.job),
      ),
      figure(
        "ratio of the two, by pairs",
        "×",
        walls.map((pair) => pair.job / pair.floor),
        2.5,
      ),
      figure(
        "floor: peak memory",
        "MB",
        memory.map((pair) => pair.floor),
      ),
      figure(
        "gammakit: peak memory",
        "MB",
        memory.map((pair) => pair.job),
        100,
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The files that the job has read. @param {string} out @returns {string[]} */
function inputsOf(out) {
  const { provenance } = JSON.parse(readFileSync(join(out, "result.json"), "utf8"));
  return provenance.inputs.map((/** @type {{ name: string }} */ input) => input.name);
}

/** @param {readonly string[]} args [ms] */
function wall(args) {
  const start = performance.now();
  runNode(args);
  return performance.now() - start;
}

/** @param {readonly string[]} args @param {string} folder [MB] */
function peak(args, folder) {
  const file = join(folder, "peak");
  runNode(["--import", preload, ...args], { GAMMAKIT_BENCH_PEAK: file });
  return Number(readFileSync(file, "utf8")) / 2 ** 20;
}

/** @param {readonly string[]} args @param {Readonly<Record<string, string>>} [env] */
function runNode(args, env = {}) {
  const { status, stderr } = spawnSync(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${args.slice(0, 2).join(" ")} ended with ${status}: ${stderr}`);
}
