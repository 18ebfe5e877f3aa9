import { type Dataset, defineExtension, type EstimatorContext, GammakitError, type ModelRecord } from "@gammakit/core";

/** Where hard begins. */
export interface HardnessRatioOptions {
  /** Energy between soft and hard [TeV]. */
  readonly split?: number;
}

/** Excess counts on both sides of an energy, and what they say of the spectrum without a model. */
export interface HardnessRatio {
  /** Energy that divides the bins: the edge that is nearest to the one asked for [TeV]. */
  readonly splitTeV: number;
  readonly soft: number;
  readonly hard: number;
  /** (hard - soft) / (hard + soft); NaN without an excess. */
  readonly ratio: number;
  /** Standard deviation of it, from counts alone. */
  readonly error: number;
}

/** Hardness ratio of the excess counts of ON/OFF datasets, in the bins that are safe. */
export const hardnessRatio = defineExtension(
  "estimator",
  {
    id: "example/hardness-ratio",
    summary: "Excess above and below an energy, as a ratio",
    optionHelp: { split: "Energy between soft and hard [TeV] (1)" },
  },
  (options: HardnessRatioOptions = {}) => {
    const { split = 1, ...rest } = options;
    const unknown = Object.keys(rest)[0];
    if (unknown !== undefined || !(split > 0)) {
      const what =
        unknown === undefined ? `split must be above 0 TeV, not ${String(split)}` : `there is no "${unknown}"`;
      throw new GammakitError("invalid-input", `example/hardness-ratio: ${what}. It has one option: split [TeV].`);
    }
    return {
      async run(datasets: readonly Dataset[], _models: readonly ModelRecord[], _context: EstimatorContext) {
        return ratioOf(datasets, split);
      },
    };
  },
);

function ratioOf(datasets: readonly Dataset[], split: number): HardnessRatio {
  const { energyEdges } = datasets[0]!;
  const edge = energyEdges.reduce((best, e) =>
    Math.abs(Math.log(e / split)) < Math.abs(Math.log(best / split)) ? e : best,
  );
  const sides = { soft: { excess: 0, variance: 0 }, hard: { excess: 0, variance: 0 } };
  for (const dataset of datasets) {
    for (let j = 0; j < dataset.counts.length; j++) {
      if (!dataset.maskSafe[j]) continue;
      const side = energyEdges[j]! >= edge ? sides.hard : sides.soft;
      const [excess, variance] = excessOf(dataset, j);
      side.excess += excess;
      side.variance += variance;
    }
  }
  const { soft, hard } = sides;
  const sum = soft.excess + hard.excess;
  return {
    splitTeV: edge,
    soft: soft.excess,
    hard: hard.excess,
    ratio: sum > 0 ? (hard.excess - soft.excess) / sum : NaN,
    error:
      sum > 0 ? (2 * Math.sqrt(hard.excess ** 2 * soft.variance + soft.excess ** 2 * hard.variance)) / sum ** 2 : NaN,
  };
}

/** Excess of a bin, and its variance. */
function excessOf(dataset: Dataset, j: number): readonly [excess: number, variance: number] {
  const n = dataset.counts[j]!;
  if (dataset.kind === "spectrum") return [n - dataset.background[j]!, n];
  const alpha = dataset.acceptance[j]! / dataset.acceptanceOff[j]!;
  return [n - alpha * dataset.countsOff[j]!, n + alpha ** 2 * dataset.countsOff[j]!];
}
