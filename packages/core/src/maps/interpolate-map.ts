import { type Axis, toScale } from "../axis/axis.ts";
import { lowerIndex } from "../axis/locate.ts";
import { GammakitError } from "../errors/gammakit-error.ts";
import { toFrame } from "../sky/frames.ts";
import type { SkyPosition } from "../sky/position.ts";
import { compileWcs } from "../wcs/compile-wcs.ts";
import type { MapValues, WcsMap } from "./map.ts";

/** Value of a map at `lon`, `lat` [deg, frame of the map] and coordinates along its axes, in their order and units. */
export type MapInterpolation = (lon: number, lat: number, coordinates?: ArrayLike<number>) => number;

/**
 * A function that interpolates a map linearly between pixel and bin centers along every axis, in the axis's scale, and allocates
 * nothing. Beyond the outermost centers it goes on linearly; pixels that are not finite count as 0. NaN where the direction has no
 * pixel or a coordinate is missing.
 */
export function compileMapInterpolation(map: WcsMap): MapInterpolation {
  const wcs = compileWcs(map.wcs);
  const sizes = [...map.wcs.shape, ...map.axes.map((axis) => axis.centers.length)];
  const scaled = map.axes.map(scaledNodes);
  const xy = new Float64Array(2);
  const places = new Float64Array(sizes.length);
  const mix = compileMultilinear(map.values, sizes);
  return (lon, lat, coordinates) => {
    if (!wcs.toPixel(lon, lat, xy)) return Number.NaN;
    places[0] = xy[0];
    places[1] = xy[1];
    for (let k = 0; k < scaled.length; k++) {
      places[k + 2] = binCoordinate(map.axes[k], scaled[k], coordinates?.[k] ?? Number.NaN);
    }
    return mix(places);
  };
}

/**
 * Value of a map at a position of any frame and at coordinates by the names of its axes, `{ energy: 0.1 }`, in the axes' units.
 * Interpolates as {@link compileMapInterpolation}; compile it where there are many positions.
 * Throws "invalid-input" where the coordinate of an axis is missing.
 */
export function interpolateMap(
  map: WcsMap,
  position: SkyPosition,
  coordinates: Readonly<Record<string, number>> = {},
): number {
  const { lon, lat } = toFrame(position, map.wcs.frame);
  const values = map.axes.map(({ name, unit }) => {
    if (Object.hasOwn(coordinates, name)) return coordinates[name];
    throw new GammakitError("invalid-input", `The coordinate along the axis "${name}" [${unit}] is missing.`, { name });
  });
  return compileMapInterpolation(map)(lon, lat, values);
}

/** What was given of the axis, edges or centers, in its scale. */
function scaledNodes(axis: Axis): Float64Array {
  return (axis.nodes === "edges" ? axis.edges : axis.centers).map((x) => toScale(x, axis.scale));
}

/** Fractional bin of `x`, whole at bin centers: linear in the scale between the nodes. */
function binCoordinate(axis: Axis, scaled: Float64Array, x: number): number {
  if (scaled.length === 1) return 0;
  const q = toScale(x, axis.scale);
  const i = Math.min(Math.max(lowerIndex(scaled, q), 0), scaled.length - 2);
  return i + (q - scaled[i]) / (scaled[i + 1] - scaled[i]) - (axis.nodes === "edges" ? 0.5 : 0);
}

/** Mixes the 2ⁿ values around a place; an axis of one bin has no direction. */
function compileMultilinear(values: MapValues, sizes: readonly number[]): (places: Float64Array) => number {
  const n = sizes.length;
  const strides = Float64Array.from(sizes, (_, k) => sizes.slice(0, k).reduce((a, b) => a * b, 1));
  const steps = strides.map((stride, k) => (sizes[k] > 1 ? stride : 0));
  const fractions = new Float64Array(n);
  return (places) => {
    let base = 0;
    for (let k = 0; k < n; k++) {
      const low = Math.min(Math.max(Math.floor(places[k]), 0), Math.max(sizes[k] - 2, 0));
      if (Number.isNaN(places[k])) return Number.NaN;
      base += low * strides[k];
      fractions[k] = sizes[k] > 1 ? places[k] - low : 0;
    }
    let sum = 0;
    for (let corner = 0; corner < 1 << n; corner++) {
      let [weight, index] = [1, base];
      for (let k = 0; k < n; k++) {
        const upper = (corner >> k) & 1;
        weight *= upper ? fractions[k] : 1 - fractions[k];
        if (upper) index += steps[k];
      }
      if (weight !== 0 && Number.isFinite(values[index])) sum += weight * values[index];
    }
    return sum;
  };
}
