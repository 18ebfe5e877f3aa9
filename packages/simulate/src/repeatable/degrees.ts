import { cos, sin } from "@gammakit/core";

/** π / 180. */
export const degree: number = Math.PI / 180;

/** Sine of an angle [deg], exact at right angles. */
export function sinDegrees(angle: number): number {
  const quarter = Math.floor(angle / 90 + 0.5);
  const rest = (angle - 90 * quarter) * degree;
  const turn = quarter - 4 * Math.floor(quarter / 4);
  const value = turn % 2 === 0 ? sin(rest) : cos(rest);
  return turn < 2 ? value : -value;
}

/** Cosine of an angle [deg], exact at right angles. */
export function cosDegrees(angle: number): number {
  return sinDegrees(angle + 90);
}
