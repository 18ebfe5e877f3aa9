import { compileCompound } from "./compile-compound.ts";
import { innerOf, outerOf } from "./hollow.ts";
import type { PixelRegion } from "./pixel-region.ts";
import { turnOf } from "./turn-of.ts";

/** Whether the pixel position (x, y) lies inside. */
export type PixelTest = (x: number, y: number) => boolean;

/**
 * A function that tells whether a pixel position lies inside the region and allocates nothing. As in astropy regions, the rim
 * does not belong to circles and rectangles, but to ellipses, and the rim of its hole to an annulus unless the hole is an
 * ellipse. Polygons follow the even-odd rule, so that two that share a side share no position. A point stands for the pixel
 * that holds it; nothing lies inside a line. Whatever is NaN lies outside.
 */
export function compilePixelRegion(region: PixelRegion): PixelTest {
  switch (region.kind) {
    case "circle":
      return ring(region.x, region.y, 0, region.radius);
    case "annulus":
      return ring(region.x, region.y, region.innerRadius, region.outerRadius);
    case "rectangle":
      return rectangle(region);
    case "ellipse":
      return ellipse(region);
    case "polygon":
      return polygon(region.x, region.y);
    case "point":
      return pixelHolding(region.x, region.y);
    case "elliptical-annulus":
      return compileCompound("difference", ellipse(outerOf(region)), ellipse(innerOf(region)));
    case "rectangular-annulus":
      return compileCompound("difference", rectangle(outerOf(region)), rectangle(innerOf(region)));
    case "line":
      return () => false;
    case "union":
      return anyOf(region.regions.map(compilePixelRegion));
    case "compound":
      return compileCompound(region.operator, compilePixelRegion(region.a), compilePixelRegion(region.b));
  }
}

function ring(x0: number, y0: number, inner: number, outer: number): PixelTest {
  const [low, high] = [inner * inner, outer * outer];
  return (x, y) => {
    const dx = x - x0;
    const dy = y - y0;
    const d2 = dx * dx + dy * dy;
    return d2 < high && d2 >= low;
  };
}

interface Shape {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly angle: number;
}

function rectangle({ x: x0, y: y0, width, height, angle }: Shape): PixelTest {
  const [halfWidth, halfHeight] = [width / 2, height / 2];
  const [cos, sin] = turnOf(angle);
  return (x, y) => {
    const dx = x - x0;
    const dy = y - y0;
    return Math.abs(cos * dx + sin * dy) < halfWidth && Math.abs(sin * dx - cos * dy) < halfHeight;
  };
}

function ellipse({ x: x0, y: y0, width, height, angle }: Shape): PixelTest {
  const [cos, sin] = turnOf(angle);
  return (x, y) => {
    const dx = x - x0;
    const dy = y - y0;
    const u = (2 * (cos * dx + sin * dy)) / width;
    const v = (2 * (sin * dx - cos * dy)) / height;
    return u * u + v * v <= 1;
  };
}

/** Counts the sides that a ray from the position to larger x crosses; a side holds its lower end, not its upper one. */
function polygon(xs: Float64Array, ys: Float64Array): PixelTest {
  const n = xs.length;
  return (x, y) => {
    let inside = false;
    for (let i = 0, j = n - 1; i < n; j = i++) {
      if (ys[i] > y === ys[j] > y) continue;
      if (x < ((xs[j] - xs[i]) * (y - ys[i])) / (ys[j] - ys[i]) + xs[i]) inside = !inside;
    }
    return inside;
  };
}

function pixelHolding(x0: number, y0: number): PixelTest {
  const [i, j] = [Math.floor(x0 + 0.5), Math.floor(y0 + 0.5)];
  return (x, y) => Math.floor(x + 0.5) === i && Math.floor(y + 0.5) === j;
}

function anyOf(tests: readonly PixelTest[]): PixelTest {
  return (x, y) => {
    for (let k = 0; k < tests.length; k++) if (tests[k](x, y)) return true;
    return false;
  };
}
