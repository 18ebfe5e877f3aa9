import { differentiateValues, straighten } from "./along-axes.ts";
import { differentiateGradient } from "./gradient-hessian.ts";
import { abs, sqrt } from "./math.ts";
import { eps } from "./precision.ts";
import type { Search } from "./search.ts";
import { useHessian } from "./second-derivatives.ts";
import { independence, refineCarefulHesse } from "./stretched-hessian.ts";

/** Relative error of a variance by rounding that is good enough. */
const goodEnough = 3e-5;

/**
 * HESSE for errors that are to be exact: replaces the matrix of the search by the inverse of the second derivatives, all from
 * symmetric differences. Steps make the function rise by r = √(ε |F| up), where rounding (ε|F|/r) and curvature of higher
 * order (r/up) weigh the same: a few 1e-6 relative. MINUIT's own steps inside MIGRAD, tuned for few calls, give 1e-4 to 0.2.
 * Calls: 1 + 2n, or a few more where the first step is off, + n(n − 1); 2n of the gradient instead where there is one.
 */
export function computeCarefulHesse(search: Search): void {
  const known = search.given ? differentiateGradient(search) : differentiateValues(search, search.g2, 1);
  if (known) straighten(search);
  useHessian(search, known);
  const rounding = search.given ? 1e-6 : sqrt((eps * (abs(search.f) + search.up)) / search.up);
  if (search.hesseFailed) return;
  if (search.madePositive || rounding > goodEnough * independence(search)) refineCarefulHesse(search);
}
