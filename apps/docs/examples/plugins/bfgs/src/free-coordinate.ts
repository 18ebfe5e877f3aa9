import type { Objective } from "@gammakit/core";

/** A parameter as a number without bounds, about 1 of which is its step. */
export interface Coordinate {
  readonly toFree: (x: number) => number;
  readonly toX: (u: number) => number;
}

/** The coordinate of a parameter: an arcsine between two bounds, a root beyond one. James & Roos (1975), CPC 10, 343. */
export function freeCoordinate({ start, lower, upper, step }: Objective, k: number): Coordinate {
  const [x0, min, max, scale] = [start[k]!, lower[k]!, upper[k]!, step[k]!];
  if (min === -Infinity && max === Infinity) return { toFree: (x) => (x - x0) / scale, toX: (u) => x0 + scale * u };
  if (min > -Infinity && max < Infinity) {
    const half = (max - min) / 2;
    const unit = Math.min(scale / half, 0.5);
    return {
      toFree: (x) => Math.asin(Math.min(Math.max((x - min) / half - 1, -1), 1)) / unit,
      toX: (u) => Math.min(Math.max(min + half * (1 + Math.sin(u * unit)), min), max),
    };
  }
  const [bound, sign] = min > -Infinity ? [min, 1] : [max, -1];
  return {
    toFree: (x) => Math.sqrt(Math.max(((x - bound) * sign) / scale + 1, 1) ** 2 - 1),
    toX: (u) => bound + sign * scale * (Math.sqrt(u * u + 1) - 1),
  };
}
