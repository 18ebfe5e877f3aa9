import { atan2, cos, sin } from "../numeric/repeatable/trigonometry.ts";
import type { SkyPosition } from "./position.ts";
import { degree, wrap360 } from "./separation.ts";

/** A frame whose origin is at `origin` and whose latitude grows to the north, turned by `rotation` [deg, north through east]. */
export interface SkyOffsetFrame {
  readonly origin: SkyPosition;
  /** Position angle of the frame's north [deg]; 0 where absent. */
  readonly rotation?: number;
}

/** Longitude in (−180, 180] and latitude [deg] of (`lon`, `lat`) [deg, frame of the origin] in a sky-offset frame: field-of-view coordinates. */
export function toSkyOffset(frame: SkyOffsetFrame, lon: number, lat: number): readonly [number, number] {
  const [sin0, cos0] = [sin(frame.origin.lat * degree), cos(frame.origin.lat * degree)];
  const delta = (lon - frame.origin.lon) * degree;
  const [sinLat, cosLat] = [sin(lat * degree), cos(lat * degree)];
  const u = cosLat * cos(delta);
  const east = cosLat * sin(delta);
  const x = cos0 * u + sin0 * sinLat;
  const north = cos0 * sinLat - sin0 * u;
  const [sinR, cosR] = [sin((frame.rotation ?? 0) * degree), cos((frame.rotation ?? 0) * degree)];
  return angles(x, cosR * east - sinR * north, sinR * east + cosR * north);
}

/** Longitude in [0, 360) and latitude [deg, frame of the origin] of the point (`lon`, `lat`) [deg] of a sky-offset frame. */
export function fromSkyOffset(frame: SkyOffsetFrame, lon: number, lat: number): readonly [number, number] {
  const [sin0, cos0] = [sin(frame.origin.lat * degree), cos(frame.origin.lat * degree)];
  const cosLat = cos(lat * degree);
  const x = cosLat * cos(lon * degree);
  const y = cosLat * sin(lon * degree);
  const z = sin(lat * degree);
  const [sinR, cosR] = [sin((frame.rotation ?? 0) * degree), cos((frame.rotation ?? 0) * degree)];
  const east = cosR * y + sinR * z;
  const north = cosR * z - sinR * y;
  const [delta, there] = angles(cos0 * x - sin0 * north, east, sin0 * x + cos0 * north);
  return [wrap360(frame.origin.lon + delta), there];
}

function angles(x: number, y: number, z: number): readonly [number, number] {
  return [atan2(y, x) / degree, atan2(z, Math.sqrt(x * x + y * y)) / degree];
}
