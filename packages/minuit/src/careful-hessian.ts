import { mixed, probe, slopeAlong, straighten } from "./along-axes.ts";
import { differentiateGradient } from "./gradient-hessian.ts";
import { eps, eps2 } from "./precision.ts";
import { type Search, valueAt } from "./search.ts";
import { useHessian } from "./second-derivatives.ts";
import { independence, refineCarefulHesse } from "./stretched-hessian.ts";
import { clamp } from "./transform.ts";

const maxTries = 10;

/** Relative error of a variance by rounding that is good enough. */
const goodEnough = 3e-5;

/**
 * HESSE for errors that are to be exact: replaces the matrix of the search by the inverse of the second derivatives, all from
 * symmetric differences. Steps make the function rise by r = √(ε |F| up), where rounding (ε|F|/r) and curvature of higher
 * order (r/up) weigh the same: a few 1e-6 relative. MINUIT's own steps inside MIGRAD, tuned for few calls, give 1e-4 to 0.2.
 * Calls: 1 + 2n, or a few more where the first step is off, + n(n − 1); 2n of the gradient instead where there is one.
 */
export function computeCarefulHesse(search: Search): void {
  const { given, f, up } = search;
  const known = given ? differentiateGradient(search) : differentiateValues(search);
  if (known) straighten(search);
  useHessian(search, known);
  const rounding = given ? 1e-6 : Math.sqrt((eps * (Math.abs(f) + up)) / up);
  if (search.hesseFailed) return;
  if (search.madePositive || rounding > goodEnough * independence(search)) refineCarefulHesse(search);
}

function differentiateValues(search: Search): boolean {
  const { n, up } = search;
  const center = valueAt(search);
  const rise = Math.sqrt(eps * (Math.abs(center) + up) * up);
  for (let i = 0; i < n; i++) if (!alongAxis(search, center, rise, i)) return false;
  return mixed(search, center, true);
}

/** First and second derivative along axis i, with a step that makes the function rise by `rise` within a factor of ten. */
function alongAxis(search: Search, center: number, rise: number, i: number): boolean {
  const { n, u, g, g2, hessian, forward, backward } = search;
  const shortest = eps2 * (Math.abs(u[i]) + eps2);
  const longest = search.transforms[i].longestStep(u[i]);
  let step = clamp(Math.sqrt((2 * rise) / Math.abs(g2[i])), shortest, longest);
  for (let tries = 0; tries < maxTries; tries++) {
    probe(search, i, step);
    const sag = 0.5 * (forward[i] - center + (backward[i] - center));
    if (!Number.isFinite(sag)) return false;
    g[i] = slopeAlong(search, i);
    if (sag !== 0) g2[i] = (2 * sag) / (step * step);
    hessian[i * n + i] = g2[i];
    const ratio = Math.abs(sag) / rise;
    if (ratio > 0.1 && ratio < 10) return true;
    const next = clamp(step * (sag === 0 ? 10 : clamp(1 / Math.sqrt(ratio), 0.01, 100)), shortest, longest);
    if (next === step) return sag !== 0;
    step = next;
  }
  return false;
}
