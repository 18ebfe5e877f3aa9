import type { MinimizeResult, Objective, RunContext } from "@gammakit/core";
import { computeCarefulHesse } from "./careful-hessian.ts";
import type { SearchOptions } from "./options.ts";
import { defaultMaxCalls, effortOf } from "./precision.ts";
import { createProblem, internalOf, type Problem, setExternal, valueAt } from "./problem.ts";
import { errorAt, type SearchSettings } from "./search.ts";
import { guessAllDerivatives, type Knowledge } from "./seed.ts";
import { isDoubtful } from "./singular.ts";
import { createState, createWorkspace, type State, type Workspace } from "./state.ts";
import { invertPositive } from "./symmetric.ts";
import { slopeAt } from "./transform.ts";
import { searchAndVerify } from "./verify.ts";

/** A minimum with its matrix, from which profiles start. */
export interface Summit {
  readonly problem: Problem;
  readonly state: State;
  readonly work: Workspace;
}

/** A function minimized over all parameters but some. */
export interface ProfiledFunction {
  /** The function of the other parameters; its `x` holds all values. */
  readonly rest: Problem;
  readonly work: Workspace;
  readonly settings: SearchSettings;
  readonly careful: boolean;
  knowledge: Knowledge;
}

/** The minimum `at`, in internal variables, with the matrix of its covariance, or of HESSE where that is missing. */
export function summitOf(
  objective: Objective,
  at: MinimizeResult,
  options: SearchOptions,
  context: RunContext = {},
): Summit {
  const problem = createProblem(objective, { at: at.x, fixed: options.fixed, signal: context.signal });
  const work = createWorkspace(problem.n);
  const state = createState(internalOf(problem));
  state.f = at.value;
  if (!fillFromCovariance(problem, state, at.covariance)) {
    guessAllDerivatives(problem, state);
    computeCarefulHesse(problem, state, work);
  }
  return { problem, state, work };
}

/** The function minimized over all but the free parameters `scanned`, starting at the summit. */
export function profileFrom(
  objective: Objective,
  summit: Summit,
  scanned: readonly number[],
  rise: number,
  options: SearchOptions,
): ProfiledFunction {
  const { problem, state } = summit;
  const scannedAll = scanned.map((k) => problem.free[k]);
  const fixed = objective.names.map((_, i) => Boolean(options.fixed?.[i]) || scannedAll.includes(i));
  const { x, signal } = problem;
  setExternal(problem, state.u);
  const rest = createProblem(objective, { at: x, fixed, up: rise, signal });
  const kept = [...problem.free.keys()].filter((k) => !scanned.includes(k));
  const matrix = squeeze(summit, kept);
  const strategy = options.strategy ?? 1;
  const strained = matrix === undefined || isStrained(summit);
  return {
    rest,
    work: createWorkspace(rest.n),
    careful: false,
    settings: {
      effort: effortOf(strained ? strategy : (Math.max(0, strategy - 1) as 0 | 1)),
      tolerance: (strained ? 0.05 : 0.5) * (options.tolerance ?? 0.1),
      maxCalls: options.maxCalls ?? defaultMaxCalls(rest.n),
      extend: true,
      attempts: 1,
    },
    knowledge: { errors: Float64Array.from(kept, (k) => errorAt(problem, state, k)), matrix },
  };
}

/** Minimum over the other parameters, with the scanned ones as they are in `rest.x`. NaN where the search failed. */
export function profileValue(profile: ProfiledFunction): number {
  const { rest, work, settings } = profile;
  if (rest.n === 0) return valueAt(rest, new Float64Array(0));
  const errors = profile.careful ? "hesse" : "migrad";
  const outcome = searchAndVerify(rest, work, profile.knowledge, settings, errors);
  if (!outcome.valid) return NaN;
  setExternal(rest, outcome.state.u);
  const expected = Float64Array.from(outcome.state.u, (_, i) => errorAt(rest, outcome.state, i));
  profile.knowledge = { errors: expected, matrix: profile.careful ? undefined : Float64Array.from(outcome.state.v) };
  return outcome.state.f;
}

/** The same profile with more careful searches, for a function on which quick ones fail. */
export function carefulProfile(profile: ProfiledFunction): ProfiledFunction {
  const { settings, knowledge } = profile;
  return {
    ...profile,
    careful: true,
    knowledge: { errors: knowledge.errors },
    settings: { ...settings, effort: effortOf(2), tolerance: Math.min(settings.tolerance, 0.0025), attempts: 5 },
  };
}

/** Whether correlations are such that quick searches along the valley end too early to tell its height. */
function isStrained({ problem, state, work }: Summit): boolean {
  const { n } = problem;
  if (!invertPositive(state.v, n, work.hessian, work)) return true;
  for (let i = 0; i < n; i++) state.g2[i] = work.hessian[i * (n + 1)];
  return isDoubtful(state);
}

/** Inverse of the second derivatives without the rows and columns that are not kept. */
function squeeze(summit: Summit, kept: readonly number[]): Float64Array | undefined {
  const { problem, state, work } = summit;
  const { n } = problem;
  const m = kept.length;
  if (!invertPositive(state.v, n, work.hessian, work)) return undefined;
  const matrix = new Float64Array(m * m);
  for (let i = 0; i < m; i++) for (let j = 0; j < m; j++) matrix[i * m + j] = work.hessian[kept[i] * n + kept[j]];
  return invertPositive(matrix, m, matrix, createWorkspace(m)) ? matrix : undefined;
}

/** Recovers the internal matrix from an external covariance; false where there is none or a limit hides it. */
function fillFromCovariance(problem: Problem, state: State, covariance: Float64Array | undefined): boolean {
  const { n, free, bounds, lower, upper, up } = problem;
  const size = problem.x.length;
  if (covariance?.length !== size * size) return false;
  const slopes = Float64Array.from(state.u, (u, i) => slopeAt(bounds[i], lower[i], upper[i], u));
  for (let i = 0; i < n; i++) {
    if (!(covariance[free[i] * (size + 1)] > 0) || Math.abs(slopes[i]) < 1e-3) return false;
    for (let j = 0; j < n; j++) {
      state.v[i * n + j] = covariance[free[i] * size + free[j]] / (2 * up * slopes[i] * slopes[j]);
    }
  }
  state.dcovar = 0;
  return true;
}
