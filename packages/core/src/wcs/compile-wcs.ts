import { GammakitError } from "../errors/gammakit-error.ts";
import { atan2, cos, sin } from "../numeric/repeatable/trigonometry.ts";
import { wrap360 } from "../sky/separation.ts";
import type { NativePole } from "./native-pole.ts";
import { cosDegrees, nativePole, sinDegrees } from "./native-pole.ts";
import type { AngularProjection, ZenithalProjection } from "./projection.ts";
import { degrees } from "./projection.ts";
import { createProjection } from "./projection-table.ts";
import type { CompiledWcs, Wcs } from "./wcs.ts";

/** One way of a coordinate system between the sky and the plane of projection, both [deg]. */
interface Spherical {
  toPlane(lon: number, lat: number, out: Float64Array): boolean;
  toSky(x: number, y: number, out: Float64Array): boolean;
}

/**
 * A coordinate system made ready for many points. Calabretta & Greisen (2002), section 2.
 * Throws "unsupported" for an unknown projection, "invalid-input" for a singular matrix or where no native pole exists.
 */
export function compileWcs(wcs: Wcs): CompiledWcs {
  let known = compiled.get(wcs);
  if (known === undefined) {
    known = compile(wcs);
    compiled.set(wcs, known);
  }
  return known;
}

/** Coordinate systems do not change, and many regions ask for the same one. */
const compiled = new WeakMap<Wcs, CompiledWcs>();

function compile(wcs: Wcs): CompiledWcs {
  const spherical = compileSpherical(wcs);
  const [a, b, c, d] = wcs.cd;
  const determinant = a * d - b * c;
  if (!(Math.abs(determinant) > 1e-14 * (Math.abs(a * d) + Math.abs(b * c)))) {
    throw new GammakitError(
      "invalid-input",
      `The matrix [${wcs.cd.join(", ")}] of the coordinate system is singular.`,
      { cd: wcs.cd },
    );
  }
  if (![...wcs.cd, ...wcs.crpix, ...wcs.crval].every(Number.isFinite)) {
    throw new GammakitError("invalid-input", "The coordinate system has a number that is not finite.", { wcs });
  }
  const [x0, y0] = [wcs.crpix[0] - 1, wcs.crpix[1] - 1];
  const diagonal = b === 0 && c === 0;
  const [ia, ib, ic, id] = [d / determinant, -b / determinant, -c / determinant, a / determinant];
  return {
    wcs,
    toPixel(lon, lat, out) {
      if (!(Math.abs(lat) <= 90 && Math.abs(lon) < tooFar) || !spherical.toPlane(lon, lat, out)) return missing(out);
      const x = out[0];
      const y = out[1];
      out[0] = x0 + (diagonal ? x / a : ia * x + ib * y);
      out[1] = y0 + (diagonal ? y / d : ic * x + id * y);
      return true;
    },
    toSky(x, y, out) {
      const dx = x - x0;
      const dy = y - y0;
      if (!(Math.abs(dx) < tooFar && Math.abs(dy) < tooFar)) return missing(out);
      return spherical.toSky(a * dx + b * dy, c * dx + d * dy, out) || missing(out);
    },
  };
}

/** Numbers beyond this have squares that overflow: neither they nor NaN have a counterpart. */
const tooFar = 1e100;

/** `phi` [deg] in [−180, 180]: on the far meridian either edge of the map is kept, as wcslib does. */
function nativeLongitude(phi: number): number {
  if (phi >= -180 && phi <= 180) return phi;
  const rest = phi % 360;
  return rest > 180 ? rest - 360 : rest < -180 ? rest + 360 : rest;
}

function missing(out: Float64Array): false {
  out[0] = Number.NaN;
  out[1] = Number.NaN;
  return false;
}

