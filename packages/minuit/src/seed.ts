import { updateGradient } from "./gradient.ts";
import { startFromHessian } from "./gradient-hessian.ts";
import { advance, lineSearch } from "./line-search.ts";
import { abs, max, min } from "./math.ts";
import { eps, eps2, leastInternal } from "./precision.ts";
import { estimatedDistance, type Knowledge, resetMatrix, type Search, setInternal, valueAt } from "./search.ts";
import { computeHesse } from "./second-derivatives.ts";

/** Goes to where MIGRAD starts: function and derivatives at `search.x`, and a first matrix. */
export function startSearch(search: Search, known: Knowledge): void {
  setInternal(search);
  leaveLimits(search, known.errors);
  search.f = valueAt(search);
  search.edm = NaN;
  search.dcovar = 1;
  search.madePositive = false;
  search.hesseFailed = false;
  search.matrixValid = Number.isFinite(search.f);
  if (!search.matrixValid) return;
  guessDerivatives(search, known.errors);
  updateGradient(search);
  resetMatrix(search);
  if (known.matrix) {
    search.v.set(known.matrix);
    search.dcovar = 0;
  } else if (search.given) startFromHessian(search);
  search.edm = estimatedDistance(search);
  if (search.given) return;
  leaveNegativeCurvature(search);
  if (search.strategy < 2 || known.matrix) return;
  computeHesse(search, Infinity);
  search.matrixValid = true;
}

/**
 * Moves away from limits, a tenth of an error where that is farther: on them the derivative with respect to an internal variable is zero
 * wherever the function falls, and a search would end where it began.
 */
function leaveLimits(search: Search, errors: Float64Array): void {
  for (let i = 0; i < search.n; i++) {
    const { range, toExternal, toInternal } = search.transforms[i];
    const p = toExternal(search.u[i]);
    const d = 0.1 * errors[i];
    if (range === 0 && search.u[i] < leastInternal)
      search.u[i] = max(leastInternal, toInternal(p - d), toInternal(p + d));
  }
}

/** First guess of all derivatives: those of parabolas that rise by `up` over one error. */
export function guessDerivatives(search: Search, errors: Float64Array): void {
  for (let i = 0; i < search.n; i++) {
    const transform = search.transforms[i];
    const p = transform.toExternal(search.u[i]);
    const forward = transform.toInternal(p + errors[i]) - search.u[i];
    const backward = transform.toInternal(p - errors[i]) - search.u[i];
    const smallest = 8 * eps2 * (abs(search.u[i]) + eps2);
    const d = max(0.5 * (abs(forward) + abs(backward)), smallest);
    search.g2[i] = (2 * search.up) / (d * d);
    search.g[i] = search.g2[i] * d;
    search.gstep[i] = min(max(smallest, 0.1 * d), transform.longestStep(search.u[i]));
  }
}

/** Walks along each axis on which the function curves downwards until it curves upwards. */
function leaveNegativeCurvature(search: Search): void {
  for (let tries = 0; tries <= 2 * search.n; tries++) {
    const i = search.g2.findIndex((value, k) => value <= 0 && !(abs(search.g[k]) < eps && abs(value) < eps));
    if (i < 0) return;
    search.step.fill(0);
    search.step[i] = search.g[i] < 0 ? search.gstep[i] : -search.gstep[i];
    lineSearch(search, search.step[i] * search.g[i]);
    advance(search);
    updateGradient(search);
    resetMatrix(search);
    search.edm = estimatedDistance(search);
    search.matrixValid = search.edm >= 0;
  }
}
