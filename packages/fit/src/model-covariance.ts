import { GammakitError } from "@gammakit/core";
import type { FitResult } from "./fit.ts";
import { type FitModel, nameOf } from "./layout.ts";

/**
 * The part of the covariance of a fit that belongs to one of its `models`, row-major; undefined where the fit has none.
 * Throws "invalid-input" for a model that is not one of the result's.
 */
export function modelCovariance(result: FitResult, model: FitModel): Float64Array | undefined {
  const place = result.models.indexOf(model);
  if (place < 0) {
    const known = result.models.map(nameOf).join(", ");
    throw new GammakitError(
      "invalid-input",
      `"${nameOf(model)}" is not one of the fitted models. Take it from result.models: ${known}.`,
      { model: nameOf(model) },
    );
  }
  const { covariance } = result;
  if (covariance === undefined) return undefined;
  const size = result.names.length;
  const n = model.parameters.length;
  const first = result.models.slice(0, place).reduce((sum, { parameters }) => sum + parameters.length, 0);
  return Float64Array.from(
    { length: n * n },
    (_, i) => covariance[(first + Math.floor(i / n)) * size + first + (i % n)],
  );
}
