import type { MinimizeResult, Objective } from "@gammakit/core";
import type { Curvature } from "./curvature.ts";

/** A minimum, and second derivatives there. */
export interface Polished {
  readonly found: MinimizeResult;
  readonly errors: Curvature;
}

/** Distance to the minimum, in units of `up`, that no error depends on. */
const negligible = 1e-10;

/** Most Newton steps; from where an optimizer is content two are usual. */
const mostSteps = 6;

/**
 * The minimum near `found` by Newton steps with the gradient in closed form, and exact second derivatives there: in a bent valley the
 * errors of a point that is near enough for its values may be wrong by several percent. Undefined where that leads nowhere.
 */
export async function polish(objective: Objective, found: MinimizeResult): Promise<Polished | undefined> {
  const { gradient } = objective;
  if (gradient === undefined) return undefined;
  const { curvatureAt } = await import("./curvature.ts");
  const slopes = new Float64Array(found.x.length);
  let { x, value } = found;
  for (let k = 0; k < mostSteps; k++) {
    const errors = curvatureAt(objective, x);
    const { covariance } = errors;
    if (covariance === undefined) return undefined;
    gradient(x, slopes);
    const step = newtonStep(covariance, slopes, objective.up);
    const distance = step.reduce((sum, s, i) => sum - 0.5 * s * slopes[i], 0);
    if (distance < negligible * objective.up) return { found: { ...found, x, value }, errors };
    const next = x.map((at, i) => Math.min(Math.max(at + step[i], objective.lower[i]), objective.upper[i]));
    const lower = objective.evaluate(next);
    if (!(lower < value)) return { found: { ...found, x, value }, errors };
    [x, value] = [next, lower];
  }
  return undefined;
}

/** −H⁻¹ g, with H⁻¹ = C / (2 up). */
function newtonStep(covariance: Float64Array, slopes: Float64Array, up: number): Float64Array {
  const n = slopes.length;
  return slopes.map((_, i) => {
    let sum = 0;
    for (let j = 0; j < n; j++) sum -= (covariance[i * n + j] * slopes[j]) / (2 * up);
    return sum;
  });
}
