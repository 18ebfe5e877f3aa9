import type { MinimizeStatus } from "@gammakit/core";
import { updateGradient } from "./gradient.ts";
import { advance, lineSearch, valueAlong } from "./line-search.ts";
import { abs } from "./math.ts";
import { makePositiveDefinite } from "./positive-definite.ts";
import { eps } from "./precision.ts";
import { callsOf, isAborted, newtonStep, resetMatrix, type Search } from "./search.ts";
import { multiply } from "./symmetric.ts";

/** Most tries to come back into the domain of the function. */
const maxRetreats = 8;

/** Why a descent ended: near the goal, without a direction or a matrix, where no step helps, or for the other reasons. */
export type Ending = MinimizeStatus | "stuck";

/**
 * Descends by the variable-metric method with Davidon's update (Davidon 1959; Fletcher 1970) until the estimated distance,
 * enlarged for the uncertainty of the matrix, is below the goal.
 */
export function descend(search: Search, maxCalls: number): Ending {
  let edm = enlargedDistance(search);
  let mayReset = true;
  do {
    if (isAborted(search)) return "aborted";
    const slope = chooseStep(search);
    if (slope === 0) return "converged";
    if (!(slope < 0)) return "failed";
    lineSearch(search, slope);
    const improved = abs(search.value - search.f) > abs(search.f) * eps;
    if (!improved || !move(search)) {
      if (!mayReset || (!search.given && !(edm > 10 * search.goal))) return "stuck";
      // A full matrix far from the minimum can point nowhere useful; its diagonal is humbler.
      mayReset = false;
      resetMatrix(search);
      for (let i = 0; i < search.n; i++) search.v[i * search.n + i] = abs(search.v[i * search.n + i]);
      continue;
    }
    search.edm = -0.5 * chooseStep(search);
    if (!(search.edm >= 0)) return "failed";
    updateMatrix(search);
    edm = enlargedDistance(search);
  } while (edm > search.goal && callsOf(search) < maxCalls);
  return callsOf(search) >= maxCalls ? "max-evaluations" : "converged";
}

/** The estimated distance to the minimum, enlarged for the uncertainty of the matrix. */
export function enlargedDistance(search: Search): number {
  return search.edm * (1 + 3 * search.dcovar);
}

/** The Newton step, downwards: where the matrix points up, it is made positive definite first. */
function chooseStep(search: Search): number {
  const slope = newtonStep(search);
  if (!(slope > 0)) return slope;
  if (makePositiveDefinite(search.v, search.n)) {
    search.dcovar = 1;
    search.madePositive = true;
  }
  return newtonStep(search);
}

/**
 * Moves to the best point of the line search. Where the function has no derivatives there, it is outside its domain,
 * whatever its value: then to the first point on the way back that is lower than the old one and has them. False where there is none.
 */
function move(search: Search): boolean {
  const before = search.f;
  search.uOld.set(search.u);
  search.gOld.set(search.g);
  for (let tries = 0; tries <= maxRetreats; tries++) {
    if (search.value < before || tries === 0) {
      advance(search);
      search.fromHesse = false;
      updateGradient(search);
      if (search.g.every(Number.isFinite)) return true;
    }
    search.u.set(search.uOld);
    search.g.set(search.gOld);
    search.f = before;
    search.position *= 0.3;
    if (tries < maxRetreats) search.value = valueAlong(search, search.position);
  }
  return false;
}

/** Davidon's update of V from the step dx and the change of gradient dg, and of its estimated error. */
function updateMatrix(search: Search): void {
  const { n, u, g, v, uOld: dx, gOld: dg, trial: vdg } = search;
  let delta = 0;
  for (let i = 0; i < n; i++) {
    dx[i] = u[i] - dx[i];
    dg[i] = g[i] - dg[i];
    delta += dx[i] * dg[i];
  }
  const gamma = multiply(v, dg, vdg);
  if (delta === 0 || !(gamma > 0)) return;
  const rank = delta > gamma ? gamma : 0;
  let changes = 0;
  let total = 0;
  for (let i = 0; i < n; i++) {
    const ri = dx[i] / delta - vdg[i] / gamma;
    for (let j = 0; j <= i; j++) {
      const rj = dx[j] / delta - vdg[j] / gamma;
      const change = (dx[i] * dx[j]) / delta - (vdg[i] * vdg[j]) / gamma + rank * ri * rj;
      const element = v[i * n + j] + change;
      v[i * n + j] = element;
      v[j * n + i] = element;
      changes += abs(change);
      total += abs(element);
    }
  }
  search.dcovar = 0.5 * (search.dcovar + changes / total);
  search.madePositive = false;
}
