import { defineSpatialModel, exp, logGamma, pow } from "@gammakit/core";
import { elongation, leastWidth, minorAxis, perSteradian, place, relativeDistances } from "./distances.ts";

/**
 * From a disk to a cusp: N exp(−(s/r)^(1/η)) at the distance s from its center, with r the radius of its ellipse there and
 * N = 1 / (2π a b η Γ(2η)) in the plane. η → 0 is a disk, 1/2 a Gaussian of σ = r/√2, 1 a Laplace profile.
 *
 * Parameters: `lon_0`, `lat_0` (0 deg), `r_0` the longer semi-axis (1 deg), `eta` (0.5, from 0.01 to 1), `e` the eccentricity
 * (0, frozen), `phi` the direction of the longer axis, from north through east (0 deg, frozen).
 */
export const generalizedGaussianSpatial = defineSpatialModel({
  id: "generalized-gaussian",
  aliases: ["GeneralizedGaussianSpatialModel", "gauss-general"],
  summary: "From a disk over a Gaussian to a Laplace profile",
  parameters: {
    ...place,
    r_0: { value: 1, unit: "deg" },
    eta: { value: 0.5, unit: "", min: 0.01, max: 1 },
    ...elongation,
  },
  radius: (p) => p[2] * (1 + 8 * p[3]),
  resolution: (p) => p[2] / (3 + 8 * p[3]) / (p[4] + 1),
  evaluate(lon, lat, p, out) {
    const [major, eta] = [Math.max(p[2], leastWidth), p[3]];
    const minor = minorAxis(major, p[4]);
    const norm = perSteradian / (2 * Math.PI * major * minor * eta * exp(logGamma(2 * eta)));
    relativeDistances(lon, lat, p[0], p[1], major, minor, p[5], out);
    for (let i = 0; i < lon.length; i++) out[i] = norm * exp(-pow(out[i], 1 / eta));
  },
});
