import { asin, cos, sin } from "@gammakit/core";

const degree = Math.PI / 180;

/** Widths below this [deg] count as this: at a width of exactly 0 the brightness would be a number divided by 0. */
export const leastWidth = 1e-6;

/**
 * sin²(s/2) of the distance s between two directions, from the cosines of their latitudes and the differences [rad] of their
 * longitudes and latitudes: exact for small distances.
 */
export function haversine(deltaLon: number, deltaLat: number, cosProduct: number): number {
  const [a, b] = [sin(deltaLat / 2), sin(deltaLon / 2)];
  return a * a + cosProduct * b * b;
}

/** Writes the distance [deg] of the positions from (`lon0`, `lat0`) [deg] into `out`. */
export function distances(lon: Float64Array, lat: Float64Array, lon0: number, lat0: number, out: Float64Array): void {
  const cos0 = cos(lat0 * degree);
  for (let i = 0; i < lon.length; i++) {
    const h = haversine((lon[i] - lon0) * degree, (lat[i] - lat0) * degree, cos0 * cos(lat[i] * degree));
    out[i] = (2 * asin(Math.sqrt(Math.min(h, 1)))) / degree;
  }
}

/**
 * Writes, for each position, the radius [deg] that an ellipse around (`lon0`, `lat0`) has in its direction into `out`. The ellipse
 * has the semi-axes `major` and `minor` [deg]; the longer one points `phi` [deg] from north through east.
 */
export function ellipseRadii(
  lon: Float64Array,
  lat: Float64Array,
  lon0: number,
  lat0: number,
  major: number,
  minor: number,
  phi: number,
  out: Float64Array,
): void {
  const sin0 = sin(lat0 * degree);
  const [sinPhi, cosPhi] = [sin(phi * degree), cos(phi * degree)];
  for (let i = 0; i < lon.length; i++) {
    const delta = (lon[i] - lon0) * degree;
    const cosLat = cos(lat[i] * degree);
    const east = cosLat * sin(delta);
    const half = sin(delta / 2);
    // sin(lat − lat0) + …: the usual difference of products would lose the digits of a small distance.
    const north = sin((lat[i] - lat0) * degree) + 2 * sin0 * cosLat * half * half;
    const along = north * cosPhi + east * sinPhi;
    const across = east * cosPhi - north * sinPhi;
    const length = Math.sqrt(along * along + across * across);
    const [a, b] = [(major * across) / length, (minor * along) / length];
    out[i] = length === 0 ? major : (major * minor) / Math.sqrt(a * a + b * b);
  }
}

/** Writes the distance of each position from the center in units of {@link ellipseRadii} there: 1 on the ellipse. */
export function relativeDistances(
  lon: Float64Array,
  lat: Float64Array,
  lon0: number,
  lat0: number,
  major: number,
  minor: number,
  phi: number,
  out: Float64Array,
): void {
  ellipseRadii(lon, lat, lon0, lat0, major, minor, phi, out);
  const cos0 = cos(lat0 * degree);
  for (let i = 0; i < lon.length; i++) {
    const h = haversine((lon[i] - lon0) * degree, (lat[i] - lat0) * degree, cos0 * cos(lat[i] * degree));
    out[i] = (2 * asin(Math.sqrt(Math.min(h, 1)))) / degree / out[i];
  }
}

/** Length of the shorter semi-axis of an ellipse of eccentricity `e`. */
export function minorAxis(major: number, e: number): number {
  return Math.max(major * Math.sqrt(Math.max(1 - e * e, 0)), Math.min(leastWidth, major));
}

/** Number per square degree that one per steradian is. */
export const perSteradian = 1 / (degree * degree);

/** Parameters of the place of a source. */
export const place = {
  lon_0: { value: 0, unit: "deg" },
  lat_0: { value: 0, unit: "deg", min: -90, max: 90 },
} as const;

/** Parameters of a shape that is longer in one direction. */
export const elongation = {
  e: { value: 0, unit: "", min: 0, max: 1, frozen: true },
  phi: { value: 0, unit: "deg", frozen: true },
} as const;
