import { atan2, cos, type Instant, type SkyPosition, sin, toFrame, toMjd, wrap360 } from "@gammakit/core";

/** Where an observatory stands. */
export interface ObservatorySite {
  /** Geographic longitude, east positive [deg]. */
  readonly lon: number;
  /** Geographic latitude [deg]. */
  readonly lat: number;
  /** Above the sea [m]. */
  readonly altitude: number;
}

const degree = Math.PI / 180;

/**
 * Altitude and azimuth, from north through east, of a position [deg]. For headers and zenith angles: precession since J2000,
 * nutation and refraction are left out, which is 0.4° until 2030. Sidereal time: Explanatory Supplement (1992), 2.24-1, first order.
 */
export function horizonAt(position: SkyPosition, instant: Instant, site: ObservatorySite): readonly [number, number] {
  const { lon, lat } = toFrame(position, "icrs");
  const sidereal = 280.46061837 + 360.98564736629 * (toMjd(instant, "utc") - 51544.5);
  const hour = (sidereal + site.lon - lon) * degree;
  const [sinPhi, cosPhi] = [sin(site.lat * degree), cos(site.lat * degree)];
  const [sinDec, cosDec] = [sin(lat * degree), cos(lat * degree)];
  const up = sinPhi * sinDec + cosPhi * cosDec * cos(hour);
  const north = cosPhi * sinDec - sinPhi * cosDec * cos(hour);
  const east = -cosDec * sin(hour);
  // To 1e-4 deg: more digits would mean nothing, and differ from engine to engine.
  const round = (angle: number) => Math.round((angle / degree) * 1e4) / 1e4;
  return [round(atan2(up, Math.sqrt(north * north + east * east))), wrap360(round(atan2(east, north)))];
}
