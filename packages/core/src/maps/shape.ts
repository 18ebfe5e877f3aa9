import type { Axis } from "../axis/axis.ts";
import { GammakitError } from "../errors/gammakit-error.ts";
import type { Wcs } from "../wcs/wcs.ts";
import type { ImageWcs, MapValues, SkyMap, WcsMap } from "./map.ts";

/** Number of values at one position: the product of the numbers of bins of the axes, 1 without axes. */
export function binCount(axes: readonly Axis[]): number {
  let n = 1;
  for (const axis of axes) n *= axis.centers.length;
  return n;
}

/** Number of pixels of an image. */
export function pixelCount({ shape }: ImageWcs): number {
  return shape[0] * shape[1];
}

/** Numbers of pixels along x and y and of bins along each axis, fastest first; a region has one pixel. */
export function mapShape(map: SkyMap): readonly number[] {
  const [nx, ny] = map.kind === "wcs-map" ? map.wcs.shape : [1, 1];
  return [nx, ny, ...map.axes.map((axis) => axis.centers.length)];
}

/** Index into `values` of the pixel (x, y), counted from 0, in the bin of each axis; −1 outside the map. */
export function valueIndex(map: WcsMap, x: number, y: number, bins: readonly number[] = []): number {
  const [nx, ny] = map.wcs.shape;
  if (!(x >= 0 && x < nx && y >= 0 && y < ny)) return -1;
  let [index, stride] = [x + nx * y, nx * ny];
  for (let k = 0; k < map.axes.length; k++) {
    const n = map.axes[k].centers.length;
    const bin = bins[k] ?? 0;
    if (!(bin >= 0 && bin < n)) return -1;
    index += bin * stride;
    stride *= n;
  }
  return index;
}

/**
 * Position of the axis of that name among the map's. Throws "invalid-input" naming the axes that there are.
 */
export function axisIndex(map: SkyMap, name: string): number {
  const index = map.axes.findIndex((axis) => axis.name === name);
  if (index >= 0) return index;
  const names = map.axes.map((axis) => `"${axis.name}"`).join(", ") || "none";
  throw new GammakitError("invalid-input", `The map has no axis "${name}"; its axes: ${names}.`, { name });
}

/** The coordinate system itself, where its numbers of pixels are known and whole. Throws "invalid-input" where they are not. */
export function requireImage(wcs: Wcs): ImageWcs {
  const { shape } = wcs;
  if (shape?.every((n) => Number.isInteger(n) && n > 0)) return wcs as ImageWcs;
  throw new GammakitError(
    "invalid-input",
    `An image needs whole, positive numbers of pixels; the coordinate system has ${shape === undefined ? "none" : shape.join(" × ")}.`,
    { shape },
  );
}

/** A new array of `length` zeros of the type of `values`. */
export function zerosLike(values: MapValues, length: number): MapValues {
  if (values instanceof Float64Array) return new Float64Array(length);
  if (values instanceof Float32Array) return new Float32Array(length);
  return values instanceof Int32Array ? new Int32Array(length) : new Uint8Array(length);
}
