import { abs, max, min, sqrt } from "./math.ts";
import { eps2, leastInternal } from "./precision.ts";

/** An external parameter p as a function of the internal variable u in which MINUIT searches, without bounds. */
export interface Transform {
  /** Distance between two limits, 0 where there is only one. */
  readonly range?: number;
  /** p at `u`. */
  toExternal(u: number): number;
  /** u at `p`; a `p` outside its limits is taken as on the limit. */
  toInternal(p: number): number;
  /** dp/du. */
  slope(u: number): number;
  /** (d²p/du²) / (dp/du): how much the variable bends. */
  bend(u: number): number;
  /** Longest step from `u`: MINUIT's half a radian, which with one limit means nothing; so there a thousandth of a value that is large. */
  longestStep(u: number): number;
}

/** The transform of a parameter with limits, which may be infinite (James, CERN D506, section 1.3). */
export function transformOf(lower: number, upper: number): Transform {
  if (lower === -Infinity) return upper === Infinity ? unlimited : onOneSide(upper, -1);
  return upper === Infinity ? onOneSide(lower, 1) : between(lower, upper);
}

/** p = u */
const unlimited: Transform = {
  toExternal: (u) => u,
  toInternal: (p) => p,
  slope: () => 1,
  bend: () => 0,
  longestStep: () => Infinity,
};

/** Nearest to ±π/2 that an internal variable with two limits starts: on the limit itself the derivative is zero. */
const nearHalfPi = Math.PI / 2 - leastInternal;

/** p = a + (b − a)(sin u + 1)/2 */
function between(lower: number, upper: number): Transform {
  const half = 0.5 * (upper - lower);
  return {
    range: upper - lower,
    toExternal: (u) => lower + half * (Math.sin(u) + 1),
    toInternal: (p) => {
      const y = (2 * (p - lower)) / (upper - lower) - 1;
      return y * y > 1 - eps2 ? Math.sign(y) * nearHalfPi : Math.asin(y);
    },
    slope: (u) => half * Math.cos(u),
    bend: (u) => (-half * Math.sin(u)) / (half * Math.cos(u)),
    longestStep: () => 0.5,
  };
}

/** p = limit ± (√(u² + 1) − 1) */
function onOneSide(limit: number, sign: 1 | -1): Transform {
  const slope = (u: number): number => (sign * u) / sqrt(u * u + 1);
  return {
    range: 0,
    // In a form that keeps its digits for parameters much smaller than 1.
    toExternal: (u) => limit + (sign * (u * u)) / (1 + sqrt(u * u + 1)),
    toInternal: (p) => {
      const distance = max(sign * (p - limit), 0);
      return sqrt(distance * (distance + 2));
    },
    slope,
    bend: (u) => (u === 0 ? 0 : (sign * (u * u + 1) ** -1.5) / slope(u)),
    longestStep: (u) => max(0.5, 1e-3 * abs(u)),
  };
}

/** The value, or the limit that it is beyond; the upper one where they contradict each other. */
export function clamp(value: number, lower: number, upper: number): number {
  return min(max(value, lower), upper);
}
