import type { SkyPosition } from "./position.ts";
import { wrap360 } from "./separation.ts";

const degree = Math.PI / 180;

/** A frame whose origin is at `origin` and whose latitude grows to the north, turned by `rotation` [deg, north through east]. */
export interface SkyOffsetFrame {
  readonly origin: SkyPosition;
  /** Position angle of the frame's north [deg]; 0 where absent. */
  readonly rotation?: number;
}

/** Longitude in (−180, 180] and latitude [deg] of (`lon`, `lat`) [deg, frame of the origin] in a sky-offset frame: field-of-view coordinates. */
export function toSkyOffset(frame: SkyOffsetFrame, lon: number, lat: number): readonly [number, number] {
  const [sin0, cos0] = [Math.sin(frame.origin.lat * degree), Math.cos(frame.origin.lat * degree)];
  const delta = (lon - frame.origin.lon) * degree;
  const [sinLat, cosLat] = [Math.sin(lat * degree), Math.cos(lat * degree)];
  const u = cosLat * Math.cos(delta);
  const east = cosLat * Math.sin(delta);
  const x = cos0 * u + sin0 * sinLat;
  const north = cos0 * sinLat - sin0 * u;
  const [sinR, cosR] = [Math.sin((frame.rotation ?? 0) * degree), Math.cos((frame.rotation ?? 0) * degree)];
  return angles(x, cosR * east - sinR * north, sinR * east + cosR * north);
}

/** Longitude in [0, 360) and latitude [deg, frame of the origin] of the point (`lon`, `lat`) [deg] of a sky-offset frame. */
export function fromSkyOffset(frame: SkyOffsetFrame, lon: number, lat: number): readonly [number, number] {
  const [sin0, cos0] = [Math.sin(frame.origin.lat * degree), Math.cos(frame.origin.lat * degree)];
  const cosLat = Math.cos(lat * degree);
  const x = cosLat * Math.cos(lon * degree);
  const y = cosLat * Math.sin(lon * degree);
  const z = Math.sin(lat * degree);
  const [sinR, cosR] = [Math.sin((frame.rotation ?? 0) * degree), Math.cos((frame.rotation ?? 0) * degree)];
  const east = cosR * y + sinR * z;
  const north = cosR * z - sinR * y;
  const [delta, there] = angles(cos0 * x - sin0 * north, east, sin0 * x + cos0 * north);
  return [wrap360(frame.origin.lon + delta), there];
}

function angles(x: number, y: number, z: number): readonly [number, number] {
  return [Math.atan2(y, x) / degree, Math.atan2(z, Math.sqrt(x * x + y * y)) / degree];
}
