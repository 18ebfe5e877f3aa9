import type { NormProfile } from "./norm-profile.ts";

/** Where the statistic is smallest along the norm. */
export interface NormMinimum {
  /**
   * "parabola": the slope is zero there. "edge": it changes sign there without being zero, where the expectation of a bin is clipped
   * or the allowed norms end. "none": the slope has one sign as far as one can see, or is no number.
   */
  readonly kind: "parabola" | "edge" | "none";
  readonly norm: number;
  readonly evaluations: number;
}

/** Distance to the minimum, in standard deviations, at which the search ends. */
const precision = 1e-11;

/** The same where rounding leaves nothing more to find: a change of sign farther from a zero of the parabola is a jump. */
const coarsePrecision = 1e-6;

/**
 * The minimum of a statistic that is convex between the norms allowed: the zero of its slope by Newton's method, kept in a bracket
 * by bisection. `start` must be allowed.
 */
export function minimizeNorm(profile: NormProfile, start: number): NormMinimum {
  const { step } = profile;
  let { lower: low, upper: high } = profile;
  let x = start;
  let stride = step;
  for (let k = 1; k <= 300; k++) {
    const slope = profile.slope(x);
    if (Number.isNaN(slope)) return { kind: "none", norm: Number.NaN, evaluations: k };
    if (slope < 0) low = x;
    else high = x;
    const curvature = profile.curvature(x);
    const move = slope === 0 ? 0 : -slope / curvature;
    const isDone = slope === 0 || high - low <= 1e-13 * Math.max(step, Math.abs(x));
    const within = (isDone ? coarsePrecision : precision) * Math.sqrt(2 / curvature);
    if (curvature > 0 && Math.abs(move) <= within) return { kind: "parabola", norm: x + move, evaluations: k };
    if (isDone) return { kind: "edge", norm: edgeOf(profile, low, high), evaluations: k };
    const newton = x + move;
    // A bracket that closes in too slowly is halved.
    if (curvature > 0 && newton > low && newton < high && (k < 30 || k % 2 === 0)) x = newton;
    else if (Number.isFinite(high - low)) x = 0.5 * (low + high);
    else {
      x += slope < 0 ? stride : -stride;
      if (!(x > low && x < high)) x = 0.5 * (low + high);
      stride *= 2;
    }
    if (!Number.isFinite(x)) break;
  }
  return { kind: "none", norm: Number.NaN, evaluations: 300 };
}

/** The end of the allowed norms where the bracket has shrunk to it, else the end of the bracket where the statistic is smaller. */
function edgeOf({ lower, upper, stat }: NormProfile, low: number, high: number): number {
  if (low === lower) return lower;
  if (high === upper) return upper;
  return stat(low) < stat(high) ? low : high;
}
