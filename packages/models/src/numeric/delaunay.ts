import { pow } from "@gammakit/core";

/** Triangles between points of a plane. */
export interface Triangulation {
  /** Three points per triangle, counter-clockwise. */
  readonly corners: Int32Array;
  /** Per corner the triangle on the opposite side; −1 where there is none. */
  readonly neighbors: Int32Array;
}

type Triangle = readonly [number, number, number];

/**
 * The Delaunay triangulation of the points (x, y), which must differ and not all lie on a line: no triangles where they do.
 * Of the two diagonals between four points on a circle it takes that which reaches the point nearest to the middle of all, and of two
 * such the earlier one: a grid comes out symmetric.
 * Each point is inserted into the triangles whose circle it lies in (Bowyer 1981, Watson 1981).
 */
export function delaunay(x: Float64Array, y: Float64Array): Triangulation {
  const n = x.length;
  const [minX, minY] = [Math.min(...x), Math.min(...y)];
  const span = Math.max(Math.max(...x) - minX, Math.max(...y) - minY) || 1;
  // Around all points, and so far away that their hull comes out convex.
  const far = 1e5;
  const px = [...Array.from(x, (value) => (value - minX) / span), -far, far, 0];
  const py = [...Array.from(y, (value) => (value - minY) / span), -far, -far, far];
  let triangles: Triangle[] = [[n, n + 1, n + 2]];
  for (let k = 0; k < n; k++) {
    const hit = triangles.filter((triangle) => inCircle(px, py, triangle, k));
    const border = hit.flatMap(sides).filter(([a, b], _, all) => !all.some(([c, d]) => c === b && d === a));
    const kept = new Set(hit);
    triangles = [
      ...triangles.filter((triangle) => !kept.has(triangle)),
      ...border.map(([a, b]): Triangle => [a, b, k]),
    ];
  }
  const inner = triangles.filter((t) => t.every((corner) => corner < n) && Math.abs(area(px, py, ...t)) > 1e-12);
  return withNeighbors(settleTies(inner, px, py, n));
}

/** Turns diagonals between four points on a circle until each reaches the point of lowest rank. */
function settleTies(triangles: Triangle[], x: readonly number[], y: readonly number[], n: number): readonly Triangle[] {
  const rank = ranks(x.slice(0, n), y.slice(0, n));
  for (;;) {
    const bySide = new Map(triangles.flatMap((t) => sides(t).map(([a, b]) => [`${a} ${b}`, t] as const)));
    const better = (first: Triangle, a: number, b: number): readonly [Triangle, number, number] | undefined => {
      const second = bySide.get(`${b} ${a}`);
      if (second === undefined) return undefined;
      const [c, d] = [other(first, a, b), other(second, a, b)];
      const isConvex = area(x, y, c, d, b) > 1e-12 && area(x, y, d, c, a) > 1e-12;
      const isBetter = Math.min(rank[c], rank[d]) < Math.min(rank[a], rank[b]);
      // The other diagonal is as good where neither of its triangles has the fourth point in its circle.
      const isTie = isConvex && isBetter && !inCircle(x, y, [d, b, c], a) && !inCircle(x, y, [c, a, d], b);
      return isTie ? [second, c, d] : undefined;
    };
    const flip = triangles
      .flatMap((first) => sides(first).map(([a, b]) => ({ first, a, b, found: better(first, a, b) })))
      .find(({ found }) => found !== undefined);
    if (flip?.found === undefined) return triangles;
    const {
      first,
      a,
      b,
      found: [second, c, d],
    } = flip;
    triangles = [...triangles.filter((t) => t !== first && t !== second), [d, b, c], [c, a, d]];
  }
}

function other(triangle: Triangle, a: number, b: number): number {
  return triangle.find((corner) => corner !== a && corner !== b) ?? a;
}

/** Place of each point in the order of distance from the middle of all. */
function ranks(x: readonly number[], y: readonly number[]): Float64Array {
  const middle = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [middle(x), middle(y)];
  // Distances that differ by rounding alone are equal.
  const distance = x.map((value, i) => Math.round((pow(value - mx, 2) + pow(y[i] - my, 2)) * 1e9));
  const order = distance.map((_, i) => i).sort((i, k) => distance[i] - distance[k] || i - k);
  const rank = new Float64Array(x.length);
  for (const [place, i] of order.entries()) rank[i] = place;
  return rank;
}

function sides([a, b, c]: Triangle): readonly (readonly [number, number])[] {
  return [
    [a, b],
    [b, c],
    [c, a],
  ];
}

function area(x: readonly number[], y: readonly number[], a: number, b: number, c: number): number {
  return (x[b] - x[a]) * (y[c] - y[a]) - (x[c] - x[a]) * (y[b] - y[a]);
}

/** Whether the point `k` lies inside the circle through the corners; on it, to 1e-12, does not count. */
function inCircle(x: readonly number[], y: readonly number[], corners: Triangle, k: number): boolean {
  const [[ax, ay], [bx, by], [cx, cy]] = corners.map((i) => [x[i] - x[k], y[i] - y[k]]);
  const [a, b, c] = [ax * ax + ay * ay, bx * bx + by * by, cx * cx + cy * cy];
  const terms = [a * (bx * cy - cx * by), -b * (ax * cy - cx * ay), c * (ax * by - bx * ay)];
  const size = Math.abs(terms[0]) + Math.abs(terms[1]) + Math.abs(terms[2]);
  return terms[0] + terms[1] + terms[2] > 1e-12 * size;
}

function withNeighbors(triangles: readonly Triangle[]): Triangulation {
  const bySide = new Map<string, number>();
  for (const [t, triangle] of triangles.entries()) for (const [a, b] of sides(triangle)) bySide.set(`${a} ${b}`, t);
  const neighbors = triangles.flatMap(([a, b, c]) =>
    [`${c} ${b}`, `${a} ${c}`, `${b} ${a}`].map((side) => bySide.get(side) ?? -1),
  );
  return { corners: Int32Array.from(triangles.flat()), neighbors: Int32Array.from(neighbors) };
}
