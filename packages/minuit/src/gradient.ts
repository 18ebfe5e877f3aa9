import { type Effort, eps, eps2 } from "./precision.ts";
import { type Problem, slopesAt, valueAt } from "./problem.ts";
import type { State } from "./state.ts";
import { bothLimits, unbounded } from "./transform.ts";

/**
 * Longest step from `u` of an internal variable of a parameter with limits: MINUIT's half a radian, which with one limit means
 * nothing; so there a thousandth of a value that is large.
 */
export function longestStep(bounds: number, u: number): number {
  if (bounds === unbounded) return Infinity;
  return bounds === bothLimits ? 0.5 : Math.max(0.5, 1e-3 * Math.abs(u));
}

/** Brings the first derivatives of `state` up to its point: the objective's own where it has them, differences otherwise. */
export function updateGradient(problem: Problem, state: State, effort: Effort): void {
  if (problem.objective.gradient !== undefined) {
    slopesAt(problem, state.u, state.g);
    return;
  }
  for (let i = 0; i < problem.n; i++) differentiate(problem, state, effort, i);
}

/**
 * Derivatives along axis i by symmetric differences, with a step that balances rounding against curvature, refined until
 * step or derivative settle. Starts from the derivatives and step of the point before (James, CERN D506, section 5.1).
 */
function differentiate(problem: Problem, state: State, effort: Effort, i: number): void {
  const { u, f, g, g2, gstep } = state;
  const u0 = u[i];
  const noise = 8 * eps2 * (Math.abs(f) + problem.up);
  const shortest = Math.max(8 * eps * eps, 8 * Math.abs(eps2 * u0));
  const floor = eps2 + Math.abs(g[i]) * eps2;
  const longest = longestStep(problem.bounds[i], u0);
  let before = 0;
  for (let cycle = 0; cycle < effort.gradientCycles; cycle++) {
    let step = Math.max(Math.sqrt(noise / (Math.abs(g2[i]) + floor)), Math.abs(0.1 * gstep[i]));
    step = Math.min(step, longest);
    step = Math.max(Math.min(step, 10 * Math.abs(gstep[i])), shortest);
    if (Math.abs((step - before) / step) < effort.gradientStepTolerance) return;
    gstep[i] = step;
    before = step;
    u[i] = u0 + step;
    const f1 = valueAt(problem, u);
    u[i] = u0 - step;
    const f2 = valueAt(problem, u);
    u[i] = u0;
    const old = g[i];
    if (Number.isFinite(f1 + f2)) {
      g[i] = (f1 - f2) / (2 * step);
      g2[i] = (f1 + f2 - 2 * f) / (step * step);
    } else {
      // One side is outside the domain of the function: the other side alone says which way is down.
      g[i] = Number.isFinite(f1) ? (f1 - f) / step : (f - f2) / step;
    }
    if (Math.abs(old - g[i]) / (Math.abs(g[i]) + noise / step) < effort.gradientTolerance) return;
  }
}
