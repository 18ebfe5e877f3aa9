import { createGti, type Dataset, type SpectrumDatasetOnOff, summarizeDataset } from "@gammakit/core";
import { stackOnOff } from "@gammakit/makers";
import { orNull } from "../job/or-null.ts";

/** What the datasets up to one hold together in their safe bins. */
export interface CumulativeResult {
  /** Name of the last of the datasets. */
  readonly dataset: string;
  /** Livetime of all together [s]. */
  readonly livetimeS: number;
  /** ON counts. */
  readonly counts: number;
  /** OFF counts. */
  readonly countsOff: number;
  /** ON counts less α times OFF counts. */
  readonly excess: number;
  /** Error of the excess. */
  readonly excessError: number;
  /** After Li & Ma (1983); null where there is no background estimate. */
  readonly significance: number | null;
}

/** Counts, excess and significance as one dataset after the other is added; empty where a background was not measured. */
export function cumulativeResults(datasets: readonly Dataset[]): readonly CumulativeResult[] {
  if (!isMeasured(datasets)) return [];
  let sum: SpectrumDatasetOnOff | undefined;
  return datasets.map((dataset) => {
    sum = stackOnOff(sum === undefined ? [withoutLists(dataset)] : [sum, withoutLists(dataset)]);
    const { excess, error, significance } = summarizeDataset(sum);
    return {
      dataset: dataset.name,
      livetimeS: sum.livetime,
      counts: total(sum.counts),
      countsOff: total(sum.countsOff),
      excess,
      excessError: error,
      significance: orNull(significance),
    };
  });
}

/** The dataset without what would grow with each that is added, and is not asked for here. */
function withoutLists(dataset: SpectrumDatasetOnOff): SpectrumDatasetOnOff {
  return { ...dataset, observationIds: [], offRegions: [], gti: createGti(dataset.gti.reference, []) };
}

/** Whether all have a background measured in OFF regions. */
export function isMeasured(datasets: readonly Dataset[]): datasets is readonly SpectrumDatasetOnOff[] {
  return datasets.every(({ kind }) => kind === "spectrum-on-off");
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
