import { atan2, cos, sin } from "../numeric/repeatable/trigonometry.ts";

/** A degree [rad]. */
export const degree = Math.PI / 180;

/** Angle between two directions [deg], from their longitudes and latitudes [deg]. Vincenty (1975), accurate at every distance. */
export function separation(lon1: number, lat1: number, lon2: number, lat2: number): number {
  const delta = (lon2 - lon1) * degree;
  const [sinDelta, cosDelta] = [sin(delta), cos(delta)];
  const [sin1, cos1] = [sin(lat1 * degree), cos(lat1 * degree)];
  const [sin2, cos2] = [sin(lat2 * degree), cos(lat2 * degree)];
  const east = cos2 * sinDelta;
  const north = cos1 * sin2 - sin1 * cos2 * cosDelta;
  return atan2(Math.sqrt(east * east + north * north), sin1 * sin2 + cos1 * cos2 * cosDelta) / degree;
}

/** Direction of the second position seen from the first [deg], from north through east, in [0, 360). */
export function positionAngle(lon1: number, lat1: number, lon2: number, lat2: number): number {
  const delta = (lon2 - lon1) * degree;
  const [sin1, cos1] = [sin(lat1 * degree), cos(lat1 * degree)];
  const [sin2, cos2] = [sin(lat2 * degree), cos(lat2 * degree)];
  const angle = atan2(sin(delta) * cos2, sin2 * cos1 - cos2 * sin1 * cos(delta)) / degree;
  return wrap360(angle);
}

/**
 * Longitude in [0, 360) and latitude [deg] of the point at `distance` [deg] from (`lon`, `lat`) in the direction `angle` [deg, north through east].
 * From a pole, `angle` counts from the meridian of `lon`.
 */
export function offsetBy(lon: number, lat: number, angle: number, distance: number): readonly [number, number] {
  const [sinLat, cosLat] = [sin(lat * degree), cos(lat * degree)];
  const [sinD, cosD] = [sin(distance * degree), cos(distance * degree)];
  const [sinA, cosA] = [sin(angle * degree), cos(angle * degree)];
  // Unit vector of the end point: up along the meridian of `lon`, east of it, and towards the pole.
  const x = cosLat * cosD - sinLat * sinD * cosA;
  const y = sinD * sinA;
  const z = sinLat * cosD + cosLat * sinD * cosA;
  return [wrap360(lon + atan2(y, x) / degree), atan2(z, Math.sqrt(x * x + y * y)) / degree];
}

/** `angle` [deg] brought into [0, 360). */
export function wrap360(angle: number): number {
  if (angle >= 0 && angle < 360) return angle;
  const wrapped = angle - 360 * Math.floor(angle / 360);
  // Rounding may reach either end: −1e-20 + 360 is 360, and the smallest number below 0 stays there.
  return wrapped >= 360 || wrapped < 0 ? 0 : wrapped;
}

/** `angle` [deg] brought into [−180, 180). */
export function wrap180(angle: number): number {
  if (angle >= -180 && angle < 180) return angle;
  const wrapped = angle - 360 * Math.floor((angle + 180) / 360);
  return wrapped >= 180 ? -180 : wrapped;
}
