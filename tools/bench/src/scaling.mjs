import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fluxProfileJob, timeResolvedSpectroscopy } from "@gammakit/analysis";
import { bufferSource } from "@gammakit/core";
import { parseYaml, writeEcsv, writeFitsTable } from "@gammakit/io";
import { fileFolder, sha256Node } from "@gammakit/io/node";
import { stackOnOff } from "@gammakit/makers";
import { figure } from "./figures.mjs";
import { profileJob, repeatedStore, seriesJob, surveyMap } from "./scaling-data.mjs";
import { fitExponent, spreadOf } from "./statistics.mjs";
import { writeLargeRuns } from "./streaming-data.mjs";

/**
 * One thing that grows. `prepare` gives, for a size, what is timed: it tells what its stages took [ms].
 * @typedef {object} Series
 * @property {string} title
 * @property {readonly number[]} sizes
 * @property {number} [power] With which power the work itself grows; 1 where absent.
 * @property {(size: number) => Promise<() => Promise<Readonly<Record<string, number>>>>} prepare
 */

const scales = 1.25;

/** Files in memory are read again and again: their hashes are not what is measured. */
const noHash = Object.assign(() => "", { begin: () => ({ update: () => undefined, digest: () => "" }) });

/** @type {readonly Series[]} */
const series = [
  { title: "runs", sizes: [1, 10, 100, 300, 1000], prepare: (runs) => seriesWork(runs, 1, { count: 24, width: 70 }) },
  {
    title: "time bins",
    sizes: [24, 100, 1000, 3000, 10_000],
    prepare: (count) => seriesWork(12, 12, { count, width: (12 * 1800) / count }),
  },
  {
    title: "regions",
    sizes: [51, 200, 1000, 3000, 10_000],
    prepare: async (count) => {
      map ??= surveyMap();
      const source = bufferSource(map, "map.fits");
      return async () => {
        const { result } = await fluxProfileJob(profileJob(count), { openFile: () => source, sha256: noHash });
        return stagesOf(result);
      };
    },
  },
  {
    title: "energy bins",
    sizes: [10, 20, 50, 100, 200],
    power: 2,
    prepare: (bins) => seriesWork(12, 12, { count: 24, width: 900, bins }),
  },
  {
    title: "events",
    sizes: [1e4, 1e5, 1e6, 1e7],
    prepare: async (events) => {
      const job = parseYaml(readFileSync(writeLargeRuns(temporary(), events).job, "utf8"), "job.yaml");
      return async () => {
        const { result } = await timeResolvedSpectroscopy(/** @type {any} */ (job), {
          openFolder: fileFolder,
          sha256: sha256Node,
        });
        const { read, reduce } = result.provenance.durations;
        return { read: 1000 * read, reduce: 1000 * reduce };
      };
    },
  },
];

/** @type {Uint8Array<ArrayBuffer> | undefined} */
let map;
/** @type {string | undefined} */
let folder;

function temporary() {
  folder ??= mkdtempSync(join(tmpdir(), "gammakit-bench-"));
  return folder;
}

/**
 * How the cost of each stage grows with the size of the work. A series ends where the next size would not fit into its budget [s].
 * @param {number} budget
 * @returns {AsyncGenerator<readonly [title: string, figures: readonly import("./figures.mjs").Figure[]]>}
 */
export async function* benchScaling(budget) {
  try {
    for (const one of series) yield [`Growth: ${one.title}`, await measure(one, budget)];
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    folder = undefined;
  }
}

/** @param {Series} series @param {number} budget */
async function measure({ title, sizes, prepare, power = 1 }, budget) {
  const end = performance.now() + 1000 * budget;
  /** @type {Map<string, { size: number, sample: number[] }[]>} */
  const found = new Map();
  let last = 0;
  for (const [k, size] of sizes.entries()) {
    const ahead = k === 0 ? 0 : last * (size / sizes[k - 1]) ** power;
    // Once to warm up, once to measure.
    if (performance.now() + 2 * ahead > end) break;
    const work = await prepare(size);
    let started = performance.now();
    for (let warm = 0; warm < (k === 0 ? 5 : 1) && performance.now() + ahead < end; warm++) {
      started = performance.now();
      await work();
    }
    const stop = performance.now() + (end - performance.now()) / 8;
    for (let run = 0; run === 0 || (run < 9 && performance.now() < stop); run++) {
      started = performance.now();
      for (const [stage, cost] of Object.entries(await timed(work))) {
        const points = found.get(stage) ?? [];
        found.set(stage, points);
        if (points.at(-1)?.size !== size) points.push({ size, sample: [] });
        points.at(-1)?.sample.push(cost);
      }
    }
    last = performance.now() - started;
  }
  return [...found].flatMap(([stage, points]) => figuresOf(stage, title, points, power));
}

/**
 * The stages and all of it, as time of the processor [ms]: what else the machine does counts little then. The clock that the program
 * times its stages by is the processor's meanwhile.
 * @param {() => Promise<Readonly<Record<string, number>>>} work
 */
async function timed(work) {
  const { now } = performance;
  performance.now = processorTime;
  try {
    const start = processorTime();
    const stages = await work();
    return { ...stages, all: processorTime() - start };
  } finally {
    performance.now = now;
  }
}

/** Time of the processor that this process has taken, its helpers' included [ms]. */
function processorTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * @param {string} stage
 * @param {string} title
 * @param {readonly { size: number, sample: readonly number[] }[]} points
 * @param {number} power
 */
function figuresOf(stage, title, points, power) {
  const isFelt = points.some(({ sample }) => spreadOf(sample).median >= 1);
  if (!isFelt) return [];
  const costs = points.map(({ size, sample }) =>
    figure(`${stage}: ${size.toLocaleString("en")} ${title}`, "ms", sample),
  );
  // Below a millisecond nobody waits, and noise decides; the small sizes have costs that do not grow.
  const counted = points
    .map(({ size, sample }) => ({ size, cost: spreadOf(sample).median }))
    .filter(({ cost }) => cost >= 1)
    .slice(-3);
  if (counted.length < 2) return costs;
  const { exponent, error } = fitExponent(counted);
  const sample = [exponent - error, exponent, exponent + error];
  return [...costs, figure(`${stage}: exponent`, "", sample, power * scales)];
}

/**
 * @param {number} runs
 * @param {number} simulated
 * @param {Parameters<typeof seriesJob>[0]} options
 */
async function seriesWork(runs, simulated, options) {
  const store = await repeatedStore(runs, simulated);
  const job = seriesJob(options);
  return async () => {
    const run = await timeResolvedSpectroscopy(job, { openFolder: () => store, sha256: noHash });
    const measured = /** @type {import("@gammakit/core").SpectrumDatasetOnOff[]} */ (run.datasets);
    return {
      ...stagesOf(run.result),
      stack: stopped(() => stackOnOff(measured)),
      tables: stopped(() => [writeEcsv(run.table), writeFitsTable(run.table)]),
      json: stopped(() => JSON.stringify(run.result)),
    };
  };
}

/** @param {{ readonly provenance: { readonly durations: Readonly<Record<string, number>> } }} result */
function stagesOf({ provenance: { durations } }) {
  return Object.fromEntries(Object.entries(durations).map(([stage, seconds]) => [stage, 1000 * seconds]));
}

/** @param {() => unknown} work */
function stopped(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}
