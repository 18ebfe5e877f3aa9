import { type Axis, toScale } from "../axis/axis.ts";
import { lowerIndex } from "../axis/locate.ts";
import type { GridValues } from "./irf.ts";

/** Where a coordinate falls between the centers of an axis: value = (1 − t)·v[index] + t·v[index + step]. */
export interface GridCell {
  readonly index: number;
  /** 1, or 0 on an axis with a single center, which has no direction. */
  readonly step: number;
  /** Weight of the upper neighbor; below 0 or above 1 where the value is extrapolated. */
  readonly t: number;
}

/** Centers of an axis in its scale, the grid in which responses are linear. */
export function scaledCenters(axis: Axis): Float64Array {
  return axis.centers.map((x) => toScale(x, axis.scale));
}

/** Cell of `x` on the grid of scaled centers; outside the grid, the cell at the border. */
export function gridCell(scaled: Float64Array, x: number, axis: Axis): GridCell {
  if (scaled.length === 1) return { index: 0, step: 0, t: 0 };
  const q = toScale(x, axis.scale);
  const index = Math.min(Math.max(lowerIndex(scaled, q), 0), scaled.length - 2);
  return { index, step: 1, t: (q - scaled[index]) / (scaled[index + 1] - scaled[index]) };
}

/**
 * Whether `x` lies within the outer edges of the axis, both included. An axis of one center without a width, as of a response
 * made for a single offset, has no bounds: its values hold everywhere.
 */
export function withinEdges(axis: Axis, x: number): boolean {
  const [first, last] = [axis.edges[0], axis.edges[axis.edges.length - 1]];
  return first === last ? Number.isFinite(x) : x >= first && x <= last;
}

/**
 * Bilinear interpolation between four entries of `values`: axis a has stride 1, axis b stride `strideB`, and `base` selects
 * the plane. Negative results become 0: tables that were smoothed dip below zero, and a response cannot.
 */
export function bilinear(values: GridValues, base: number, a: GridCell, b: GridCell, strideB: number): number {
  return between(values, base + a.index + b.index * strideB, a.step, b.step * strideB, a.t, b.t);
}

/** The same from the entry `i` and the steps to its neighbors along both axes. */
export function between(values: GridValues, i: number, stepA: number, stepB: number, ta: number, tb: number): number {
  const j = i + stepB;
  const low = (1 - ta) * values[i] + ta * values[i + stepA];
  const high = (1 - ta) * values[j] + ta * values[j + stepA];
  const value = (1 - tb) * low + tb * high;
  // Not Math.max: NaN in a table is no response either.
  if (value > 0) return value;
  return 0;
}
