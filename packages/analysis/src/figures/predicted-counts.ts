import { backgroundOf, type Dataset, fittedBins, type SpectralModel } from "@gammakit/core";
import { predictCounts } from "@gammakit/fit";
import { residuals } from "./residuals.ts";

/** The counts of a spectrum and what a model predicts of them. Arrays have one number per energy bin. */
export interface PredictedCounts {
  /** Of the spectrum. */
  readonly name: string;
  /** [TeV], one more than there are bins. */
  readonly energyEdges: Float64Array;
  readonly counts: Float64Array;
  /** What is expected without the source: measured in OFF regions, or known. */
  readonly background: Float64Array;
  /** With the source; absent where nothing could be fitted. */
  readonly predicted?: Float64Array;
  /** Which bins the fit uses, by their numbers. */
  readonly fitted: readonly number[];
  /** (counts − predicted) over the error that the prediction gives the excess, of the bins that the fit uses. */
  readonly residuals: readonly { readonly eMin: number; readonly eMax: number; readonly value: number }[];
}

/** Counts, background and prediction of each dataset. */
export function predictedCounts(
  datasets: readonly Dataset[],
  model: SpectralModel | undefined,
): readonly PredictedCounts[] {
  return datasets.map((dataset) => {
    const { name, energyEdges, counts } = dataset;
    const background = Float64Array.from(backgroundOf(dataset));
    const signal = model && predictCounts(dataset, [model]);
    return {
      name,
      energyEdges,
      counts,
      background,
      ...(signal && { predicted: background.map((value, k) => value + signal[k]) }),
      fitted: [...fittedBins(dataset)],
      residuals: model === undefined ? [] : residuals([dataset], model),
    };
  });
}
