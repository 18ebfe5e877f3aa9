import { type Axis, axisFromEdges } from "../axis/axis.ts";
import { GammakitError } from "../errors/gammakit-error.ts";
import type { MapValues, SkyMap } from "./map.ts";
import { axisIndex, binCount, mapShape, zerosLike } from "./shape.ts";

/** What is summed over. */
export interface SumOverAxesOptions {
  /** Names of the axes; all where absent. */
  readonly axes?: readonly string[];
  /** Keep each axis as one bin from its first to its last edge, instead of dropping it. */
  readonly keep?: boolean;
}

/**
 * Sums over axes in double precision; values that are NaN are left out. Throws "invalid-input" for an axis that the map does not
 * have.
 */
export function sumOverAxes<M extends SkyMap>(map: M, { axes, keep = false }: SumOverAxesOptions = {}): M {
  const summed = new Set((axes ?? map.axes.map(({ name }) => name)).map((name) => axisIndex(map, name)));
  let values: MapValues = map.values;
  let inner = planeOf(map);
  for (const [k, axis] of map.axes.entries()) {
    if (summed.has(k)) values = sumAlong(values, inner, axis.centers.length);
    else inner *= axis.centers.length;
  }
  const left = map.axes.flatMap((axis, k) => (summed.has(k) ? (keep ? [squashed(axis)] : []) : [axis]));
  return {
    ...map,
    axes: left,
    values: values instanceof Float64Array && values !== map.values ? values : Float64Array.from(values),
  };
}

/** A range of bins: from `first` on, before `end`. */
export interface BinRange {
  readonly first: number;
  /** Exclusive. */
  readonly end: number;
}

/**
 * The part of a map in the bins `first` to `end` − 1 of an axis. Throws "invalid-input" for an axis that the map does not have and
 * a range without bins or beyond them.
 */
export function sliceAxis<M extends SkyMap>(map: M, name: string, { first, end }: BinRange): M {
  const k = axisIndex(map, name);
  const axis = map.axes[k];
  const n = axis.centers.length;
  if (!(Number.isInteger(first) && Number.isInteger(end) && first >= 0 && first < end && end <= n)) {
    throw new GammakitError(
      "invalid-input",
      `Axis "${name}" has the bins 0 to ${n - 1}; bins ${first} to ${end} (exclusive) cannot be taken out of it.`,
      { first, end, bins: n },
    );
  }
  const inner = planeOf(map) * binCount(map.axes.slice(0, k));
  const outer = binCount(map.axes.slice(k + 1));
  const width = (end - first) * inner;
  const values = zerosLike(map.values, width * outer);
  for (let o = 0; o < outer; o++) {
    const from = o * n * inner + first * inner;
    values.set(map.values.subarray(from, from + width), o * width);
  }
  const sliced = {
    ...axis,
    edges: axis.edges.slice(first, end + 1),
    centers: axis.centers.slice(first, end),
    ...(axis.labels && { labels: axis.labels.slice(first, end) }),
  };
  return { ...map, axes: map.axes.map((other, i) => (i === k ? sliced : other)), values };
}

/** Number of positions of a map. */
function planeOf(map: SkyMap): number {
  const [nx, ny] = mapShape(map);
  return nx * ny;
}

/** Sums over the middle index of values [outer × n × inner]. */
function sumAlong(values: MapValues, inner: number, n: number): Float64Array {
  const outer = values.length / (inner * n);
  const out = new Float64Array(outer * inner);
  for (let o = 0; o < outer; o++) {
    for (let bin = 0; bin < n; bin++) {
      const from = (o * n + bin) * inner;
      const to = o * inner;
      for (let i = 0; i < inner; i++) {
        const value = values[from + i];
        if (!Number.isNaN(value)) out[to + i] += value;
      }
    }
  }
  return out;
}

function squashed({ name, unit, scale, edges }: Axis): Axis {
  return axisFromEdges([edges[0], edges[edges.length - 1]], { name, unit, scale });
}
