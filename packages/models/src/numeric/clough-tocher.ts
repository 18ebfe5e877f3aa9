import { pow } from "@gammakit/core";
import { delaunay } from "./delaunay.ts";

/** A surface through values at points of a plane. */
export interface ScatteredSurface {
  /** Takes new values at the points. */
  fit(values: Float64Array): void;
  /** Height at (x, y); NaN outside the hull of the points. */
  at(x: number, y: number): number;
}

/** The last one of `i` after k turns of 0 → 1 → 2 → 0. */
const turn = (i: number, k: number) => (i + k) % 3;

/**
 * A smooth surface through values at the points (x, y): piecewise cubic on their Delaunay triangles, each split in three at its
 * centroid (Clough & Tocher 1965, in the form of Farin 1986), with slopes at the points that make the curvature along the edges
 * smallest (Nielson 1983). Derivatives across an edge are linear along the line between the centroids of its triangles
 * (Alfeld 1984). SciPy's CloughTocher2DInterpolator is the same construction. Undefined where all points lie on a line.
 */
export function compileSurface(x: Float64Array, y: Float64Array): ScatteredSurface | undefined {
  const { corners, neighbors } = delaunay(x, y);
  if (corners.length === 0) return undefined;
  const value = new Float64Array(x.length);
  const slopeX = new Float64Array(x.length);
  const slopeY = new Float64Array(x.length);
  const edges = edgesOf(corners);
  const across = crossings(x, y, corners, neighbors);
  const weights = new Float64Array(3);
  return {
    fit(values) {
      value.set(values);
      estimateSlopes(x, y, value, edges, slopeX, slopeY);
    },
    at(px, py) {
      const t = locate(x, y, corners, px, py, weights);
      return t < 0 ? Number.NaN : height(t, weights);
    },
  };

  /** The cubic on triangle `t` at barycentric coordinates `b`. */
  function height(t: number, b: Float64Array): number {
    // Rotate such that the third corner is opposite the part of the triangle that the point is in.
    const least = b[0] <= b[1] && b[0] <= b[2] ? 0 : b[1] <= b[2] ? 1 : 2;
    const [i, j, k] = [turn(least, 1), turn(least, 2), least];
    const [u, v, w] = [b[i] - b[k], b[j] - b[k], 3 * b[k]];
    // Ordinates: `near(a, c)` a third of the way from corner a to c, `inner` those next to the centroid.
    const [fi, fj] = [value[corners[3 * t + i]], value[corners[3 * t + j]]];
    const [ij, ji] = [near(t, i, j), near(t, j, i)];
    const [innerI, innerJ, innerK] = [inner(t, i), inner(t, j), inner(t, k)];
    const [edgeK, edgeI, edgeJ] = [edge(t, k), edge(t, i), edge(t, j)];
    const [deepI, deepJ, deepK] = [
      (edgeK + edgeJ + innerI) / 3,
      (edgeK + edgeI + innerJ) / 3,
      (edgeJ + edgeI + innerK) / 3,
    ];
    const center = (deepI + deepJ + deepK) / 3;
    return (
      u * u * u * fi +
      v * v * v * fj +
      w * w * w * center +
      3 * u * u * (v * ij + w * innerI) +
      3 * v * v * (u * ji + w * innerJ) +
      3 * w * w * (u * deepI + v * deepJ) +
      6 * u * v * w * edgeK
    );
  }

  /** Ordinate a third of the way from corner `a` to corner `c`. */
  function near(t: number, a: number, c: number): number {
    const [p, q] = [corners[3 * t + a], corners[3 * t + c]];
    return value[p] + ((x[q] - x[p]) * slopeX[p] + (y[q] - y[p]) * slopeY[p]) / 3;
  }

  /** Ordinate a third of the way from corner `a` to the centroid. */
  function inner(t: number, a: number): number {
    return (value[corners[3 * t + a]] + near(t, a, turn(a, 1)) + near(t, a, turn(a, 2))) / 3;
  }

  /** Ordinate inside the edge opposite corner `k`, from the derivative across it. */
  function edge(t: number, k: number): number {
    const [a, c] = [turn(k, 1), turn(k, 2)];
    const [fa, ac, ca, fc] = [value[corners[3 * t + a]], near(t, a, c), near(t, c, a), value[corners[3 * t + c]]];
    const third = fc - 3 * ca + 3 * ac - fa;
    return (across[3 * t + k] * third + (2 * ac - fa - ca) + inner(t, a) + inner(t, c)) / 2;
  }
}

