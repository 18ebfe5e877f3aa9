import { GammakitError } from "../errors/gammakit-error.ts";
import { acos, atan2, sin } from "../numeric/repeatable/trigonometry.ts";
import { wrap180 } from "../sky/separation.ts";
import type { Wcs } from "./wcs.ts";

/** Celestial position of the native pole and native longitude of the celestial pole [deg]. */
export interface NativePole {
  readonly lon: number;
  readonly lat: number;
  readonly lonpole: number;
}

/** sin of an angle [deg], exact at multiples of 90°. */
export function sinDegrees(angle: number): number {
  const a = wrap180(angle);
  if (a === 0 || a === -180) return 0;
  if (a === 90) return 1;
  return a === -90 ? -1 : sin((a * Math.PI) / 180);
}

/** cos of an angle [deg], exact at multiples of 90°. */
export function cosDegrees(angle: number): number {
  return sinDegrees(90 - Math.abs(wrap180(angle)));
}

/**
 * Where the native pole of a coordinate system is. Calabretta & Greisen (2002), section 2.4, Eqs. 8 to 10.
 * `theta0` is the native latitude of the reference point [deg], 90 or 0.
 * Throws "invalid-input" where no pole agrees with CRVAL and LONPOLE, or CRVAL2 is beyond a pole.
 */
export function nativePole(wcs: Wcs, theta0: 0 | 90): NativePole {
  const [lon0, lat0] = wcs.crval;
  if (!(Math.abs(lat0) <= 90)) {
    throw new GammakitError(
      "invalid-input",
      `The latitude of the reference point is ${lat0}°; it lies in [−90°, 90°].`,
      { crval: wcs.crval },
    );
  }
  const lonpole = wcs.lonpole ?? (lat0 >= theta0 ? 0 : 180);
  if (theta0 === 90) return { lon: lon0, lat: lat0, lonpole: wcs.lonpole ?? (lat0 >= 90 ? 0 : 180) };
  const lat = poleLatitude(wcs, lat0, lonpole);
  return { lon: poleLongitude(lon0, lat0, lat, lonpole), lat, lonpole };
}

/** Eq. 8 with θ0 = 0, φ0 = 0: the solution nearest to LATPOLE, by default the northern one. */
function poleLatitude(wcs: Wcs, lat0: number, lonpole: number): number {
  const [sinPhi, cosPhi] = [sinDegrees(lonpole), cosDegrees(lonpole)];
  const latpole = wcs.latpole ?? 90;
  const middle = cosPhi < 0 ? 180 : 0;
  const sin0 = sinDegrees(lat0);
  if (cosPhi === 0 || 1 - sinPhi * sinPhi < 1e-20) {
    if (sin0 !== 0) throw noPole(wcs, lonpole);
    return Math.max(-90, Math.min(90, latpole));
  }
  const cosine = sin0 / Math.abs(cosPhi);
  if (Math.abs(cosine) > 1 + 1e-12) throw noPole(wcs, lonpole);
  const half = acosDegrees(Math.max(-1, Math.min(1, cosine)));
  const solutions = [middle + half, middle - half].map(wrap180).filter((lat) => Math.abs(lat) <= 90 + 1e-10);
  if (solutions.length === 0) throw noPole(wcs, lonpole);
  // Of two equally near ones wcslib takes the second.
  const first = solutions.length === 1 || Math.abs(solutions[0] - latpole) < Math.abs(solutions[1] - latpole);
  return Math.max(-90, Math.min(90, first ? solutions[0] : solutions[1]));
}

function acosDegrees(x: number): number {
  if (x === 0) return 90;
  return (acos(x) * 180) / Math.PI;
}

/** Eqs. 9 and 10 with θ0 = 0, φ0 = 0. */
function poleLongitude(lon0: number, lat0: number, lat: number, lonpole: number): number {
  if (lat >= 90) return lon0 + lonpole - 180;
  if (lat <= -90) return lon0 - lonpole;
  if (Math.abs(lat0) === 90) return lon0;
  const sine = sinDegrees(lonpole) / cosDegrees(lat0);
  const cosine = (0 - sinDegrees(lat) * sinDegrees(lat0)) / (cosDegrees(lat) * cosDegrees(lat0));
  return sine === 0 && cosine >= 0 ? lon0 : lon0 - (atan2(sine, cosine) * 180) / Math.PI;
}

function noPole(wcs: Wcs, lonpole: number): GammakitError {
  return new GammakitError(
    "invalid-input",
    `No native pole agrees with CRVAL2 = ${wcs.crval[1]} and LONPOLE = ${lonpole} in projection ${wcs.projection}.`,
    { crval: wcs.crval, lonpole, projection: wcs.projection },
  );
}
