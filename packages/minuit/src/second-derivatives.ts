import { mixed, probe, roomAlong, slopeAlong } from "./along-axes.ts";
import { differentiateGradient } from "./gradient-hessian.ts";
import { abs, max, min, sqrt } from "./math.ts";
import { makePositiveDefinite } from "./positive-definite.ts";
import { efforts, eps, eps2 } from "./precision.ts";
import { callsOf, estimatedDistance, isAborted, resetMatrix, type Search, shifted, valueAt } from "./search.ts";
import { invertPositive } from "./symmetric.ts";
import { clamp } from "./transform.ts";

/**
 * HESSE: replaces the matrix of the search by the inverse of the second derivatives at its point (James, CERN D506,
 * section 5.4), by differences of the objective's gradient where it has one and of its values otherwise.
 * `hesseFailed` says whether that was impossible.
 */
export function computeHesse(search: Search, maxCalls: number): void {
  useHessian(search, search.given ? differentiateGradient(search) : differentiateValues(search, maxCalls));
}

/** Takes `h`, made positive definite where it is not, for the second derivatives; where it is not `known`, those along the axes. */
export function useHessian(search: Search, known: boolean): void {
  search.madePositive = known && makePositiveDefinite(search.h, search.n);
  const inverted = known && invertPositive(search.h, search.n, search.v);
  if (!inverted) resetMatrix(search);
  else search.dcovar = search.madePositive ? 1 : 0;
  search.matrixValid = inverted;
  search.fromHesse = inverted;
  search.hesseFailed = !inverted;
  search.edm = estimatedDistance(search);
}

function differentiateValues(search: Search, maxCalls: number): boolean {
  const center = valueAt(search);
  for (let i = 0; i < search.n; i++) {
    if (!curvature(search, center, i) || callsOf(search) > maxCalls || isAborted(search)) return false;
  }
  if (search.strategy > 0) for (let i = 0; i < search.n; i++) refineSlope(search, i);
  return mixed(search, center, false);
}

/** Second derivative along axis i, with the step that makes the function rise by about 1e-4 of `up`. False where it is zero. */
function curvature(search: Search, center: number, i: number): boolean {
  const effort = efforts[search.strategy];
  const longest = roomAlong(search, i);
  const target = sqrt(eps2) * (abs(center) + search.up);
  const shortest = 8 * eps2 * (abs(search.u[i]) + eps2);
  let d = max(abs(search.gstep[i]), shortest);
  for (let cycle = 0; cycle < effort.hesseCycles; cycle++) {
    const sag = widen(search, center, i, d, longest);
    if (sag === 0 || !Number.isFinite(sag)) return false;
    const before = search.g2[i];
    const last = search.reach[i];
    search.g2[i] = (2 * sag) / (last * last);
    search.g[i] = slopeAlong(search, i);
    search.gstep[i] = last;
    search.h[i * search.n + i] = search.g2[i];
    d = max(min(longest, sqrt((2 * target) / abs(search.g2[i]))), shortest);
    if (abs((d - last) / d) < effort.steady || abs((search.g2[i] - before) / search.g2[i]) < effort.settled)
      return true;
    d = clamp(d, 0.1 * last, 10 * last);
  }
  return true;
}

/** Sag of the function over a step `d` along axis i, or over a wider one where it does not sag; 0 where it never does. */
function widen(search: Search, center: number, i: number, d: number, longest: number): number {
  let step = d;
  for (let tries = 0; tries < 5; tries++) {
    probe(search, i, step);
    const sag = 0.5 * (search.forward[i] + search.backward[i] - 2 * center);
    if (sag !== 0 || step > longest) return sag;
    step = min(10 * step, 1.02 * longest);
  }
  return 0;
}

/** First derivative along axis i, with smaller steps than HESSE takes for the second. */
function refineSlope(search: Search, i: number): void {
  const noise = 4 * eps2 * (abs(search.f) + search.up);
  const shortest = 4 * eps2 * (search.u[i] + eps2);
  const floor = eps2 + abs(search.g[i] * eps2);
  let d = max(min(0.2 * abs(search.gstep[i]), sqrt(noise / (abs(search.g2[i]) + floor))), shortest);
  let changeBefore = 10000;
  for (let cycle = 0; cycle < efforts[search.strategy].slopeCycles; cycle++) {
    const ahead = valueAt(search, shifted(search, i, d));
    const behind = valueAt(search, shifted(search, i, -d));
    const slope = (ahead - behind) / (2 * d);
    const rounding = (eps * (abs(ahead) + abs(behind))) / d;
    if (slope === 0 || !Number.isFinite(slope)) return;
    const change = abs((search.g[i] - slope) / slope);
    if (change > changeBefore && cycle > 1) return;
    changeBefore = change;
    const before = search.g[i];
    search.g[i] = slope;
    search.gstep[i] = d;
    if (change < 0.05 || abs(before - slope) < rounding || d < shortest) return;
    d *= 0.2;
  }
}
