import { startsFrom } from "@gammakit/estimators";
import { fit } from "@gammakit/fit";
import { minuit } from "@gammakit/minuit";
import { brokenPowerLaw, logParabola, powerLaw } from "@gammakit/models";
import { simulateCounts } from "@gammakit/simulate";
import { asimov, truth } from "./datasets.mjs";

const base = powerLaw({ index: 2, amplitude: 1e-11 });
const compared = {
  "broken-power-law": brokenPowerLaw({ index1: 2, index2: 3, amplitude: 1e-11, ebreak: 3 }),
  "log-parabola": logParabola({ amplitude: 1e-11, reference: 1, alpha: 2, beta: 0.1 }),
};

/** What has more parameters than the power law. @typedef {keyof typeof compared} Shape */

/**
 * What a further shape gains in toys of a power law, from all the starts of a comparison: the difference of the statistics.
 * @type {import("@gammakit/core").Task<{ readonly first: number, readonly count: number }, Float64Array>}
 */
export const wilksTask = {
  module: "wilks-task",
  export: "wilksTask",
  async run({ first, count }, { shared }) {
    const { dataset, seed, shape } = /** @type {WilksData} */ (shared.data);
    const { energyEdges, exposure, counts } = dataset;
    const model = compared[shape];
    const optimizer = minuit();
    const gains = new Float64Array(count);
    const background = Float64Array.from(counts, (_, j) => dataset.background[j]);
    const off = asimov(
      "measured",
      energyEdges,
      exposure,
      counts.map((n, j) => n - background[j]),
      background,
    );
    for (let i = 0; i < count; i++) {
      const toy = simulateCounts(off, [truth], { seed, index: first + i });
      const plain = await fit([toy], base, { optimizer });
      const other = await fit([toy], model, { optimizer, starts: startsFrom(plain.model, model, [toy]) });
      gains[i] = plain.success ? plain.stat - other.stat : Number.NaN;
    }
    return gains;
  },
};

/**
 * @typedef {object} WilksData
 * @property {import("@gammakit/core").SpectrumDataset} dataset
 * @property {number} seed
 * @property {Shape} shape
 */
