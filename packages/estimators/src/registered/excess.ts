import {
  backgroundOf,
  countsStatistic,
  type Dataset,
  defineExtension,
  hasBackground,
  sliceEnergy,
} from "@gammakit/core";
import { energyOption, optionsOf, refuseOption } from "./options.ts";

/** What the estimator "excess" takes. */
export interface ExcessOptions {
  /** Energy range [TeV], a number or text with a unit; moved to the nearest edges of the data. All of it where absent. */
  readonly min?: number | string;
  readonly max?: number | string;
}

/** Counts above the background in the safe bins of all datasets together. */
export interface ExcessResult {
  readonly counts: number;
  /** Only where the background was measured. */
  readonly countsOff?: number;
  /** Background expected ON. */
  readonly background: number;
  readonly excess: number;
  readonly excessError: number;
  /** Signed [σ]; for ON and OFF counts after Li & Ma (1983), Eq. 17. NaN where there is no background estimate. */
  readonly significance: number;
  /** Probability of fluctuations of the background at least this far to the same side. */
  readonly pValue: number;
  /** [s]. */
  readonly livetime: number;
}

const id = "excess";

/** Counts, excess and significance of the datasets. It needs no model. */
export const excessEstimator = defineExtension(
  "estimator",
  {
    id,
    summary: "Counts, excess and significance (Li & Ma) in an energy range",
    optionHelp: {
      min: "Lowest energy [TeV] (that of the data)",
      max: "Highest energy [TeV] (that of the data)",
    },
  },
  (options?: ExcessOptions) => {
    const given = optionsOf(id, options, ["min", "max"]);
    const min = given.min === undefined ? 0 : energyOption(id, "min", given.min);
    const max = given.max === undefined ? Infinity : energyOption(id, "max", given.max);
    if (!(max > min)) throw refuseOption(id, `max must be above min, ${min} TeV, not ${max} TeV`);
    return {
      run(datasets: readonly Dataset[]): ExcessResult {
        const parts = datasets.flatMap(partsIn(min, max));
        if (parts.length > 0 || datasets.length === 0) return excessOf(parts);
        const range = given.max === undefined ? `above ${min} TeV` : `between ${min} and ${max} TeV`;
        throw refuseOption(id, `no energy bin of the data lies ${range}; bins are not cut`);
      },
    };
  },
);

function partsIn(min: number, max: number): (dataset: Dataset) => readonly Dataset[] {
  return (dataset) => {
    const { energyEdges } = dataset;
    const [from, to] = [Math.max(min, energyEdges[0]), Math.min(max, energyEdges[energyEdges.length - 1])];
    const part = from < to ? sliceEnergy(dataset, from, to).dataset : undefined;
    return part === undefined ? [] : [part];
  };
}

function excessOf(datasets: readonly Dataset[]): ExcessResult {
  let [nOn, nOff, background, acceptance, acceptanceOff, livetime] = [0, 0, 0, 0, 0, 0];
  const measured = datasets.filter((dataset) => dataset.kind === "spectrum-on-off");
  if (measured.length > 0 && measured.length < datasets.length) {
    throw refuseOption(id, "some of the datasets have a measured background and some a known one; they can't be added");
  }
  for (const dataset of datasets) {
    const known = backgroundOf(dataset);
    livetime += dataset.livetime;
    for (let j = 0; j < dataset.counts.length; j++) {
      if (dataset.maskSafe[j] === 0 || !hasBackground(dataset, j)) continue;
      nOn += dataset.counts[j];
      background += known[j];
      if (dataset.kind === "spectrum") continue;
      nOff += dataset.countsOff[j];
      acceptance += dataset.acceptance[j];
      acceptanceOff += dataset.acceptanceOff[j];
    }
  }
  const fallback = acceptanceOff > 0 ? acceptance / acceptanceOff : 0;
  const found = countsStatistic(
    measured.length > 0 ? { nOn, nOff, alpha: nOff > 0 ? background / nOff : fallback } : { nOn, background },
  );
  return {
    counts: nOn,
    ...(measured.length > 0 && { countsOff: nOff }),
    background: found.background,
    excess: found.excess,
    excessError: found.error,
    significance: found.significance,
    pValue: found.pValue,
    livetime,
  };
}
