import { GammakitError } from "../errors/gammakit-error.ts";
import type { ImageWcs } from "../maps/map.ts";
import { requireImage } from "../maps/shape.ts";
import { solidAngles } from "../maps/solid-angles.ts";
import { pixelScales } from "../maps/window.ts";
import { compileFrameChange } from "../sky/frames.ts";
import { compileWcs } from "../wcs/compile-wcs.ts";
import type { Wcs } from "../wcs/wcs.ts";
import type { SpatialIntegral, SpatialModel } from "./model.ts";

/** How the integral over pixels is done. */
export interface SpatialIntegralOptions {
  /** Steps per pixel and direction. Where absent as many as resolve the model, 200 at most. */
  readonly oversampling?: number;
}

const mostSteps = 200;
/** Positions that are handed to a model at once. */
const block = 4096;

/**
 * A function that integrates `model` over each pixel of `wcs`: brightness at steps within the pixel times its solid angle, as in
 * Gammapy. A point is shared among its four nearest pixels. Units are those of the brightness times sr. Allocates nothing when called.
 * Throws "invalid-input" for an image without numbers of pixels and for steps that are no whole number from 1 to 200.
 */
export function compileSpatialIntegral(
  model: SpatialModel,
  wcs: Wcs,
  { oversampling }: SpatialIntegralOptions = {},
): SpatialIntegral {
  const image = requireImage(wcs);
  if (oversampling !== undefined && !(Number.isInteger(oversampling) && oversampling >= 1 && oversampling <= 200)) {
    throw new GammakitError(
      "invalid-input",
      `oversampling must be a whole number from 1 to ${mostSteps}, not ${oversampling}.`,
      { oversampling },
    );
  }
  if (model.compileIntegral !== undefined) return model.compileIntegral(image);
  const sample = compileSampling(model, image);
  const area = solidAngles(image);
  const pixel = Math.max(...pixelScales(image));
  return (p, out, energy) => {
    if (model.needsEnergy === true && energy === undefined) throw missingEnergy(model.id);
    const finest = model.resolution?.(p) ?? Number.POSITIVE_INFINITY;
    const steps = oversampling ?? Math.min(Math.max(Math.ceil(pixel / finest), 1), mostSteps);
    sample(p, out, steps, energy);
    for (let k = 0; k < out.length; k++) out[k] = out[k] === 0 ? 0 : (out[k] * area[k]) / (steps * steps);
  };
}

/** Writes the sum of the brightness at `steps` × `steps` positions in each pixel into `out`; more than one only around the center. */
function compileSampling(
  model: SpatialModel,
  image: ImageWcs,
): (p: Float64Array, out: Float64Array, steps: number, energy?: number) => void {
  const { toSky } = compileWcs(image);
  const toModel = compileFrameChange(image.frame, model.frame);
  const window = compileWindow(model, image);
  const [lon, lat, brightness] = [new Float64Array(block), new Float64Array(block), new Float64Array(block)];
  const target = new Int32Array(block);
  const xy = new Float64Array(2);
  const box = new Int32Array(4);
  return (p, out, steps, energy) => {
    out.fill(0);
    window(p, steps, box);
    let n = 0;
    for (let row = box[2] * steps; row < box[3] * steps; row++) {
      const y = (row + 0.5) / steps - 0.5;
      const first = Math.floor(row / steps) * image.shape[0];
      for (let column = box[0] * steps; column < box[1] * steps; column++) {
        if (!toSky((column + 0.5) / steps - 0.5, y, xy)) continue;
        toModel(xy[0], xy[1], xy);
        lon[n] = xy[0];
        lat[n] = xy[1];
        target[n++] = first + Math.floor(column / steps);
        if (n < block) continue;
        model.evaluate(lon, lat, p, brightness, energy);
        for (let k = 0; k < n; k++) out[target[k]] += brightness[k];
        n = 0;
      }
    }
    if (n === 0) return;
    // The rest of the block repeats positions of before, and is not used.
    model.evaluate(lon, lat, p, brightness, energy);
    for (let k = 0; k < n; k++) out[target[k]] += brightness[k];
  };
}

/** Writes the pixels to go through, [x from, x end, y from, y end]: all of them, or with steps those within the radius of the model. */
function compileWindow(
  model: SpatialModel,
  image: ImageWcs,
): (p: Float64Array, steps: number, out: Int32Array) => void {
  const { toPixel } = compileWcs(image);
  const fromModel = compileFrameChange(model.frame, image.frame);
  const scales = pixelScales(image);
  const at = new Float64Array(2);
  return (p, steps, out) => {
    out[0] = out[2] = 0;
    out[1] = image.shape[0];
    out[3] = image.shape[1];
    if (steps === 1 || model.radius === undefined || model.center === undefined) return;
    const width = 2 * Math.max(model.radius(p), scales[0], scales[1]);
    model.center(p, at);
    fromModel(at[0], at[1], at);
    if (!toPixel(at[0], at[1], at)) return;
    for (let k = 0; k < 2; k++) {
      const n = Math.round(width / scales[k]);
      const from = Math.ceil(at[k] - n / 2);
      out[2 * k] = Math.min(Math.max(from, 0), image.shape[k]);
      out[2 * k + 1] = Math.min(Math.max(from + n, 0), image.shape[k]);
    }
  };
}

function missingEnergy(id: string): GammakitError {
  return new GammakitError("invalid-input", `The brightness of "${id}" depends on the energy: give one [TeV].`, { id });
}
