import { parseArgs } from "node:util";
import { timeResolvedSpectroscopy, toysJob } from "@gammakit/analysis";
import { memoryFolder, writeDataStore } from "@gammakit/io";
import { goodTimeOf, jobOf, simulate, site, truthOf } from "./night.mjs";

// How often the one-sigma intervals of index and amplitude hold the truth, over many nights simulated with different seeds; and how much
// of what pulls are off is due to few counts alone. The likelihood with a hundred counts is not a parabola: the best amplitude is low by
// a small part of its error, and where it is low its error is small as well, so that pulls lie lower still. Both fall as one over the root
// of the counts. The job "toys" has that and nothing else: counts are drawn from the prediction that is fitted. Nights also have energies,
// times and places of events; what their pulls are off beyond those of toys is a fault of the prediction, or tails of the source in OFF regions.
const { values } = parseArgs({
  options: { toys: { type: "string", default: "500" }, excess: { type: "string", default: "50" } },
});
const [nights, least] = [Number(values.toys), Number(values.excess)];
/** Per interval; more than nights, so that they do not limit the comparison. */
const toys = 4 * nights;
const names = /** @type {const} */ (["index", "amplitude"]);
/** @typedef {{ interval: number, value: number, error: number, truth: number }} Estimate */
/** @type {Record<(typeof names)[number], Estimate[]>} */
const found = { index: [], amplitude: [] };
let [bins, faint, failed] = [0, 0, 0];

for (let seed = 1; seed <= nights; seed++) {
  const { host, goodTime } = nightOf(seed);
  const { result } = await timeResolvedSpectroscopy({ ...jobOf("store"), variability: { toys: 0 } }, host);
  result.bins.forEach((bin, k) => {
    const excess = result.datasets
      .filter(({ name }) => bin.datasets.includes(name))
      .reduce((sum, dataset) => sum + excessOf(dataset), 0);
    if (excess <= least) {
      faint += 1;
      return;
    }
    bins += 1;
    if (!bin.success) {
      failed += 1;
      return;
    }
    const truth = truthOf(k, goodTime);
    for (const name of names) {
      const { value, error } = bin.parameters.find((candidate) => candidate.name === name) ?? {};
      found[name].push({ interval: k, value: value ?? Number.NaN, error: error ?? Number.NaN, truth: truth[name] });
    }
  });
}

console.log(
  `${nights} nights: ${bins} intervals with more than ${least} excess counts, ${faint} fainter; ${failed} fits did not converge`,
);
const drawn = await drawToys();
for (const name of names) {
  const estimates = found[name];
  const pulls = estimates.map(({ value, error, truth }) => (value - truth) / error);
  const held = pulls.filter((pull) => Math.abs(pull) <= 1).length / bins;
  const error = Math.sqrt((held * (1 - held)) / bins);
  const pull = moments(pulls);
  const ratio = moments(estimates.map(({ value, truth }) => value / truth - 1));
  const bias = moments(bySpread(estimates));
  const alone = drawn[name];
  const rest = { mean: pull.mean - alone.mean, error: Math.hypot(pull.error, alone.error) };
  console.log(
    `${name}: the one-sigma interval holds the truth in ${(100 * held).toFixed(1)} ± ${(100 * error).toFixed(1)} % of them (68.3 % nominal)
  pulls ${shown(pull)} on average, ${pull.width.toFixed(3)} wide; ${shown(alone)} in ${toys} toys of each interval, so that few counts explain all but ${shown(rest)}
  values are off by ${shown(bias)} of their spread, ${shown({ mean: 100 * ratio.mean, error: 100 * ratio.error }, 2)} % of the truth`,
  );
}

/** A night as the job finds it. @param {number} seed */
function nightOf(seed) {
  const observations = simulate(seed);
  const files = writeDataStore(observations, { site });
  const folder = memoryFolder("store", new Map(files.map(({ name, bytes }) => [name, bytes])));
  return { host: { openFolder: () => folder }, goodTime: goodTimeOf(observations) };
}

/** Mean pulls of toys whose counts are drawn from the true index and amplitude of each interval, with the background of the first night. */
async function drawToys() {
  const { host, goodTime } = nightOf(1);
  /** @type {Record<(typeof names)[number], { mean: number, error: number }[]>} */
  const pulls = { index: [], amplitude: [] };
  const of = jobOf("store");
  for (const k of new Set(found.amplitude.map(({ interval }) => interval))) {
    const { index, amplitude } = truthOf(k, goodTime);
    const { result } = await toysJob(
      { job: "toys", of, toys, truth: { index, amplitude }, intervals: [k] },
      { ...host, openFile: noFile },
    );
    for (const { name, pullMean, pullMeanError } of result.subjects[0]?.quantities ?? []) {
      if (name !== "index" && name !== "amplitude") continue;
      pulls[name].push({ mean: pullMean ?? Number.NaN, error: pullMeanError ?? Number.NaN });
    }
  }
  return { index: together(pulls.index), amplitude: together(pulls.amplitude) };
}

/** The job needs a folder alone. @returns {never} */
function noFile() {
  throw new Error("The job reads no file.");
}

/** The mean of independent means. @param {readonly { mean: number, error: number }[]} means */
function together(means) {
  const n = means.length;
  return {
    mean: means.reduce((sum, { mean }) => sum + mean, 0) / n,
    error: Math.hypot(...means.map(({ error }) => error)) / n,
  };
}

/** Distances from the truth in units of the spread of the values of the interval, which is the error at the truth. @param {readonly Estimate[]} estimates */
function bySpread(estimates) {
  const intervals = [...new Set(estimates.map(({ interval }) => interval))];
  return intervals.flatMap((k) => {
    const those = estimates.filter(({ interval }) => interval === k);
    const { width } = moments(those.map(({ value }) => value));
    return those.map(({ value, truth }) => (value - truth) / width);
  });
}

/** @param {readonly number[]} values */
function moments(values) {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const width = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
  return { mean, width, error: width / Math.sqrt(n) };
}

/** @param {{ mean: number, error: number }} measured */
function shown({ mean, error }, digits = 3) {
  return `${mean.toFixed(digits)} ± ${error.toFixed(digits)}`;
}

/** Excess counts in the bins that are fitted. @param {import("@gammakit/analysis").DatasetResult} dataset */
function excessOf({ counts, countsOff, acceptance, acceptanceOff, maskSafe }) {
  return counts.reduce((sum, on, k) => {
    if (!maskSafe[k]) return sum;
    const alpha = acceptanceOff[k] > 0 ? acceptance[k] / acceptanceOff[k] : 0;
    return sum + on - alpha * countsOff[k];
  }, 0);
}
