import { type Effort, eps2 } from "./precision.ts";
import { callsOf, type Problem, setExternal } from "./problem.ts";
import { computeHesse } from "./second-derivatives.ts";
import { createSeed, type Knowledge } from "./seed.ts";
import type { State, Workspace } from "./state.ts";
import { externalError } from "./transform.ts";
import { descend } from "./variable-metric.ts";

/** How far a search got, and why it ended. */
export interface Outcome {
  readonly state: State;
  readonly goal: number;
  readonly valid: boolean;
  readonly callLimit: boolean;
  readonly aboveMaxEdm: boolean;
  readonly aborted: boolean;
  /** What there is to say where the search did not even start. */
  readonly note?: string;
}

/** What governs a search. */
export interface SearchSettings {
  readonly effort: Effort;
  readonly tolerance: number;
  readonly maxCalls: number;
  /** Whether passes after the first may take 1.3 times as many calls: not where the user set the limit. */
  readonly extend: boolean;
  /** Most searches in a row, each from where the last one ended. */
  readonly attempts: number;
}

/** Estimated distance to the minimum below which MIGRAD is content. */
export function distanceGoal(problem: Problem, tolerance: number): number {
  const goal = 0.002 * Math.max(tolerance * problem.up, eps2);
  // Given derivatives bring the last factor of two hundred for one or two iterations.
  return problem.objective.gradient === undefined ? goal : 0.005 * goal;
}

/** MIGRAD, repeated from where it ended while it did not converge. */
export function search(problem: Problem, work: Workspace, known: Knowledge, settings: SearchSettings): Outcome {
  const end = settings.extend ? Infinity : callsOf(problem) + settings.maxCalls;
  let knowledge = known;
  for (let tries = 1; ; tries++) {
    const outcome = attempt(problem, work, knowledge, settings, end);
    const { valid, callLimit, aborted, state } = outcome;
    const final = valid || aborted || (callLimit && !settings.extend) || !Number.isFinite(state.f);
    if (final || tries >= settings.attempts) return outcome;
    knowledge = knowledgeOf(problem, state);
    setExternal(problem, state.u);
  }
}

/** What a state teaches the next search: its errors and matrix where they are valid. */
function knowledgeOf(problem: Problem, state: State): Knowledge {
  const { n } = problem;
  const errors = new Float64Array(n);
  if (!state.matrixValid) return { errors };
  for (let i = 0; i < n; i++) errors[i] = errorAt(problem, state, i);
  return { errors, matrix: Float64Array.from(state.v) };
}

/** External error of free parameter i; NaN where the matrix has no positive variance for it. */
export function errorAt(problem: Problem, state: State, i: number): number {
  const { bounds, lower, upper, up, n } = problem;
  const sigma = Math.sqrt(2 * up * state.v[i * n + i]);
  return externalError(bounds[i], lower[i], upper[i], state.u[i], sigma);
}

function attempt(problem: Problem, work: Workspace, known: Knowledge, settings: SearchSettings, end: number): Outcome {
  const { effort } = settings;
  const goal = distanceGoal(problem, settings.tolerance);
  const first = callsOf(problem);
  const state = createSeed(problem, work, effort, known);
  if (!state.matrixValid) return outcomeOf(problem, state, goal, false, false);
  for (let pass = 0; ; pass++) {
    const allowed = pass > 0 && settings.extend ? Math.floor(1.3 * settings.maxCalls) : settings.maxCalls;
    const ending = descend(problem, state, work, effort, goal, Math.min(end, first + allowed));
    if (ending === "calls" || ending === "aborted") {
      return outcomeOf(problem, state, goal, ending === "calls", ending === "aborted");
    }
    if (pass > 0 && (isFar(state, goal) || ending === "stuck")) break;
    if (effort.strategy === 0 || (effort.strategy === 1 && state.dcovar <= 0.05)) break;
    computeHesse(problem, state, work, effort, Math.min(end, first + settings.maxCalls));
    if (problem.signal?.aborted) return outcomeOf(problem, state, goal, false, true);
    if (state.hesseFailed || !isAbove(state.edm, state.f, goal)) break;
  }
  return outcomeOf(problem, state, goal, false, false);
}

/** Judges a state: valid where it is near a minimum and has a usable matrix. */
export function outcomeOf(problem: Problem, state: State, goal: number, callLimit: boolean, aborted: boolean): Outcome {
  const aboveMaxEdm = !(state.edm <= 10 * goal);
  let finite = Number.isFinite(state.f);
  for (let i = 0; i < problem.n; i++) {
    finite = finite && Number.isFinite(state.u[i]) && state.v[i * problem.n + i] > 0;
  }
  const valid = finite && state.matrixValid && state.edm >= 0 && !aboveMaxEdm && !callLimit && !aborted;
  return { state, goal, valid, callLimit, aboveMaxEdm, aborted };
}

/** Whether a distance is above the goal by more than the rounding of the function. */
function isAbove(edm: number, f: number, goal: number): boolean {
  return edm > goal && edm >= Math.abs(eps2 * f);
}

function isFar(state: State, goal: number): boolean {
  const edm = state.edm * (1 + 3 * state.dcovar);
  return !(edm <= 10 * goal) && edm >= Math.abs(eps2 * state.f);
}
