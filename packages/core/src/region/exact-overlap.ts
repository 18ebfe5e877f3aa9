import { atan2 } from "../numeric/repeatable/trigonometry.ts";
import { turnOf } from "./turn-of.ts";

/** Area that a shape and the pixel around (i, j) have in common [pixel²]. */
export type PixelOverlap = (i: number, j: number) => number;

interface Shape {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** [deg]. */
  readonly angle: number;
}

/** Corners of a pixel around its center, counter-clockwise. */
const cornerX = [-0.5, 0.5, 0.5, -0.5] as const;
const cornerY = [-0.5, -0.5, 0.5, 0.5] as const;

/**
 * The area that an ellipse and a pixel have in common. Turned and scaled so that the ellipse is the unit disk, the pixel is a
 * parallelogram: each of its sides adds the signed area of the disk within the triangle that it makes with the center.
 */
export function compileEllipseOverlap({ x, y, width, height, angle }: Shape): PixelOverlap {
  const [a, b] = [width / 2, height / 2];
  const [cos, sin] = turnOf(angle);
  const [u, v] = [new Float64Array(4), new Float64Array(4)];
  return (i, j) => {
    for (let k = 0; k < 4; k++) {
      const [dx, dy] = [i + cornerX[k] - x, j + cornerY[k] - y];
      u[k] = (cos * dx + sin * dy) / a;
      v[k] = (cos * dy - sin * dx) / b;
    }
    let area = 0;
    for (let k = 0; k < 4; k++) {
      const next = (k + 1) % 4;
      area += diskInTriangle(u[k], v[k], u[next], v[next]);
    }
    return Math.min(1, Math.max(0, area * a * b));
  };
}

/** Signed area that the unit disk has in common with the triangle of the origin, (x1, y1) and (x2, y2). */
function diskInTriangle(x1: number, y1: number, x2: number, y2: number): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  // Where the line x1 + t d leaves and enters the circle: t² d² + 2 t b + c = 0.
  const d2 = dx * dx + dy * dy;
  const b = x1 * dx + y1 * dy;
  const c = x1 * x1 + y1 * y1 - 1;
  const discriminant = b * b - d2 * c;
  if (!(discriminant > 0)) return sector(x1, y1, x2, y2);
  const root = Math.sqrt(discriminant);
  const enter = Math.max(0, (-b - root) / d2);
  const leave = Math.min(1, (-b + root) / d2);
  if (!(enter < leave)) return sector(x1, y1, x2, y2);
  const [ex, ey, lx, ly] = [x1 + enter * dx, y1 + enter * dy, x1 + leave * dx, y1 + leave * dy];
  const chord = 0.5 * (ex * ly - lx * ey);
  return (enter > 0 ? sector(x1, y1, ex, ey) : 0) + chord + (leave < 1 ? sector(lx, ly, x2, y2) : 0);
}

/** Signed area of the unit disk between two directions. */
function sector(x1: number, y1: number, x2: number, y2: number): number {
  return 0.5 * atan2(x1 * y2 - x2 * y1, x1 * x2 + y1 * y2);
}

/**
 * The area that a rectangle and a pixel have in common: the pixel, seen along the sides of the rectangle, is cut at each of its
 * four sides (Sutherland & Hodgman 1974), and what is left is measured.
 */
export function compileRectangleOverlap({ x, y, width, height, angle }: Shape): PixelOverlap {
  const [cos, sin] = turnOf(angle);
  // A square cut by four lines has eight corners at most.
  const from: Corners = { u: new Float64Array(8), v: new Float64Array(8), count: 4 };
  const to: Corners = { u: new Float64Array(8), v: new Float64Array(8), count: 0 };
  return (i, j) => {
    for (let k = 0; k < 4; k++) {
      const [dx, dy] = [i + cornerX[k] - x, j + cornerY[k] - y];
      from.u[k] = cos * dx + sin * dy;
      from.v[k] = cos * dy - sin * dx;
    }
    from.count = 4;
    cut(from, to, 1, 0, width / 2);
    cut(to, from, -1, 0, width / 2);
    cut(from, to, 0, 1, height / 2);
    cut(to, from, 0, -1, height / 2);
    return Math.min(1, areaOf(from));
  };
}

interface Corners {
  readonly u: Float64Array;
  readonly v: Float64Array;
  count: number;
}

/** Writes the part of a convex polygon with p u + q v ≤ limit into `out`. */
function cut(polygon: Corners, out: Corners, p: number, q: number, limit: number): void {
  const { u, v, count } = polygon;
  let n = 0;
  for (let k = 0, before = count - 1; k < count; before = k++) {
    const [h, g] = [p * u[k] + q * v[k] - limit, p * u[before] + q * v[before] - limit];
    if (h <= 0 !== g <= 0) {
      const t = g / (g - h);
      out.u[n] = u[before] + t * (u[k] - u[before]);
      out.v[n++] = v[before] + t * (v[k] - v[before]);
    }
    if (h <= 0) {
      out.u[n] = u[k];
      out.v[n++] = v[k];
    }
  }
  out.count = n;
}

function areaOf({ u, v, count }: Corners): number {
  let twice = 0;
  for (let k = 0, before = count - 1; k < count; before = k++) twice += u[before] * v[k] - u[k] * v[before];
  return Math.max(0, twice / 2);
}
