import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fluxProfileJob, timeResolvedSpectroscopy } from "@gammakit/analysis";
import { parseYaml } from "@gammakit/io";
import { fileFolder, fileSource, inflateNode, sha256Node } from "@gammakit/io/node";
import { figure } from "../src/figures.mjs";
import { jobs, program } from "../src/jobs.mjs";
import { sampleTimes } from "../src/sampling.mjs";

const script = fileURLToPath(new URL("reference.py", import.meta.url));

/**
 * What reference.py prints.
 * @typedef {object} Report
 * @property {string} version
 * @property {readonly number[]} wall
 * @property {readonly number[]} processor
 * @property {readonly (readonly [value: number | null, error: number | null])[]} found Null where nothing was measured.
 */

/** The command that runs Gammapy, `$GAMMAKIT_PYTHON` or the first that has it; undefined where there is none. */
export function findReference() {
  const named = process.env.GAMMAKIT_PYTHON;
  return (named ? [named] : ["python3", "/usr/bin/python3"]).find(
    (python) => spawnSync(python, ["-c", "import gammapy"], { stdio: "ignore" }).status === 0,
  );
}

/** The two jobs that are compared, and what of their result is. */
const compared = [
  {
    name: "flare",
    ...jobs[0],
    /** @param {any} result */
    values: (result) =>
      result.bins.map((/** @type {any} */ bin) =>
        bin.parameters.find((/** @type {{ name: string }} */ { name }) => name === "index"),
      ),
  },
  {
    name: "galactic-plane",
    ...jobs[1],
    /** @param {any} result */
    values: (result) =>
      result.rows.map((/** @type {any} */ { energies: [{ norm, normErr }] }) => ({ value: norm, error: normErr })),
  },
];

/**
 * The same jobs by gammakit and by Gammapy in turns: whole processes, and again in a process where they have been done before.
 * @param {string} python
 * @param {string} data
 * @param {number} pairs
 * @returns {AsyncGenerator<readonly [title: string, figures: readonly import("../src/figures.mjs").Figure[]]>}
 */
export async function* benchAgainstReference(python, data, pairs) {
  const out = mkdtempSync(join(tmpdir(), "gammakit-bench-"));
  try {
    for (const job of compared) {
      if (!existsSync(join(data, job.folder))) continue;
      const run = [program, "run", job.file, "--out", join(out, job.name), "--only", "json", "--overwrite", "--quiet"];
      const ours = () => wallOf(process.execPath, run).ms;
      const reference = (/** @type {number} */ times) => wallOf(python, [script, job.name, data, String(times)]);
      ours();
      const cold = Array.from({ length: pairs }, () => {
        const own = ours();
        const other = reference(1);
        return { own, other: other.ms, report: /** @type {Report} */ (JSON.parse(other.stdout)) };
      });
      const inside = inProcess(job, data);
      await sampleTimes(10, inside);
      const warm = [];
      for (let pair = 0; pair < pairs; pair++) {
        const own = await sampleTimes(5, inside);
        const { wall } = /** @type {Report} */ (JSON.parse(reference(2).stdout));
        warm.push({ own: own.sort((a, b) => a - b)[2], other: 1000 * wall[1] });
      }
      const [{ report }] = cold;
      const result = JSON.parse(readFileSync(join(out, job.name, "result.json"), "utf8"));
      yield [
        `Against Gammapy ${report.version}: ${job.title}`,
        [
          ...pairFigures("cold, whole processes", cold),
          ...pairFigures("warm, done before in the process", warm),
          figure("largest difference between the results", "errors", [difference(job.values(result), report.found)]),
        ],
      ];
    }
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** @param {string} what @param {readonly { readonly own: number, readonly other: number }[]} pairs */
function pairFigures(what, pairs) {
  return [
    figure(
      `${what}: gammakit`,
      "ms",
      pairs.map(({ own }) => own),
    ),
    figure(
      `${what}: Gammapy`,
      "ms",
      pairs.map(({ other }) => other),
    ),
    figure(
      `${what}: Gammapy over gammakit, by pairs`,
      "×",
      pairs.map(({ own, other }) => other / own),
    ),
  ];
}

/** @param {{ readonly name: string, readonly file: string }} job @param {string} data */
function inProcess({ name, file }, data) {
  const job = /** @type {any} */ (parseYaml(readFileSync(file, "utf8"), file));
  const placed = (/** @type {string} */ path) => path.replace("$GAMMAPY_DATA", data);
  const host = { inflate: inflateNode, sha256: sha256Node };
  return name === "flare"
    ? () => timeResolvedSpectroscopy(job, { ...host, openFolder: (path) => fileFolder(placed(path)) })
    : () => fluxProfileJob(job, { ...host, openFile: (path) => fileSource(placed(path)) });
}

/** @param {readonly { readonly value: number, readonly error: number }[]} ours @param {Report["found"]} theirs */
function difference(ours, theirs) {
  if (ours.length !== theirs.length) return Number.POSITIVE_INFINITY;
  const apart = ours.map(({ value }, i) => {
    const [other, error] = theirs[i].map((number) => number ?? Number.NaN);
    return Math.abs(value - other) / error;
  });
  return Math.max(...apart.filter((value) => Number.isFinite(value)));
}

/** @param {string} command @param {readonly string[]} args */
function wallOf(command, args) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(command, args, {
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
    env: { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" },
  });
  const ms = performance.now() - start;
  if (status !== 0)
    throw new Error(`${command} ${args.slice(0, 2).join(" ")} ended with ${status}: ${stderr.slice(-2000)}`);
  return { ms, stdout: stdout.slice(stdout.lastIndexOf("\n{") + 1) };
}
