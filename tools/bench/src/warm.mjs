import { readFileSync } from "node:fs";
import { timeResolvedSpectroscopy } from "@gammakit/analysis";
import { addSeconds, axisFromBounds, emptySpectrum, intervalsFromEdges, parseTime, splitByTime } from "@gammakit/core";
import { spectralTimeSeries } from "@gammakit/estimators";
import { compileFit } from "@gammakit/fit";
import { openDataStore, parseYaml, readObservation, selectObservations } from "@gammakit/io";
import { fileFolder, inflateNode, sha256Node } from "@gammakit/io/node";
import { chain, reflectedRegions, safeMask, spectrumMaker } from "@gammakit/makers";
import { minuit } from "@gammakit/minuit";
import { powerLaw } from "@gammakit/models";
import { figure } from "./figures.mjs";
import { flareFile } from "./jobs.mjs";
import { sampleTimes } from "./sampling.mjs";

const warmUp = 10;
const stages = ["open", "read", "reduce", "fit"];

/** The whole job in this process, once it is warm, and its stages as the result tells them. @param {string} data @param {number} runs */
export async function benchWarm(data, runs) {
  const job = /** @type {import("@gammakit/analysis").TimeResolvedJob} */ (
    /** @type {unknown} */ (parseYaml(readFileSync(flareFile, "utf8"), flareFile))
  );
  const host = {
    openFolder: (/** @type {string} */ name) => fileFolder(name.replace("$GAMMAPY_DATA", data)),
    inflate: inflateNode,
    sha256: sha256Node,
  };
  /** @type {Readonly<Record<string, number>>[]} */
  const durations = [];
  const work = async () => {
    const { result } = await timeResolvedSpectroscopy(job, host);
    durations.push(result.provenance.durations);
  };
  await sampleTimes(warmUp, work);
  const whole = await sampleTimes(runs, work);
  const measured = durations.slice(warmUp);
  return [
    figure("whole job", "ms", whole, 60),
    ...stages.map((stage) =>
      figure(
        `stage ${stage}`,
        "ms",
        measured.map((each) => 1000 * each[stage]),
      ),
    ),
  ];
}

/** The 24 fits alone, their datasets ready. @param {string} data @param {number} runs */
export async function benchFits(data, runs) {
  const bins = await flareBins(data);
  const model = powerLaw({ index: 3, amplitude: 2e-11, reference: { value: 1, frozen: true } });
  const optimizer = minuit();
  let evaluations = 0;
  const work = async () => {
    const series = await spectralTimeSeries(bins, { model, optimizer, fluxRange: { min: 1, max: 10 } });
    evaluations = series.reduce((sum, bin) => sum + bin.result.evaluations, 0);
  };
  await sampleTimes(3 * warmUp, work);
  const times = await sampleTimes(runs, work);
  return [
    figure(`24 fits, ${evaluations} evaluations`, "ms", times, 5),
    figure("allocated per evaluation and gradient", "bytes", sampleAllocation(bins[0].datasets, model, runs), 100),
  ];
}

/**
 * What the objective of a fit leaves on the heap, warm [bytes per call].
 * @param {readonly import("@gammakit/core").Dataset[]} datasets
 * @param {import("@gammakit/core").SpectralModel} model
 * @param {number} runs
 */
function sampleAllocation(datasets, model, runs) {
  const count = 20_000;
  const { objective } = compileFit(datasets, [model]);
  const out = new Float64Array(objective.start.length);
  const evaluate = () => {
    for (let i = 0; i < count; i++) {
      objective.evaluate(objective.start);
      objective.gradient?.(objective.start, out);
    }
  };
  for (let i = 0; i < 5; i++) evaluate();
  return Array.from({ length: Math.min(runs, 15) }, () => {
    const before = process.memoryUsage().heapUsed;
    evaluate();
    return Math.max(0, process.memoryUsage().heapUsed - before) / count;
  });
}

/** The intervals of the night with their datasets. @param {string} data */
export async function flareBins(data) {
  const source = /** @type {const} */ ({ frame: "icrs", lon: 329.71693826, lat: -30.225589 });
  const start = parseTime("2006-07-29T20:30:00", "utc");
  const store = await openDataStore(fileFolder(`${data}/hess-dl3-dr1`), { inflate: inflateNode });
  const selected = selectObservations(store, [
    { type: "sky-circle", center: source, radius: 2 },
    { type: "time-box", start, stop: addSeconds(start, 24 * 900), partialOverlap: true },
  ]);
  const observations = [];
  for (const { id } of selected) observations.push(await readObservation(store, id));
  const reduce = chain(
    emptySpectrum({
      region: { kind: "circle", center: source, radius: 0.11 },
      energy: axisFromBounds(0.4, 20, 10, { name: "energy", unit: "TeV", scale: "log" }),
      energyTrue: axisFromBounds(0.1, 40, 20, { name: "energy_true", unit: "TeV", scale: "log" }),
    }),
    spectrumMaker({ containmentCorrection: true }),
    reflectedRegions(),
    safeMask({ methods: ["aeff-max"], aeffPercent: 10 }),
  );
  const intervals = intervalsFromEdges(Array.from({ length: 25 }, (_, i) => addSeconds(start, i * 900)));
  return splitByTime(observations, intervals).map((parts, i) => ({
    interval: intervals[i],
    datasets: parts.map((part) => reduce(part)),
  }));
}
