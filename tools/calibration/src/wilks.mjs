import { chiSquareLowerTail, chiSquareTail, normalTail } from "@gammakit/core";
import { kolmogorovTest, shareOf } from "@gammakit/estimators";
import { percent, probability } from "./cells.mjs";
import { spectrum } from "./datasets.mjs";
import { wilksTask } from "./wilks-task.mjs";

const events = 1000;
const perTask = 10;
const shapes = /** @type {const} */ ([
  { shape: "log-parabola", extra: 1 },
  { shape: "broken-power-law", extra: 2 },
]);

/**
 * What further shapes gain where a power law is true, against χ².
 * @param {import("./calibrate.mjs").Run} run
 * @returns {Promise<import("./calibrate.mjs").Sections>}
 */
export async function calibrateWilks({ toys, seed, executor }) {
  const dataset = spectrum("known", events);
  const rows = [];
  for (const { shape, extra } of shapes) {
    const gains = new Float64Array(toys);
    for await (const outcome of executor.map(wilksTask, chunks(toys), { shared: { data: { dataset, seed, shape } } })) {
      if (outcome.status === "failed") throw new Error(outcome.error.message);
      gains.set(outcome.value, outcome.index * perTask);
    }
    const found = Array.from(
      gains.filter((gain) => Number.isFinite(gain)),
      (gain) => Math.max(0, gain),
    );
    const mean = found.reduce((sum, gain) => sum + gain, 0) / found.length;
    rows.push([
      shape,
      `χ²(${extra})`,
      mean.toFixed(3),
      ...[1, 2, 3].map((sigma) => {
        const level = 2 * normalTail(sigma);
        return percent(shareOf(found.filter((gain) => chiSquareTail(gain, extra) < level).length, found.length));
      }),
      probability(kolmogorovTest(found, (x) => chiSquareLowerTail(x, extra)).pValue),
      String(toys - found.length),
    ]);
  }
  return {
    "Likelihood ratio of nested models": {
      words: `Toys of a power law with ${events} events; what a log-parabola and a broken power law gain, and how often their χ² probability is below that of 1, 2 and 3 σ, in %. The log-parabola is regular, and follows Wilks' theorem. The broken power law is not: where both indices are the same, no break exists, and the best of all breaks is taken; χ²(2) does not hold, and under-states the probability of chance: 1.6 times as many as it claims are beyond 1, 2 and 3 σ. Toys (\`significance.toys\` of a job) tell the right one.`,
      head: [
        "model",
        "expected",
        "mean gain",
        "1 σ (31.73)",
        "2 σ (4.55)",
        "3 σ (0.27)",
        "p of Kolmogorov–Smirnov",
        "left out",
      ],
      rows,
    },
  };
}

/** @param {number} toys */
function* chunks(toys) {
  for (let first = 0; first < toys; first += perTask) yield { first, count: Math.min(perTask, toys - first) };
}
