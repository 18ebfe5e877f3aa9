import { defineSpatialModel } from "@gammakit/core";
import { distances, leastWidth, perSteradian, place } from "./distances.ts";

/**
 * The projection of a hollow sphere that shines evenly between its radii r and R:
 * N (√(R² − s²) − √(r² − s²)) at the distance s from its center, the second root within r only; N = 3 / (2π (R³ − r³)).
 *
 * Parameters: `lon_0`, `lat_0` (0 deg), `radius` r, the inner one (1 deg), `width` R − r (0.2 deg).
 */
export const shellSpatial = defineSpatialModel({
  id: "shell",
  aliases: ["ShellSpatialModel"],
  summary: "Projected hollow sphere: inner radius and width",
  parameters: { ...place, radius: { value: 1, unit: "deg" }, width: { value: 0.2, unit: "deg" } },
  radius: (p) => p[2] + p[3],
  resolution: (p) => p[3],
  evaluate(lon, lat, p, out) {
    shellProfile(lon, lat, p[0], p[1], p[2], p[2] + p[3], out);
  },
});

/**
 * The projected hollow sphere of `shellSpatial`, by its outer radius R and the part η of it that shines.
 *
 * Parameters: `lon_0`, `lat_0` (0 deg), `r_0` R (1 deg), `eta` 1 − r/R (0.2, from 0.02 to 1).
 */
export const shell2Spatial = defineSpatialModel({
  id: "shell2",
  aliases: ["Shell2SpatialModel"],
  summary: "Projected hollow sphere: outer radius and relative width",
  parameters: { ...place, r_0: { value: 1, unit: "deg" }, eta: { value: 0.2, unit: "", min: 0.02, max: 1 } },
  radius: (p) => p[2],
  resolution: (p) => p[2] * p[3],
  evaluate(lon, lat, p, out) {
    shellProfile(lon, lat, p[0], p[1], (1 - p[3]) * p[2], p[2], out);
  },
});

function shellProfile(
  lon: Float64Array,
  lat: Float64Array,
  lon0: number,
  lat0: number,
  inner: number,
  outer: number,
  out: Float64Array,
): void {
  const r = Math.max(inner, 0);
  const R = Math.max(outer, r + leastWidth);
  const norm = (3 / (2 * Math.PI * (R - r) * (R * R + R * r + r * r))) * perSteradian;
  distances(lon, lat, lon0, lat0, out);
  for (let i = 0; i < lon.length; i++) {
    const s = out[i];
    const outside = (R - s) * (R + s);
    const inside = (r - s) * (r + s);
    out[i] = outside <= 0 ? 0 : norm * (Math.sqrt(outside) - (inside > 0 ? Math.sqrt(inside) : 0));
  }
}
