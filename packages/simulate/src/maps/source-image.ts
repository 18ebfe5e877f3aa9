import {
  compileSpatialIntegral,
  compileWcs,
  createMap,
  exp,
  GammakitError,
  type ImageWcs,
  parameterValues,
  pixelScales,
  type SkyPosition,
  type SpatialModel,
  separation,
  smooth,
  solidAngles,
  toFrame,
} from "@gammakit/core";

/** Writes the fraction of a source's photons in each pixel, for a Gaussian point-spread function of `sigma` [deg], at `energy` [TeV]. */
export type SourceImage = (sigma: number, energy: number, out: Float64Array) => void;

/** How far a point reaches, in widths of the Gaussian, and how many steps of a pixel a width has. */
const [reach, stepsPerWidth] = [5, 3];
const mostSteps = 24;

/** The image of a point. */
export function pointImage(position: SkyPosition, wcs: ImageWcs): SourceImage {
  const { lon, lat } = toFrame(position, wcs.frame);
  const { toSky } = compileWcs(wcs);
  const [nx, ny] = wcs.shape;
  const area = solidAngles(wcs);
  const xy = new Float64Array(2);
  const distance = (x: number, y: number) => (toSky(x, y, xy) ? separation(lon, lat, xy[0], xy[1]) : Infinity);
  const distances = Float64Array.from({ length: nx * ny }, (_, k) => distance(k % nx, Math.floor(k / nx)));
  const size = Math.max(...pixelScales(wcs));
  return (sigma, _, out) => {
    const peak = 1 / (2 * Math.PI * ((sigma * Math.PI) / 180) ** 2);
    const steps = Math.min(Math.max(Math.ceil((stepsPerWidth * size) / sigma), 1), mostSteps);
    for (let k = 0; k < out.length; k++) {
      out[k] = 0;
      if (distances[k] > reach * sigma + size) continue;
      const [x, y] = [k % nx, Math.floor(k / nx)];
      for (let s = 0; s < steps * steps; s++) {
        const d = distance(x - 0.5 + ((s % steps) + 0.5) / steps, y - 0.5 + (Math.floor(s / steps) + 0.5) / steps);
        out[k] += exp(-(d * d) / (2 * sigma * sigma));
      }
      out[k] *= (peak * area[k]) / (steps * steps);
    }
  };
}

/**
 * The image of an extended source or of diffuse emission: its integral over each pixel, smoothed. Throws "unsupported" for a
 * brightness in other units than sr-1, which a source with a spectrum of its own has.
 */
export function extendedImage(spatial: SpatialModel, wcs: ImageWcs): SourceImage {
  if (spatial.unit !== "sr-1" || spatial.compileIntegral !== undefined) {
    const why = spatial.compileIntegral
      ? "has no extension: give its position"
      : `is in "${spatial.unit}", not in sr-1`;
    throw new GammakitError("unsupported", `The brightness of "${spatial.id}" ${why}.`, { id: spatial.id });
  }
  const integral = compileSpatialIntegral(spatial, wcs);
  const p = parameterValues(spatial);
  const raw = new Float64Array(wcs.shape[0] * wcs.shape[1]);
  let isFilled = false;
  return (sigma, energy, out) => {
    if (spatial.needsEnergy === true || !isFilled) integral(p, raw, spatial.needsEnergy === true ? energy : undefined);
    isFilled = true;
    out.set(smooth(createMap({ wcs, values: raw }), { width: sigma }).values);
  };
}
