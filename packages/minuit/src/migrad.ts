import type { Objective, RunContext } from "@gammakit/core";
import { checkOptions, type SearchOptions } from "./options.ts";
import { defaultMaxCalls, effortOf } from "./precision.ts";
import { createProblem, type Problem, valueAt } from "./problem.ts";
import { type MinuitResult, resultOf } from "./result.ts";
import type { Outcome, SearchSettings } from "./search.ts";
import { borrowWorkspace, createState, returnWorkspace } from "./state.ts";
import { searchAndVerify } from "./verify.ts";

/**
 * The minimum of a function and the errors of its parameters, by MIGRAD: Davidon's variable-metric method with MINUIT's
 * derivatives, steps and stopping rule (James & Roos, Comput. Phys. Commun. 10 (1975) 343; James, CERN D506; Davidon 1959;
 * Fletcher, Comput. J. 13 (1970) 317). Derivatives are the objective's own where it has a `gradient`.
 *
 * A search that does not converge is a result with another `status`. Throws "invalid-input" for a contradictory objective
 * or unknown option, and whatever the function throws.
 */
export function migrad(objective: Objective, options: SearchOptions = {}, context: RunContext = {}): MinuitResult {
  checkOptions(options, ["fixed"]);
  const problem = createProblem(objective, { fixed: options.fixed, signal: context.signal });
  if (context.signal?.aborted) return resultOf(problem, notStarted(problem, true, "Aborted before the search began."));
  const nowhere = problem.x.findIndex((value) => !Number.isFinite(value));
  if (nowhere >= 0) {
    const note = `The start value of ${objective.names[nowhere]} is ${problem.x[nowhere]}, not a number to start from.`;
    return resultOf(problem, notStarted(problem, false, note));
  }
  if (problem.n === 0) return resultOf(problem, nothingToFit(problem));
  const work = borrowWorkspace(problem.n);
  const errors = Float64Array.from(problem.free, (i) => positiveStep(objective.step[i]));
  const wanted = options.errors ?? (options.strategy === 0 ? "migrad" : "auto");
  const outcome = searchAndVerify(problem, work, { errors }, settingsOf(problem, options), wanted);
  returnWorkspace(work);
  return resultOf(problem, outcome);
}

/** Settings of a search by its options. */
export function settingsOf(problem: Problem, options: SearchOptions): SearchSettings {
  return {
    effort: effortOf(options.strategy ?? 1),
    tolerance: options.tolerance ?? 0.1,
    maxCalls: options.maxCalls ?? defaultMaxCalls(problem.n),
    extend: options.maxCalls === undefined,
    attempts: 5,
  };
}

/** An initial step that is not a positive number is taken as 1. */
function positiveStep(step: number): number {
  return step > 0 && step < Infinity ? step : 1;
}

function notStarted(problem: Problem, aborted: boolean, note: string): Outcome {
  const state = createState(Float64Array.from(problem.free, (i) => problem.x[i]));
  state.matrixValid = false;
  return { state, goal: NaN, valid: false, callLimit: false, aboveMaxEdm: false, aborted, note };
}

/** All parameters are fixed: the start is the minimum. */
function nothingToFit(problem: Problem): Outcome {
  const state = createState(new Float64Array(0));
  state.f = valueAt(problem, state.u);
  state.edm = 0;
  state.dcovar = 0;
  const valid = Number.isFinite(state.f);
  const note = valid ? { note: "Nothing to minimize: every parameter is fixed." } : {};
  return { state, goal: 0, valid, callLimit: false, aboveMaxEdm: false, aborted: false, ...note };
}
