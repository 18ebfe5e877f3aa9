import { eps2 } from "./precision.ts";

/*
 * MINUIT searches without bounds. A parameter p with limits is a function of an unbounded internal variable u
 * (James, CERN D506, section 1.3):
 *   both limits   p = a + (b − a)(sin u + 1)/2
 *   lower only    p = a − 1 + √(u² + 1)
 *   upper only    p = b + 1 − √(u² + 1)
 */

/** Which limits a parameter has. */
export type Bounds = 0 | 1 | 2 | 3;
export const unbounded = 0;
export const bothLimits = 1;
const lowerLimit = 2;
const upperLimit = 3;

/** Nearest to ±π/2 that an internal variable with two limits starts: on the limit itself the derivative is zero. */
const nearHalfPi = Math.PI / 2 - 8 * Math.sqrt(eps2);

/** Which of two limits exist. */
export function boundsOf(lower: number, upper: number): Bounds {
  const low = lower > -Infinity;
  const high = upper < Infinity;
  if (low) return high ? bothLimits : lowerLimit;
  return high ? upperLimit : unbounded;
}

/** External value of internal `u`. */
export function toExternal(bounds: number, lower: number, upper: number, u: number): number {
  if (bounds === unbounded) return u;
  if (bounds === bothLimits) return lower + 0.5 * (upper - lower) * (Math.sin(u) + 1);
  // √(u² + 1) − 1, in the form that keeps its digits for parameters much smaller than 1.
  const distance = (u * u) / (1 + Math.sqrt(u * u + 1));
  return bounds === lowerLimit ? lower + distance : upper - distance;
}

/** Internal value of external `p`; a `p` outside its limits is taken as on the limit. */
export function toInternal(bounds: number, lower: number, upper: number, p: number): number {
  if (bounds === unbounded) return p;
  if (bounds === bothLimits) {
    const y = (2 * (p - lower)) / (upper - lower) - 1;
    if (y * y > 1 - eps2) return y < 0 ? -nearHalfPi : nearHalfPi;
    return Math.asin(y);
  }
  const distance = bounds === lowerLimit ? p - lower : upper - p;
  return distance > 0 ? Math.sqrt(distance * (distance + 2)) : 0;
}

/** dp/du at internal `u`. */
export function slopeAt(bounds: number, lower: number, upper: number, u: number): number {
  if (bounds === unbounded) return 1;
  if (bounds === bothLimits) return 0.5 * (upper - lower) * Math.cos(u);
  const slope = u / Math.sqrt(u * u + 1);
  return bounds === lowerLimit ? slope : -slope;
}

/** Error of p from the error `sigma` of u: the mean of the distances to p(u + σ) and p(u − σ). */
export function externalError(bounds: number, lower: number, upper: number, u: number, sigma: number): number {
  if (bounds === unbounded) return sigma;
  const p = toExternal(bounds, lower, upper, u);
  let up = Math.abs(toExternal(bounds, lower, upper, u + sigma) - p);
  if (bounds === bothLimits && sigma > 1) up = upper - lower;
  return 0.5 * (up + Math.abs(toExternal(bounds, lower, upper, u - sigma) - p));
}

/** (d²p/du²) / (dp/du) at internal `u`: how much the variable bends. */
export function bendAt(bounds: number, lower: number, upper: number, u: number): number {
  if (bounds === unbounded) return 0;
  const slope = slopeAt(bounds, lower, upper, u);
  if (slope === 0) return 0;
  if (bounds === bothLimits) return (-0.5 * (upper - lower) * Math.sin(u)) / slope;
  const curvature = (u * u + 1) ** -1.5;
  return (bounds === lowerLimit ? curvature : -curvature) / slope;
}
