import type { Objective, RunContext } from "@gammakit/core";
import { computeCarefulHesse } from "./careful-hessian.ts";
import { updateGradient } from "./gradient.ts";
import { settingsOf } from "./migrad.ts";
import { checkOptions, type SearchOptions } from "./options.ts";
import { createProblem, internalOf, valueAt } from "./problem.ts";
import { type MinuitResult, resultOf } from "./result.ts";
import { distanceGoal, outcomeOf } from "./search.ts";
import { guessAllDerivatives } from "./seed.ts";
import { createState, createWorkspace, resetMatrix } from "./state.ts";

/**
 * The second derivatives of a function at a point, and from them its covariance and errors, by HESSE (James, CERN D506,
 * section 5.4), from symmetric differences of the objective's gradient where it has one (2n calls of it), of its values
 * otherwise (about 1 + 2n + n(n − 1) calls): exact to a few 1e-6 where MINUIT's are to 1e-4 at best.
 * `at` is a result or a vector. Only near the minimum do they mean errors: `edm` and `valid` say whether it is.
 *
 * Throws "invalid-input" for a contradictory objective or unknown option, and whatever the function throws.
 */
export function hesse(
  objective: Objective,
  at: { readonly x: Float64Array; readonly errors?: Float64Array } | ArrayLike<number>,
  options: SearchOptions = {},
  context: RunContext = {},
): MinuitResult {
  checkOptions(options, ["fixed"]);
  const vector = "x" in at ? at.x : at;
  const problem = createProblem(objective, { at: vector, fixed: options.fixed, signal: context.signal });
  const { effort, tolerance } = settingsOf(problem, options);
  const work = createWorkspace(problem.n);
  const state = createState(internalOf(problem));
  const goal = distanceGoal(problem, tolerance);
  state.f = valueAt(problem, state.u);
  state.matrixValid = false;
  if (Number.isFinite(state.f)) {
    guessAllDerivatives(problem, state, "x" in at ? at.errors : undefined);
    updateGradient(problem, state, effort);
    resetMatrix(state);
    computeCarefulHesse(problem, state, work);
  }
  return resultOf(problem, outcomeOf(problem, state, goal, false, false));
}
