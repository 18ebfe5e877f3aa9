import type { MinimizeResult, Objective, RunContext } from "@gammakit/core";
import { knowledgeOf } from "./attempts.ts";
import { computeCarefulHesse } from "./careful-hessian.ts";
import { abs, max, min } from "./math.ts";
import type { SearchOptions } from "./options.ts";
import { parameterSlopes } from "./result.ts";
import { createSearch, distanceGoal, errorAt, type Search, setExternal, setInternal, valueAt } from "./search.ts";
import { guessDerivatives } from "./seed.ts";
import { isDoubtful } from "./stretched-hessian.ts";
import { invertPositive } from "./symmetric.ts";
import { clamp } from "./transform.ts";
import { runSearch } from "./verify.ts";

/** A search at the minimum `at`, with the matrix of its covariance, or of HESSE where that is missing. */
export function searchAtMinimum(
  objective: Objective,
  at: MinimizeResult,
  options: SearchOptions,
  context: RunContext,
): Search {
  const search = createSearch(objective, options, context, at.x);
  setInternal(search);
  search.f = at.value;
  search.matrixValid = true;
  if (!Number.isFinite(at.value) || fillFromCovariance(search, at.covariance)) return search;
  guessDerivatives(search, search.known.errors);
  computeCarefulHesse(search);
  return search;
}

/** A search over all but the parameters `scanned`, starting at the minimum. Its `x` holds all values. */
export function searchOverOthers(
  minimum: Search,
  scanned: readonly number[],
  nSigma: number,
  options: SearchOptions,
): Search {
  const { strategy = 1, tolerance = 0.1 } = options;
  const kept = [...minimum.free.keys()].filter((k) => !scanned.includes(minimum.free[k]));
  const matrix = squeeze(minimum, kept);
  // Quick searches along a valley end too early to tell its height.
  const strained = !matrix || isDoubtful(minimum);
  setExternal(minimum, minimum.u);
  const rest = createSearch(
    minimum.objective,
    {
      ...options,
      fixed: minimum.objective.names.map((_, i) => !minimum.free.includes(i) || scanned.includes(i)),
      strategy: strained ? strategy : (max(0, strategy - 1) as 0 | 1),
      tolerance: (strained ? 0.05 : 0.5) * tolerance,
      errors: "migrad",
    },
    minimum.context,
    minimum.x,
    minimum.up * nSigma * nSigma,
  );
  rest.extend = true;
  rest.attempts = 1;
  rest.known = { errors: Float64Array.from(kept, (k) => errorAt(minimum, k)), matrix };
  return rest;
}

/** Minimum over the other parameters, with the scanned ones as they are in `rest.x`. NaN where the search failed. */
export function profileValue(rest: Search): number {
  if (rest.n === 0) return valueAt(rest);
  runSearch(rest);
  if (rest.status !== "converged") return NaN;
  setExternal(rest, rest.u);
  rest.known = knowledgeOf(rest);
  if (rest.errors === "hesse") rest.known = { errors: rest.known.errors };
  return rest.f;
}

/** Sets the value of parameter i, or the limit that it is beyond. */
export function setWithin(rest: Search, i: number, value: number): void {
  rest.x[i] = clamp(value, rest.objective.lower[i], rest.objective.upper[i]);
}

/** How many steps `d` from a value of parameter i there is a limit. */
export function roomFrom(rest: Search, i: number, value: number, d: number): number {
  return d === 0 ? Infinity : ((d > 0 ? rest.objective.upper : rest.objective.lower)[i] - value) / d;
}

/** Makes searches more careful, for a function on which quick ones fail. */
export function makeCareful(rest: Search): void {
  rest.errors = "hesse";
  rest.strategy = 2;
  rest.goal = min(rest.goal, distanceGoal(0.0025, rest.up, rest.given));
  rest.attempts = 5;
  rest.known = { errors: rest.known.errors };
}

/** Inverse of the second derivatives, which it sets along the axes, without the rows and columns that are not kept. */
function squeeze(search: Search, kept: readonly number[]): Float64Array | undefined {
  const { n } = search;
  const m = kept.length;
  if (!invertPositive(search.v, n, search.h)) return undefined;
  for (let i = 0; i < n; i++) search.g2[i] = search.h[i * n + i];
  const matrix = Float64Array.from({ length: m * m }, (_, k) => search.h[kept[Math.floor(k / m)] * n + kept[k % m]]);
  return invertPositive(matrix, m, matrix) ? matrix : undefined;
}

/** Below this slope, in units of the range, a limit is so near that values of the parameter do not tell those of its variable. */
const flat = 2e-3;

/** Recovers the internal matrix from an external covariance; false where there is none or a limit hides it. */
function fillFromCovariance(search: Search, covariance: Float64Array | undefined): boolean {
  const size = search.x.length;
  if (covariance?.length !== size * size) return false;
  const slopes = parameterSlopes(search);
  for (let i = 0; i < search.n; i++) {
    const hidden = abs(slopes[i]) < flat * (search.transforms[i].range || 1);
    if (!(covariance[search.free[i] * (size + 1)] > 0) || hidden) return false;
    for (let j = 0; j < search.n; j++) {
      search.v[i * search.n + j] =
        covariance[search.free[i] * size + search.free[j]] / (2 * search.up * slopes[i] * slopes[j]);
    }
  }
  search.dcovar = 0;
  return true;
}
