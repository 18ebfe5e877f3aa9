import { computeCarefulHesse, refineCarefulHesse } from "./careful-hessian.ts";
import { lineSearch } from "./line-search.ts";
import type { MinuitOptions } from "./options.ts";
import { callsOf, type Problem, setExternal } from "./problem.ts";
import { type Outcome, type SearchSettings, search } from "./search.ts";
import type { Knowledge } from "./seed.ts";
import { isDoubtful } from "./singular.ts";
import type { State, Workspace } from "./state.ts";
import { newtonStep } from "./variable-metric.ts";

type Wanted = NonNullable<MinuitOptions["errors"]>;

/** Distance to the minimum, in units of `up`, at which errors no longer depend on it. */
const negligible = 1e-8;

/** Distance to the minimum, in units of `up`, below which differences do not see it. */
const resolved = 1e-5;

/** Most Newton steps after MIGRAD: one is usual. */
const maxNewtonSteps = 50;

/** Most of them from where the function is not round along any axes. */
const maxBlindSteps = 10;

/** MIGRAD and HESSE, and both again from where they ended while HESSE shows that MIGRAD was wrong. */
export function searchAndVerify(
  problem: Problem,
  work: Workspace,
  known: Knowledge,
  settings: SearchSettings,
  wanted: Wanted,
): Outcome {
  const end = settings.extend ? Infinity : callsOf(problem) + settings.maxCalls;
  for (let tries = 1; ; tries++) {
    const outcome = search(problem, work, known, settings);
    const stopped = outcome.callLimit || outcome.aborted || !Number.isFinite(outcome.state.f);
    if (stopped || wanted === "migrad") return outcome;
    const verified = verify(problem, work, outcome, wanted, end);
    const final = verified.valid || verified.aborted || verified.state.hesseFailed || !outcome.valid;
    if (final || tries >= settings.attempts || callsOf(problem) >= end) return verified;
    setExternal(problem, verified.state.u);
  }
}

/**
 * A HESSE after MIGRAD where it is wanted. With its exact derivatives a Newton step is worth more than all of MIGRAD's last
 * iterations, so "hesse" takes one where the distance is not negligible, and repeats HESSE there: once, rarely twice.
 * Where they show that MIGRAD had taken a bent valley for the minimum, the steps go on until they reach it.
 */
function verify(problem: Problem, work: Workspace, outcome: Outcome, wanted: Wanted, end: number): Outcome {
  const { state, goal } = outcome;
  if (wanted === "migrad" || (wanted === "auto" && !outcome.valid)) return outcome;
  if (wanted === "auto" && state.fromHesse && !isDoubtful(state)) return outcome;
  const before = state.f;
  const claimed = state.edm;
  computeCarefulHesse(problem, state, work);
  const near = wanted === "hesse" ? Math.min(goal, negligible * problem.up) : 10 * goal;
  let blind = 0;
  for (let steps = 0; steps < maxNewtonSteps && !state.hesseFailed && state.edm > near; steps++) {
    if (state.madePositive) blind++;
    if (callsOf(problem) >= end || problem.signal?.aborted || blind > maxBlindSteps) break;
    if (!moveByNewton(problem, state, work)) break;
    if (state.madePositive) computeCarefulHesse(problem, state, work);
    else refineCarefulHesse(problem, state, work);
  }
  return judgeAgain(problem, outcome, before, claimed);
}

/**
 * Whether MIGRAD was right that there is a minimum. Exact derivatives know the distance to it; where the function has none
 * that are of use, because it is flat in some direction, MIGRAD was wrong if it could be left far below.
 */
function judgeAgain(problem: Problem, outcome: Outcome, before: number, claimed: number): Outcome {
  const { state, goal } = outcome;
  const far = Math.max(10 * goal, resolved * problem.up);
  const exact = state.matrixValid && !state.madePositive;
  if (!exact) state.edm = claimed;
  const aboveMaxEdm = !(exact ? state.edm <= far : before - state.f <= far);
  const aborted = problem.signal?.aborted ?? false;
  const valid = (exact || outcome.valid) && state.matrixValid && !aboveMaxEdm && !aborted;
  // Second derivatives somewhere on the way are no errors.
  if (!valid) state.dcovar = 1;
  return { ...outcome, aboveMaxEdm, aborted, valid };
}

/** Moves `state` to the minimum along the way to where its derivatives say that the minimum is. False where that is here. */
function moveByNewton(problem: Problem, state: State, work: Workspace): boolean {
  const slope = newtonStep(state, work);
  if (!(slope < 0)) return false;
  lineSearch(problem, state, work, slope);
  if (!(work.value < state.f)) return false;
  for (let i = 0; i < problem.n; i++) state.u[i] += work.position * work.step[i];
  state.f = work.value;
  return true;
}
