import { atan2, cos, sin } from "../numeric/repeatable/trigonometry.ts";
import type { Frame, SkyPosition } from "./position.ts";
import { degree, separation, wrap360 } from "./separation.ts";

/**
 * Rotation from ICRS to galactic unit vectors, row-major: frame bias ICRS → FK5 (J2000), then the galactic pole and center
 * of FK5, as in astropy: Rz(180° − 122.9319185680026°) · Ry(90° − 27.12825118085622°) · Rz(192.8594812065348°) · B.
 * Without the bias B positions would be 0.03″ off.
 */
// biome-ignore format: a matrix
const galacticFromIcrs: readonly number[] = [
  -0.05487565771259193, -0.8734370519556257, -0.4838350736167183,
  0.4941094371927309, -0.44482972122330017, 0.7469821839866717,
  -0.8676661375596649, -0.19807633727300264, 0.4559838136873042,
];

/** Writes longitude in [0, 360) and latitude [deg] of a direction `lon`, `lat` [deg] in another frame into `out`. */
export type FrameChange = (lon: number, lat: number, out: Float64Array) => void;

/** A function that takes positions from one frame to the other and allocates nothing. */
export function compileFrameChange(from: Frame, to: Frame): FrameChange {
  if (from === to) {
    return (lon, lat, out) => {
      out[0] = wrap360(lon);
      out[1] = lat;
    };
  }
  const m = galacticFromIcrs;
  const inverse = to === "icrs";
  const [m00, m01, m02] = inverse ? [m[0], m[3], m[6]] : [m[0], m[1], m[2]];
  const [m10, m11, m12] = inverse ? [m[1], m[4], m[7]] : [m[3], m[4], m[5]];
  const [m20, m21, m22] = inverse ? [m[2], m[5], m[8]] : [m[6], m[7], m[8]];
  return (lon, lat, out) => {
    const cosLat = cos(lat * degree);
    const u = cosLat * cos(lon * degree);
    const v = cosLat * sin(lon * degree);
    const w = sin(lat * degree);
    const x = m00 * u + m01 * v + m02 * w;
    const y = m10 * u + m11 * v + m12 * w;
    const z = m20 * u + m21 * v + m22 * w;
    out[0] = wrap360(atan2(y, x) / degree);
    out[1] = atan2(z, Math.sqrt(x * x + y * y)) / degree;
  };
}

/** The same direction in another frame, longitude in [0, 360) [deg]. */
export function toFrame(position: SkyPosition, frame: Frame): SkyPosition {
  if (position.frame === frame) return position;
  const out = new Float64Array(2);
  compileFrameChange(position.frame, frame)(position.lon, position.lat, out);
  return { frame, lon: out[0], lat: out[1] };
}

/** Angle between two directions [deg]; the second is brought into the frame of the first. */
export function separationBetween(a: SkyPosition, b: SkyPosition): number {
  const there = toFrame(b, a.frame);
  return separation(a.lon, a.lat, there.lon, there.lat);
}
