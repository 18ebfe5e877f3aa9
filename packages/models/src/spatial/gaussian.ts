import { cos, defineSpatialModel, exp, expm1, sin } from "@gammakit/core";
import { ellipseRadii, elongation, haversine, leastWidth, minorAxis, perSteradian, place } from "./distances.ts";

const degree = Math.PI / 180;

/**
 * A Gaussian on the sphere: N exp(−(1 − cos s) / (2 (1 − cos σ))) at the distance s from its center.
 * Round, N makes its integral over the sphere 1; longer in one direction, σ is the radius of its ellipse in the direction of the
 * position, and N = 1 / (2π σ σ √(1 − e²)), good where it is small.
 *
 * Parameters: `lon_0`, `lat_0` (0 deg), `sigma` the longer semi-axis (1 deg), `e` the eccentricity (0, frozen),
 * `phi` the direction of the longer axis, from north through east (0 deg, frozen). A `sigma` below 1e-6 deg counts as 1e-6 deg.
 */
export const gaussianSpatial = defineSpatialModel({
  id: "gaussian",
  aliases: ["GaussianSpatialModel", "gauss"],
  summary: "Gaussian, round or elliptical",
  parameters: { ...place, sigma: { value: 1, unit: "deg", min: 0 }, ...elongation },
  radius: (p) => 5 * Math.max(p[2], leastWidth),
  resolution: (p) => p[2] / 3,
  evaluate(lon, lat, p, out) {
    const [lon0, lat0, sigma] = [p[0], p[1], Math.max(p[2], leastWidth)];
    const isRound = p[3] === 0;
    const cos0 = cos(lat0 * degree);
    const minor = minorAxis(sigma, p[3]);
    if (isRound) out.fill(sigma, 0, lon.length);
    else ellipseRadii(lon, lat, lon0, lat0, sigma, minor, p[4], out);
    const norm = isRound ? sphereNorm(sigma) : perSteradian / (2 * Math.PI * sigma * minor);
    for (let i = 0; i < lon.length; i++) {
      const h = haversine((lon[i] - lon0) * degree, (lat[i] - lat0) * degree, cos0 * cos(lat[i] * degree));
      const half = sin((out[i] * degree) / 2);
      out[i] = norm * exp((-0.5 * h) / (half * half));
    }
  },
});

/** 1 / ∫ exp(−(1 − cos s) / (2a)) dΩ = 1 / (4π a (1 − e^(−1/a))) with a = 1 − cos σ. */
function sphereNorm(sigma: number): number {
  const half = sin((sigma * degree) / 2);
  const a = 2 * half * half;
  return -1 / (4 * Math.PI * a * expm1(-1 / a));
}