/** Directions across the edge opposite each corner: where the line to the neighbor's centroid crosses it; −1/2 at the hull. */
function crossings(x: Float64Array, y: Float64Array, corners: Int32Array, neighbors: Int32Array): Float64Array {
  const b = new Float64Array(3);
  return Float64Array.from(neighbors, (other, index) => {
    if (other < 0) return -0.5;
    const [cx, cy] = [x, y].map(
      (values) => (values[corners[3 * other]] + values[corners[3 * other + 1]] + values[corners[3 * other + 2]]) / 3,
    );
    const [t, k] = [Math.floor(index / 3), index % 3];
    barycentric(x, y, corners, t, cx, cy, b);
    const [p, q] = [b[turn(k, 1)], b[turn(k, 2)]];
    return (2 * q + p - 1) / (2 - 3 * q - 3 * p);
  });
}

/** The triangle that holds a point, its barycentric coordinates in `b`; −1 where none does. */
function locate(
  x: Float64Array,
  y: Float64Array,
  corners: Int32Array,
  px: number,
  py: number,
  b: Float64Array,
): number {
  for (let t = 0; t < corners.length / 3; t++) {
    barycentric(x, y, corners, t, px, py, b);
    if (b[0] >= -1e-9 && b[1] >= -1e-9 && b[2] >= -1e-9) return t;
  }
  return -1;
}

function barycentric(
  x: Float64Array,
  y: Float64Array,
  corners: Int32Array,
  t: number,
  px: number,
  py: number,
  out: Float64Array,
): void {
  const [i, j, k] = [corners[3 * t], corners[3 * t + 1], corners[3 * t + 2]];
  const whole = (x[j] - x[i]) * (y[k] - y[i]) - (x[k] - x[i]) * (y[j] - y[i]);
  out[1] = ((px - x[i]) * (y[k] - y[i]) - (x[k] - x[i]) * (py - y[i])) / whole;
  out[2] = ((x[j] - x[i]) * (py - y[i]) - (px - x[i]) * (y[j] - y[i])) / whole;
  out[0] = 1 - out[1] - out[2];
}

/** Per point those it has an edge with. */
function edgesOf(corners: Int32Array): readonly (readonly number[])[] {
  const edges: Set<number>[] = [];
  for (let c = 0; c < corners.length; c++) {
    const t = c - (c % 3);
    for (const step of [1, 2]) {
      edges[corners[c]] ??= new Set();
      edges[corners[c]].add(corners[t + ((c + step) % 3)]);
    }
  }
  return Array.from(edges, (set) => [...(set ?? [])]);
}

/**
 * Slopes at the points that minimize the sum over all edges of ∫ w″² ds, w the cubic along the edge: point by point until nothing
 * changes.
 */
function estimateSlopes(
  x: Float64Array,
  y: Float64Array,
  value: Float64Array,
  edges: readonly (readonly number[])[],
  slopeX: Float64Array,
  slopeY: Float64Array,
): void {
  slopeX.fill(0);
  slopeY.fill(0);
  for (let pass = 0; pass < 1000; pass++) {
    let change = 0;
    for (let i = 0; i < edges.length; i++) {
      let [xx, xy, yy, sx, sy] = [0, 0, 0, 0, 0];
      for (const j of edges[i]) {
        const [ex, ey] = [x[j] - x[i], y[j] - y[i]];
        const cube = pow(ex * ex + ey * ey, 1.5);
        const pull = (6 * (value[j] - value[i]) - 2 * (ex * slopeX[j] + ey * slopeY[j])) / cube;
        xx += (4 * ex * ex) / cube;
        xy += (4 * ex * ey) / cube;
        yy += (4 * ey * ey) / cube;
        sx += pull * ex;
        sy += pull * ey;
      }
      const determinant = xx * yy - xy * xy;
      if (determinant === 0) continue;
      const [gx, gy] = [(yy * sx - xy * sy) / determinant, (xx * sy - xy * sx) / determinant];
      change = Math.max(change, Math.abs(gx - slopeX[i]) + Math.abs(gy - slopeY[i]));
      slopeX[i] = gx;
      slopeY[i] = gy;
    }
    if (change < 1e-12) break;
  }
}
