import { cos, defineSpatialModel, pow, sin } from "@gammakit/core";
import { erfc } from "../numeric/erfc.ts";
import { elongation, leastWidth, minorAxis, place, relativeDistances } from "./distances.ts";

const degree = Math.PI / 180;
/** Twice the x at which the error function is 0.9: an edge of width 1 falls from 95 % to 5 %. */
const edge95 = 2.326174307353347;

/**
 * A disk of constant brightness, the inverse of the solid angle of its ellipse on the sphere, with a soft edge: at x = s/r − 1
 * beyond the radius r in that direction it is ½ erfc(2.326 x / w).
 *
 * Parameters: `lon_0`, `lat_0` (0 deg), `r_0` the longer semi-axis (1 deg), `e` the eccentricity (0, frozen), `phi` the direction of
 * the longer axis, from north through east (0 deg, frozen), `edge_width` w, in which the edge falls from 95 % to 5 %, in units of
 * the radius (0.01, frozen). The soft edge adds about 0.09 w² to the integral.
 */
export const diskSpatial = defineSpatialModel({
  id: "disk",
  aliases: ["DiskSpatialModel"],
  summary: "Disk or ellipse with a soft edge",
  parameters: {
    ...place,
    r_0: { value: 1, unit: "deg", min: 0 },
    ...elongation,
    edge_width: { value: 0.01, unit: "", min: 0, max: 1, frozen: true },
  },
  radius: (p) => 1.1 * p[2] * (1 + p[5]),
  resolution: (p) => (p[2] * (1 - p[5])) / 10,
  evaluate(lon, lat, p, out) {
    const major = Math.max(p[2], leastWidth);
    const minor = minorAxis(major, p[3]);
    const norm = 1 / ellipseSolidAngle(major * degree, minor * degree);
    const steepness = edge95 / p[5];
    relativeDistances(lon, lat, p[0], p[1], major, minor, p[4], out);
    for (let i = 0; i < lon.length; i++) {
      const x = out[i] - 1;
      out[i] = x === 0 ? 0.5 * norm : norm * falling(steepness * x);
    }
  },
});

/** ½ erfc(x), short where it is 1 to the last digit. */
function falling(x: number): number {
  return x < -6 ? 1 : 0.5 * erfc(x);
}

/**
 * Solid angle [sr] of the ellipse with the semi-axes `a` and `b` [rad]: 2 ∫₀^π (1 − √(1 − 1/(B + C cos² x))) dx with B = sin⁻² b and
 * C = sin⁻² a − B. The integrand is smooth and periodic, so that the trapezoidal rule converges like a geometric series.
 */
function ellipseSolidAngle(a: number, b: number): number {
  if (a === b) return 4 * Math.PI * pow(sin(a / 2), 2);
  const base = pow(sin(b), -2);
  const change = pow(sin(a), -2) - base;
  let [n, before, sum] = [16, Number.NaN, 0];
  for (; n <= 65_536; n *= 2) {
    sum = 0;
    for (let k = 0; k < n; k++) {
      const x = 1 / (base + change * pow(cos((k * Math.PI) / n), 2));
      sum += x / (1 + Math.sqrt(Math.max(1 - x, 0)));
    }
    sum *= (2 * Math.PI) / n;
    if (Math.abs(sum - before) <= 1e-14 * sum) break;
    before = sum;
  }
  return sum;
}
