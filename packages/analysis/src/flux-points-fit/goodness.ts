import { chiSquareTail } from "@gammakit/core";
import { orNull } from "../job/or-null.ts";
import type { JobWarning } from "../job/warning.ts";
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

/** That there are fewer points than free parameters, of which many values are equally good. */
export function fewPoints({ points, dof }: PointsGoodness, free: number): readonly JobWarning[] {
  if (dof >= 0) return [];
  const message = `${points} ${points === 1 ? "point is" : "points are"} compared with a model of ${free} free parameters. Freeze some, or take a simpler model.`;
  return [{ code: "too-few-points", message, where: "fit" }];
}
