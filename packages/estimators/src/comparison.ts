import { type SpectralModel, significanceOf } from "@gammakit/core";
import type { FitResult } from "@gammakit/fit";
import { isNested } from "./nesting.ts";

/** Another model in the same interval. */
export interface ModelComparison {
  readonly result: FitResult<SpectralModel>;
  /** stat(model) − stat(compared): positive where the compared model is nearer to the data. */
  readonly deltaTs: number;
  /** Number of free parameters more than the model has. */
  readonly extraParameters: number;
  /** Significance of the improvement [σ]; NaN where the models are not nested or a fit did not converge. */
  readonly significance: number;
}

/** What the fit `other` gains over the fit `base` of the same data. */
export function compareFits(base: FitResult<SpectralModel>, other: FitResult<SpectralModel>): ModelComparison {
  const extraParameters = freeCount(other.model) - freeCount(base.model);
  const deltaTs = base.stat - other.stat;
  const known = base.success && other.success && extraParameters > 0 && isNested(base.model, other.model);
  const significance = known ? significanceOf(deltaTs, extraParameters) : Number.NaN;
  return { result: other, deltaTs, extraParameters, significance };
}

function freeCount(model: SpectralModel): number {
  return model.parameters.filter((parameter) => !parameter.frozen && parameter.link === undefined).length;
}
