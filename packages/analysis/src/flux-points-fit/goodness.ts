import { chiSquareTail } from "@gammakit/core";
import { orNull } from "../job/or-null.ts";
import type { PointsGoodness } from "./result.ts";

/** How well a model with so many free parameters describes points with these residuals [σ]; NaN of those that were not used. */
export function goodnessOf(residuals: readonly number[], free: number): PointsGoodness {
  const used = residuals.filter((residual) => !Number.isNaN(residual));
  const chi2 = used.reduce((sum, residual) => sum + residual * residual, 0);
  const dof = used.length - free;
  return {
    chi2: orNull(chi2),
    points: used.length,
    dof,
    pValue: dof > 0 ? orNull(chiSquareTail(chi2, dof)) : null,
  };
}
