import { parseArgs } from "node:util";
import { timeResolvedSpectroscopy } from "@gammakit/analysis";
import { memoryFolder, writeDataStore } from "@gammakit/io";
import { goodTimeOf, jobOf, simulate, site, truthOf } from "./night.mjs";

// How often the one-sigma intervals of index and amplitude hold the truth, over many nights simulated with different seeds.
const { values } = parseArgs({
  options: { toys: { type: "string", default: "500" }, excess: { type: "string", default: "50" } },
});
const [toys, least] = [Number(values.toys), Number(values.excess)];
const names = /** @type {const} */ (["index", "amplitude"]);
/** @type {Record<(typeof names)[number], { held: number, pulls: number[] }>} */
const found = { index: { held: 0, pulls: [] }, amplitude: { held: 0, pulls: [] } };
let [bins, faint, failed] = [0, 0, 0];

for (let seed = 1; seed <= toys; seed++) {
  const observations = simulate(seed);
  const files = writeDataStore(observations, { site });
  const folder = memoryFolder("store", new Map(files.map(({ name, bytes }) => [name, bytes])));
  const { result } = await timeResolvedSpectroscopy(
    { ...jobOf("store"), variability: { toys: 0 } },
    { openFolder: () => folder },
  );
  const goodTime = goodTimeOf(observations);
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
      const parameter = bin.parameters.find((candidate) => candidate.name === name);
      const pull = ((parameter?.value ?? Number.NaN) - truth[name]) / (parameter?.error ?? Number.NaN);
      if (Math.abs(pull) <= 1) found[name].held += 1;
      found[name].pulls.push(pull);
    }
  });
}

console.log(
  `${toys} nights: ${bins} intervals with more than ${least} excess counts, ${faint} fainter; ${failed} fits did not converge`,
);
for (const name of names) {
  const { held, pulls } = found[name];
  const share = held / bins;
  const error = Math.sqrt((share * (1 - share)) / bins);
  const mean = pulls.reduce((sum, pull) => sum + pull, 0) / pulls.length;
  const width = Math.sqrt(pulls.reduce((sum, pull) => sum + (pull - mean) ** 2, 0) / (pulls.length - 1));
  console.log(
    `${name}: the one-sigma interval holds the truth in ${(100 * share).toFixed(1)} ± ${(100 * error).toFixed(1)} % of them (68.3 % nominal); pulls ${mean.toFixed(3)} on average, ${width.toFixed(3)} wide`,
  );
}

/** Excess counts in the bins that are fitted. @param {import("@gammakit/analysis").DatasetResult} dataset */
function excessOf({ counts, countsOff, acceptance, acceptanceOff, maskSafe }) {
  return counts.reduce((sum, on, k) => {
    if (!maskSafe[k]) return sum;
    const alpha = acceptanceOff[k] > 0 ? acceptance[k] / acceptanceOff[k] : 0;
    return sum + on - alpha * countsOff[k];
  }, 0);
}
