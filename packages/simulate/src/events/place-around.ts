import { type SkyPosition, toFrame, wrap360 } from "@gammakit/core";

const degree = Math.PI / 180;

/** Writes right ascension and declination [deg] of the point at a distance [deg] and position angle [rad] from a center into arrays. */
export type PlaceAround = (distance: number, angle: number, lon: Float64Array, lat: Float64Array, i: number) => void;

/** {@link PlaceAround} a position, with what depends on that alone computed once. */
export function compilePlaceAround(position: SkyPosition): PlaceAround {
  const center = toFrame(position, "icrs");
  const [sin0, cos0] = [Math.sin(center.lat * degree), Math.cos(center.lat * degree)];
  return (distance, angle, lon, lat, i) => {
    const d = distance * degree;
    const [sinD, cosD] = [Math.sin(d), Math.cos(d)];
    const up = sinD * Math.cos(angle);
    const x = cos0 * cosD - sin0 * up;
    const y = sinD * Math.sin(angle);
    const z = sin0 * cosD + cos0 * up;
    lon[i] = wrap360(center.lon + Math.atan2(y, x) / degree);
    lat[i] = Math.atan2(z, Math.sqrt(x * x + y * y)) / degree;
  };
}
