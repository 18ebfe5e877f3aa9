import type { Objective, Optimizer, RunContext } from "@gammakit/core";
import type { NormCurve } from "../limits/upper-limit.ts";
import { quiet } from "../quiet.ts";
import { minimizeNorm } from "./minimize-norm.ts";
import type { NormProfile } from "./norm-profile.ts";

/** The norm that fits best, and how far it can be trusted. */
export interface NormFit extends NormCurve {
  /** Whether `best` is a minimum with a second derivative, and `sigma` follows from that. */
  readonly success: boolean;
  /** Why not. */
  readonly reason?: string;
}

/**
 * Fits the norm. Without an optimizer, the zero of the slope is found by Newton's method, which is exact and fast. Where there is
 * no minimum, `best` is the allowed norm with the smallest statistic, NaN where there is none either.
 */
export async function fitNorm(profile: NormProfile, optimizer?: Optimizer, context?: RunContext): Promise<NormFit> {
  const { stat, lower, upper, step: sigma } = profile;
  const failed = (best: number, reason: string): NormFit => {
    return { stat, lower, upper, success: false, best, sigma, reason };
  };
  const impossible = whyImpossible(profile);
  if (impossible !== undefined) return failed(Number.NaN, impossible);
  const start = startOf(profile);
  const own = minimizeNorm(profile, start);
  if (profile.reached.empty) {
    const what = "no event where a signal is expected: a smaller norm always fits better, until nothing is expected";
    return failed(own.norm, what);
  }
  if (own.kind === "edge")
    return failed(own.norm, "the best norm is where the expectation of an empty bin gets to zero");
  if (optimizer === undefined) {
    if (own.kind === "none") return failed(Number.NaN, "the statistic has no minimum along the norm");
    return measured(profile, own.norm);
  }
  const found = await optimizer.minimize(objectiveOf(profile, start), context && quiet(context));
  if (found.status !== "converged") return failed(own.norm, `the fit of the norm did not converge: ${found.message}`);
  return measured(profile, found.x[0]);
}

/** One standard deviation from the second derivative at the minimum, where there is one. */
function measured(profile: NormProfile, norm: number): NormFit {
  const { stat, lower, upper, step } = profile;
  const curvature = profile.curvature(norm);
  if (norm > lower && norm < upper && curvature > 0 && curvature < Number.POSITIVE_INFINITY) {
    return { stat, lower, upper, success: true, best: norm, sigma: Math.sqrt(2 / curvature) };
  }
  const reason = "the statistic is not curved upward at the norm found";
  return { stat, lower, upper, success: false, best: norm, sigma: step, reason };
}

/** Why no norm can be found, whatever is done. */
function whyImpossible({ bins, reached, lower, upper, stat }: NormProfile): string | undefined {
  if (bins === 0) return "no energy bin can be used: all are masked, or have no background estimate";
  if (Number.isNaN(reached.size) || Number.isNaN(stat(0))) return "counts, background or prediction are not numbers";
  if (reached.bins === 0)
    return "no signal is expected in the bins in use: no exposure, energy dispersion or flux of the reference";
  if (lower > upper) return "there is no norm for which every bin expects counts";
  return undefined;
}

/** The norm that explains the sum of the counts, or one that is allowed. */
function startOf({ reached, lower, upper, step }: NormProfile): number {
  const guess = (reached.counts - reached.background) / (reached.signal || reached.size);
  if (guess > lower && guess < upper) return guess;
  if (Number.isFinite(lower) && Number.isFinite(upper)) return 0.5 * (lower + upper);
  return Number.isFinite(lower) ? lower + step : upper - step;
}

function objectiveOf({ stat, slope, step }: NormProfile, start: number): Objective {
  return {
    names: ["norm"],
    start: Float64Array.of(start),
    lower: Float64Array.of(Number.NEGATIVE_INFINITY),
    upper: Float64Array.of(Number.POSITIVE_INFINITY),
    step: Float64Array.of(step),
    up: 1,
    evaluate: (x) => stat(x[0]),
    gradient(x, out) {
      out[0] = slope(x[0]);
    },
  };
}
