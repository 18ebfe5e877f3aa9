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

/** Whether `x` lies within the outer edges of the axis, both included. */
export function withinEdges(axis: Axis, x: number): boolean {
  return x >= axis.edges[0] && x <= axis.edges[axis.edges.length - 1];
}

/**
 * Bilinear interpolation between four entries of `values`: axis a has stride 1, axis b stride `strideB`, and `base` selects
 * the plane. Negative results become 0: tables that were smoothed dip below zero, and a response cannot.
 */
export function bilinear(values: GridValues, base: number, a: GridCell, b: GridCell, strideB: number): number {
  const i = base + a.index + b.index * strideB;
  const j = i + b.step * strideB;
  const low = (1 - a.t) * values[i] + a.t * values[i + a.step];
  const high = (1 - a.t) * values[j] + a.t * values[j + a.step];
  const value = (1 - b.t) * low + b.t * high;
  return value > 0 ? value : 0;
}
