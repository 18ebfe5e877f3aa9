import type { MinimizeResult, MinimizeStatus } from "@gammakit/core";
import { abs, max, min, sqrt } from "./math.ts";
import { errorAt, type Search, sigmaAt } from "./search.ts";
import { invertPositive } from "./symmetric.ts";

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

/** What was found, in external terms; `note` is what there is to say where the search did not even start. */
export function resultOf(search: Search, note = ""): MinuitResult {
  const valid = search.status === "converged";
  const errors = new Float64Array(search.x.length);
  const globalCorrelations = new Float64Array(search.x.length);
  const inverse = new Float64Array(search.n ** 2);
  const known = search.matrixValid && invertPositive(search.v, search.n, inverse);
  search.free.forEach((index, i) => {
    const own = i * search.n + i;
    errors[index] = search.matrixValid ? reportedError(search, i) : NaN;
    // ρ = √(1 − 1/(V_kk V⁻¹_kk)); V⁻¹_kk is the second derivative along the axis.
    globalCorrelations[index] = known ? sqrt(max(1 - 1 / (search.v[own] * inverse[own]), 0)) : NaN;
  });
  const accurate =
    search.status !== "aborted" && search.matrixValid && search.dcovar === 0 && Number.isFinite(search.f);
  const diagnostics = {
    valid,
    edm: search.edm,
    edmGoal: search.goal,
    aboveMaxEdm: search.aboveMaxEdm,
    callLimit: search.status === "max-evaluations",
    madePositiveDefinite: search.madePositive,
    hesseFailed: search.hesseFailed,
    matrixError: search.dcovar,
    notFinite: !Number.isFinite(search.f),
    atLimit: search.objective.names.filter((_, i) => isAtLimit(search, i, errors[i])),
    gradientEvaluations: search.gradientCalls,
  };
  return {
    status: search.status,
    valid,
    x: search.x.slice(),
    value: search.f,
    errors,
    edm: search.edm,
    ...(accurate ? { covariance: covarianceOf(search) } : {}),
    globalCorrelations,
    evaluations: search.calls,
    gradientEvaluations: search.gradientCalls,
    message: note || messageOf(diagnostics, search.status),
    diagnostics,
  };
}

/** Covariance over all parameters, zero where fixed: 2 up · V · dp/du · dp/du (James, CERN D506, section 1.3). */
export function covarianceOf(search: Search, slopes: Float64Array = parameterSlopes(search)): Float64Array {
  const covariance = new Float64Array(search.x.length ** 2);
  for (let i = 0; i < search.n; i++) {
    for (let j = 0; j < search.n; j++) {
      covariance[search.free[i] * search.x.length + search.free[j]] =
        2 * search.up * search.v[i * search.n + j] * slopes[i] * slopes[j];
    }
  }
  return covariance;
}

/** dp/du of each free parameter. */
export function parameterSlopes(search: Search): Float64Array {
  return search.u.map((value, i) => search.transforms[i].slope(value));
}

/** Root of the variance; on a limit, where that says nothing, half the width of the interval p(u ± σ). */
function reportedError(search: Search, i: number): number {
  const error = errorAt(search, i);
  if (isAtLimit(search, search.free[i], error)) return error;
  return abs(search.transforms[i].slope(search.u[i])) * sigmaAt(search, i);
}

/** Whether a limit is nearer than half the error. */
function isAtLimit(search: Search, i: number, error: number): boolean {
  const value = search.x[i];
  return min(value - search.objective.lower[i], search.objective.upper[i] - value) < 0.5 * error;
}

function messageOf(flags: MinuitDiagnostics, status: MinimizeStatus): string {
  if (status === "aborted") return "Aborted before a minimum was found.";
  if (flags.notFinite) return "The function is not a finite number at the start values.";
  const limits = flags.atLimit.length === 0 ? "" : ` At a limit: ${flags.atLimit.join(", ")}.`;
  return `${endOf(flags)}.${limits}`;
}

function endOf(flags: MinuitDiagnostics): string {
  if (flags.valid) {
    const doubt =
      flags.matrixError < 0.1 ? "" : ". Its errors are unreliable: the matrix of second derivatives is poor";
    return `Minimum found${doubt}`;
  }
  if (flags.callLimit) return "No minimum within the limit of function calls";
  if (flags.hesseFailed) {
    return "The search stopped where the second derivatives cannot be computed: the function may not depend on every parameter";
  }
  const reason = flags.aboveMaxEdm
    ? "the estimated distance to it stays too large"
    : "the matrix of second derivatives is not positive definite";
  return `No minimum found: ${reason}`;
}
