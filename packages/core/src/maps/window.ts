import { GammakitError } from "../errors/gammakit-error.ts";
import { hypot } from "../numeric/repeatable/trigonometry.ts";
import { roundHalfEven } from "../numeric/round.ts";
import { toFrame } from "../sky/frames.ts";
import type { SkyPosition } from "../sky/position.ts";
import { compileWcs } from "../wcs/compile-wcs.ts";
import type { ImageWcs, WcsMap } from "./map.ts";
import { binCount, pixelCount, zerosLike } from "./shape.ts";

/**
 * The part of a map around a position of any frame, `width` [deg] wide and high, or `[width, height]`; smaller where the map
 * ends before. Sizes are rounded to whole pixels, at least one. Throws "invalid-input" where the widths are not positive or the
 * part has no pixel of the map.
 */
export function cutout(map: WcsMap, position: SkyPosition, width: number | readonly [number, number]): WcsMap {
  const widths = typeof width === "number" ? [width, width] : width;
  if (!widths.every((size) => size > 0 && Number.isFinite(size))) {
    throw new GammakitError(
      "invalid-input",
      `A cutout of ${widths.join("° × ")}° cannot be made: widths are positive.`,
      {
        width,
      },
    );
  }
  const { lon, lat } = toFrame(position, map.wcs.frame);
  const center = new Float64Array(2);
  const found = compileWcs(map.wcs).toPixel(lon, lat, center);
  const scales = pixelScales(map.wcs);
  const [x, y] = [0, 1].map((axis) => {
    const n = roundHalfEven(Math.max(widths[axis] / scales[axis], 1));
    const first = Math.ceil(center[axis] - n / 2);
    return { first: Math.max(0, first), end: Math.min(map.wcs.shape[axis], first + n) };
  });
  if (!found || !(x.first < x.end && y.first < y.end)) {
    throw new GammakitError(
      "invalid-input",
      `The cutout of ${widths.join("° × ")}° around the ${position.frame} position (${position.lon}°, ${position.lat}°) has no pixel of the map.`,
      { position, width },
    );
  }
  return windowOf(map, [x.first, y.first], [x.end - x.first, y.end - y.first]);
}

/** Sizes of the pixels along x and y at the reference point [deg]. */
export function pixelScales({ cd: [a, b, c, d] }: ImageWcs): readonly [number, number] {
  return [hypot(a, c), hypot(b, d)];
}

/**
 * The map without `margin` pixels at each edge, or `[x, y]` pixels. Throws "invalid-input" where nothing would be left.
 */
export function crop(map: WcsMap, margin: number | readonly [number, number]): WcsMap {
  const [x, y] = margins(margin);
  const [nx, ny] = map.wcs.shape;
  if (nx > 2 * x && ny > 2 * y) return windowOf(map, [x, y], [nx - 2 * x, ny - 2 * y]);
  throw new GammakitError(
    "invalid-input",
    `Nothing is left of ${nx} × ${ny} pixels without ${x} at the left and right and ${y} at the bottom and top.`,
    { margin },
  );
}

/** What is put around a map. */
export interface PadOptions {
  /** 0 where absent. */
  readonly fill?: number;
}

/**
 * The map with `margin` more pixels at each edge, or `[x, y]` pixels, whose values are `fill`. Throws "invalid-input" where the
 * margin is not a whole number from 0 on.
 */
export function pad(map: WcsMap, margin: number | readonly [number, number], { fill = 0 }: PadOptions = {}): WcsMap {
  const [x, y] = margins(margin);
  const [nx, ny] = map.wcs.shape;
  return windowOf(map, [-x, -y], [nx + 2 * x, ny + 2 * y], fill);
}

function margins(margin: number | readonly [number, number]): readonly [number, number] {
  const pair = typeof margin === "number" ? ([margin, margin] as const) : margin;
  if (pair.every((n) => Number.isInteger(n) && n >= 0)) return pair;
  throw new GammakitError("invalid-input", `A margin of ${pair.join(" × ")} pixels is not a whole number from 0 on.`, {
    margin,
  });
}

type Pair = readonly [number, number];

/** The map on a window whose first pixel is (x0, y0) of the map; what lies beyond the map is filled. */
function windowOf(map: WcsMap, [x0, y0]: Pair, [width, height]: Pair, fill = 0): WcsMap {
  const { crpix, shape } = map.wcs;
  const wcs: ImageWcs = { ...map.wcs, crpix: [crpix[0] - x0, crpix[1] - y0], shape: [width, height] };
  const bins = binCount(map.axes);
  const values = zerosLike(map.values, width * height * bins);
  if (fill !== 0) values.fill(fill);
  const [left, right] = [Math.max(0, x0), Math.min(shape[0], x0 + width)];
  const [bottom, top] = [Math.max(0, y0), Math.min(shape[1], y0 + height)];
  for (let bin = 0; bin < bins; bin++) {
    for (let y = bottom; y < top; y++) {
      const from = bin * pixelCount(map.wcs) + y * shape[0];
      const row = map.values.subarray(from + left, from + right);
      values.set(row, bin * width * height + (y - y0) * width + (left - x0));
    }
  }
  return { ...map, wcs, values };
}
