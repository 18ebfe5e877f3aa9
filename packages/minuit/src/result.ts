import type { MinimizeResult, MinimizeStatus } from "@gammakit/core";
import { type Problem, setExternal } from "./problem.ts";
import { errorAt, type Outcome } from "./search.ts";
import type { State } from "./state.ts";
import { invertPositive, symmetricWork } from "./symmetric.ts";
import { slopeAt } from "./transform.ts";

/** A minimum found by MINUIT, with its errors, and all that is known about its quality. */
export interface MinuitResult extends MinimizeResult {
  /** Whether the minimum may be used: converged, with a usable error matrix. */
  readonly valid: boolean;
  /** Errors of the parameters, where the function has risen by `up` in the parabola; 0 for fixed ones, NaN where unknown. */
  readonly errors: Float64Array;
  /** Estimated vertical distance to the minimum. */
  readonly edm: number;
  /** Largest correlation of each parameter with any combination of the others, 0 to 1; NaN where unknown. */
  readonly globalCorrelations: Float64Array;
  readonly gradientEvaluations: number;
  readonly diagnostics: MinuitDiagnostics;
}

/** Why a search ended as it did, in MINUIT's terms. */
export interface MinuitDiagnostics {
  readonly [key: string]: unknown;
  readonly valid: boolean;
  readonly edm: number;
  /** Distance below which the search is content. */
  readonly edmGoal: number;
  /** Distance more than ten times the goal. */
  readonly aboveMaxEdm: boolean;
  readonly callLimit: boolean;
  /** The matrix of second derivatives had to be changed to be positive definite: errors are unreliable. */
  readonly madePositiveDefinite: boolean;
  readonly hesseFailed: boolean;
  /** Estimated relative error of the covariance: 0 after HESSE. */
  readonly matrixError: number;
  /** The function is not a finite number where the search ended. */
  readonly notFinite: boolean;
  /** Names of the parameters whose limit is nearer than half their error. */
  readonly atLimit: readonly string[];
  readonly gradientEvaluations: number;
}

/** The result of an outcome, in external terms. */
export function resultOf(problem: Problem, outcome: Outcome): MinuitResult {
  const { state } = outcome;
  const { objective } = problem;
  setExternal(problem, state.u);
  const size = problem.x.length;
  const errors = new Float64Array(size);
  const globalCorrelations = new Float64Array(size);
  for (let i = 0; i < problem.n; i++) {
    errors[problem.free[i]] = state.matrixValid ? reportedError(problem, state, i) : NaN;
    globalCorrelations[problem.free[i]] = NaN;
  }
  const accurate = !outcome.aborted && state.matrixValid && state.dcovar === 0 && Number.isFinite(state.f);
  if (state.matrixValid) fillGlobalCorrelations(problem, state, globalCorrelations);
  const atLimit = objective.names.filter((_, i) => isAtLimit(problem, i, errors[i]));
  const diagnostics = diagnosticsOf(problem, outcome, atLimit);
  return {
    status: statusOf(outcome),
    valid: outcome.valid,
    x: Float64Array.from(problem.x),
    value: state.f,
    errors,
    edm: state.edm,
    ...(accurate ? { covariance: covarianceOf(problem, state) } : {}),
    globalCorrelations,
    evaluations: problem.calls,
    gradientEvaluations: problem.gradientCalls,
    message: messageOf(outcome, diagnostics),
    diagnostics,
  };
}

function diagnosticsOf(problem: Problem, outcome: Outcome, atLimit: readonly string[]): MinuitDiagnostics {
  const { state } = outcome;
  return {
    valid: outcome.valid,
    edm: state.edm,
    edmGoal: outcome.goal,
    aboveMaxEdm: outcome.aboveMaxEdm,
    callLimit: outcome.callLimit,
    madePositiveDefinite: state.madePositive,
    hesseFailed: state.hesseFailed,
    matrixError: state.dcovar,
    notFinite: !Number.isFinite(state.f),
    atLimit,
    gradientEvaluations: problem.gradientCalls,
  };
}

/** Covariance over all parameters, zero where fixed: 2 up · V · dp/du · dp/du (James, CERN D506, section 1.3). */
export function covarianceOf(problem: Problem, state: State): Float64Array {
  const { n, free, bounds, lower, upper, up } = problem;
  const size = problem.x.length;
  const slopes = Float64Array.from(state.u, (u, i) => slopeAt(bounds[i], lower[i], upper[i], u));
  const covariance = new Float64Array(size * size);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      covariance[free[i] * size + free[j]] = 2 * up * state.v[i * n + j] * slopes[i] * slopes[j];
    }
  }
  return covariance;
}

/** Root of the variance; on a limit, where that says nothing, half the width of the interval p(u ± σ). */
function reportedError(problem: Problem, state: State, i: number): number {
  const { bounds, lower, upper, free, n, up } = problem;
  const error = errorAt(problem, state, i);
  const value = problem.x[free[i]];
  if (Math.min(value - lower[i], upper[i] - value) < 0.5 * error) return error;
  return Math.abs(slopeAt(bounds[i], lower[i], upper[i], state.u[i])) * Math.sqrt(2 * up * state.v[i * n + i]);
}

/** ρ_k = √(1 − 1/(V_kk V⁻¹_kk)); V⁻¹_kk is the second derivative along the axis. */
function fillGlobalCorrelations(problem: Problem, state: State, out: Float64Array): void {
  const { n, free } = problem;
  const work = symmetricWork(n);
  const inverse = new Float64Array(n * n);
  if (!invertPositive(state.v, n, inverse, work)) return;
  for (let i = 0; i < n; i++) {
    const product = state.v[i * n + i] * inverse[i * n + i];
    out[free[i]] = product > 1 ? Math.sqrt(1 - 1 / product) : 0;
  }
}

function isAtLimit(problem: Problem, i: number, error: number): boolean {
  const { lower, upper } = problem.objective;
  const value = problem.x[i];
  return Math.min(value - lower[i], upper[i] - value) < 0.5 * error;
}

function statusOf(outcome: Outcome): MinimizeStatus {
  if (outcome.valid) return "converged";
  if (outcome.aborted) return "aborted";
  return outcome.callLimit ? "max-evaluations" : "failed";
}

function messageOf(outcome: Outcome, flags: MinuitDiagnostics): string {
  if (outcome.note !== undefined) return outcome.note;
  const limits = flags.atLimit.length === 0 ? "" : ` At a limit: ${flags.atLimit.join(", ")}.`;
  if (outcome.valid) {
    const doubt =
      flags.matrixError < 0.1 ? "" : " Its errors are unreliable: the matrix of second derivatives is poor.";
    return `Minimum found.${doubt}${limits}`;
  }
  if (outcome.aborted) return "Aborted before a minimum was found.";
  if (flags.notFinite) return "The function is not a finite number at the start values, so the search cannot begin.";
  if (outcome.callLimit) return `No minimum within the limit of function calls.${limits}`;
  if (flags.hesseFailed) {
    return `The search stopped where the second derivatives cannot be computed: the function may not depend on every parameter.${limits}`;
  }
  if (flags.aboveMaxEdm) return `No minimum found: the estimated distance to it stays too large.${limits}`;
  return `No minimum found: the matrix of second derivatives is not positive definite.${limits}`;
}