function compileSpherical(wcs: Wcs): Spherical {
  const projection = createProjection(wcs.projection, wcs.pv);
  if (projection.kind === "zenithal") return compileZenithal(projection, nativePole(wcs, 90));
  if (projection.translated) return compileShifted(projection, wcs.crval[0], wcs.crval[1]);
  const pole = nativePole(wcs, 0);
  if (pole.lat === 90) return compileShifted(projection, wcs.crval[0], 0);
  return compileAngular(projection, pole);
}

/** The native poles are the celestial ones: a shift in longitude, and nothing is rounded by a rotation. */
function compileShifted(projection: AngularProjection, lon0: number, lat0: number): Spherical {
  const origin = new Float64Array(2);
  projection.project(0, lat0, origin);
  const y0 = origin[1];
  return {
    toPlane(lon, lat, out) {
      if (!projection.project(nativeLongitude(lon - lon0), lat, out)) return false;
      out[1] -= y0;
      return true;
    },
    toSky(x, y, out) {
      if (!projection.deproject(x, y + y0, out)) return false;
      out[0] = wrap360(lon0 + out[0]);
      return true;
    },
  };
}

/** Paper II, Eqs. 2 and 5, on unit vectors: (u, v, w) native from (a, b, c) celestial, longitude counted from the native pole. */
function compileZenithal(projection: ZenithalProjection, pole: NativePole): Spherical {
  const { lon: lon0, lonpole } = pole;
  const [sinP, cosP] = [sinDegrees(pole.lat), cosDegrees(pole.lat)];
  const [sinL, cosL] = [sinDegrees(lonpole), cosDegrees(lonpole)];
  const native = new Float64Array(3);
  return {
    toPlane(lon, lat, out) {
      const alpha = (lon - lon0) / degrees;
      const delta = lat / degrees;
      const cosDelta = cos(delta);
      const a = cosDelta * cos(alpha);
      const b = cosDelta * sin(alpha);
      const c = sin(delta);
      const p = c * cosP - a * sinP;
      return projection.project(p * cosL + b * sinL, p * sinL - b * cosL, a * cosP + c * sinP, out);
    },
    toSky(x, y, out) {
      if (!projection.deproject(x, y, native)) return false;
      const p = native[0] * cosL + native[1] * sinL;
      const b = native[0] * sinL - native[1] * cosL;
      const w = native[2];
      const a = w * cosP - p * sinP;
      const c = p * cosP + w * sinP;
      out[0] = wrap360(lon0 + atan2(b, a) * degrees);
      out[1] = atan2(c, Math.sqrt(a * a + b * b)) * degrees;
      return true;
    },
  };
}

/** The same rotation between celestial and native angles. */
function compileAngular(projection: AngularProjection, pole: NativePole): Spherical {
  const { lon: lon0, lonpole } = pole;
  const [sinP, cosP] = [sinDegrees(pole.lat), cosDegrees(pole.lat)];
  return {
    toPlane(lon, lat, out) {
      const alpha = (lon - lon0) / degrees;
      const delta = lat / degrees;
      const cosDelta = cos(delta);
      const a = cosDelta * cos(alpha);
      const b = cosDelta * sin(alpha);
      const c = sin(delta);
      const p = c * cosP - a * sinP;
      const w = a * cosP + c * sinP;
      const phi = lonpole + atan2(-b, p) * degrees;
      return projection.project(nativeLongitude(phi), atan2(w, Math.sqrt(p * p + b * b)) * degrees, out);
    },
    toSky(x, y, out) {
      if (!projection.deproject(x, y, out)) return false;
      const phi = (out[0] - lonpole) / degrees;
      const theta = out[1] / degrees;
      const cosTheta = cos(theta);
      const p = cosTheta * cos(phi);
      const b = -cosTheta * sin(phi);
      const w = sin(theta);
      const a = w * cosP - p * sinP;
      const c = p * cosP + w * sinP;
      out[0] = wrap360(lon0 + atan2(b, a) * degrees);
      out[1] = atan2(c, Math.sqrt(a * a + b * b)) * degrees;
      return true;
    },
  };
}
