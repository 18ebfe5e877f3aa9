import { GammakitError } from "../errors/gammakit-error.ts";
import type { Frame } from "../sky/position.ts";
import type { KeywordLookup } from "../time/reference.ts";
import { conversionFactor } from "../units/convert.ts";
import { compileWcs } from "./compile-wcs.ts";
import type { Wcs } from "./wcs.ts";

/** Which header axes are celestial, counted from 1. */
interface CelestialAxes {
  readonly lon: number;
  readonly lat: number;
  readonly projection: string;
  readonly frame: Frame;
}

/**
 * The celestial coordinate system of an image header. Latitude may come before longitude.
 * Reads CTYPE, CRPIX, CRVAL, CUNIT, CD or PC with CDELT or CDELT with CROTA, LONPOLE, LATPOLE, PV, RADESYS, NAXIS.
 * Greisen & Calabretta (2002), Calabretta & Greisen (2002). FK5 (J2000) is taken as ICRS, from which it differs by 0.03″.
 * `where` names the file in messages.
 * Throws "invalid-file" where the keywords contradict each other or are not numbers, "unsupported" for other frames and projections.
 */
export function wcsFromHeader(get: KeywordLookup, where = "The header"): Wcs {
  const axes = celestialAxes(get, where);
  const { lon, lat, projection, frame } = axes;
  const number = (keyword: string, otherwise: number) => numberOf(get, keyword, otherwise, where);
  const optional = (keyword: string) => (get(keyword) === undefined ? undefined : number(keyword, 0));
  const units = [lon, lat].map((axis) => unitOf(get, `CUNIT${axis}`, where));
  const crpix = [optional("CRPIX1"), optional("CRPIX2")];
  if (crpix.includes(undefined) || optional(`CRVAL${lon}`) === undefined || optional(`CRVAL${lat}`) === undefined) {
    throw fault(where, "CRPIX and CRVAL of both celestial axes are needed", { crpix });
  }
  const cd = matrixOf(get, axes, units, where);
  const lonpole = optional("LONPOLE") ?? optional(`PV${lon}_3`);
  const latpole = optional("LATPOLE") ?? optional(`PV${lon}_4`);
  const pv = parametersOf(get, lat, where);
  if (
    number(`PV${lon}_0`, 0) !== 0 ||
    number(`PV${lon}_1`, 0) !== 0 ||
    (get(`PV${lon}_2`) !== undefined && number(`PV${lon}_2`, 0) !== 0)
  ) {
    throw new GammakitError(
      "unsupported",
      `${where}: PV${lon}_0 to PV${lon}_2 move the reference point of the projection, which is not supported.`,
      {},
    );
  }
  const shape = [optional("NAXIS1"), optional("NAXIS2")];
  const wcs: Wcs = {
    projection,
    frame,
    crval: [number(`CRVAL${lon}`, 0) * units[0], number(`CRVAL${lat}`, 0) * units[1]],
    crpix: [Number(crpix[0]), Number(crpix[1])],
    cd,
    ...(lonpole !== undefined && { lonpole }),
    ...(latpole !== undefined && { latpole }),
    ...(pv.length > 0 && { pv }),
    ...(shape[0] !== undefined && shape[1] !== undefined && { shape: [shape[0], shape[1]] as const }),
  };
  compileWcs(wcs);
  return wcs;
}

/** Header keywords of a coordinate system, longitude first, in the order in which they are written. */
export function wcsToHeader(wcs: Wcs): Readonly<Record<string, string | number>> {
  const [lon, lat] = wcs.frame === "icrs" ? ["RA---", "DEC--"] : ["GLON-", "GLAT-"];
  const [a, b, c, d] = wcs.cd;
  const header: Record<string, string | number> = {
    WCSAXES: 2,
    CTYPE1: lon + wcs.projection,
    CTYPE2: lat + wcs.projection,
    CRPIX1: wcs.crpix[0],
    CRPIX2: wcs.crpix[1],
    CRVAL1: wcs.crval[0],
    CRVAL2: wcs.crval[1],
    CUNIT1: "deg",
    CUNIT2: "deg",
  };
  if (b === 0 && c === 0) Object.assign(header, { CDELT1: a, CDELT2: d });
  else Object.assign(header, { CD1_1: a, CD1_2: b, CD2_1: c, CD2_2: d });
  if (wcs.lonpole !== undefined) header.LONPOLE = wcs.lonpole;
  if (wcs.latpole !== undefined) header.LATPOLE = wcs.latpole;
  for (const [m, value] of (wcs.pv ?? []).entries()) if (value !== 0) header[`PV2_${m}`] = value;
  if (wcs.frame === "icrs") header.RADESYS = "ICRS";
  return header;
}

const types: Readonly<Record<string, readonly [axis: "lon" | "lat", frame: Frame]>> = {
  RA: ["lon", "icrs"],
  DEC: ["lat", "icrs"],
  GLON: ["lon", "galactic"],
  GLAT: ["lat", "galactic"],
};

function celestialAxes(get: KeywordLookup, where: string): CelestialAxes {
  const ctypes = [1, 2].map((axis) => String(get(`CTYPE${axis}`) ?? "").trim());
  const parsed = ctypes.map((ctype) => /^([A-Z]+)-+([A-Z]{3})$/.exec(ctype));
  const [first, second] = parsed.map((match) =>
    match && Object.hasOwn(types, match[1]) ? types[match[1]] : undefined,
  );
  const shown = ctypes.map((ctype) => `"${ctype}"`).join(" and ");
  if (ctypes.some((ctype) => /-[A-Z]{3}-[A-Z]{3}$/.test(ctype))) {
    throw new GammakitError("unsupported", `${where}: CTYPE1 and CTYPE2 are ${shown}; distortions are not supported.`, {
      ctypes,
    });
  }
  if (!first || !second || !parsed[0] || !parsed[1]) {
    throw fault(
      where,
      `CTYPE1 and CTYPE2 are ${shown}; a pair such as "RA---TAN" and "DEC--TAN", or "GLON-CAR" and "GLAT-CAR", is needed`,
      { ctypes },
    );
  }
  if (first[0] === second[0] || first[1] !== second[1] || parsed[0][2] !== parsed[1][2]) {
    throw fault(where, `CTYPE1 and CTYPE2 are ${shown}, which do not belong together`, { ctypes });
  }
  if (first[1] === "icrs") checkEquatorial(get, where);
  const [lon, lat] = first[0] === "lon" ? [1, 2] : [2, 1];
  return { lon, lat, projection: parsed[0][2], frame: first[1] };
}

function checkEquatorial(get: KeywordLookup, where: string): void {
  const system = String(get("RADESYS") ?? get("RADECSYS") ?? "")
    .trim()
    .toUpperCase();
  const written = get("EQUINOX") ?? "";
  const equinox = typeof written === "string" && written.trim() === "" ? 2000 : Number(written);
  const assumed = system || (equinox < 1984 ? "FK4" : "ICRS");
  if (assumed === "ICRS" || (assumed === "FK5" && (equinox === 2000 || !Number.isFinite(equinox)))) return;
  throw new GammakitError(
    "unsupported",
    `${where}: coordinates are in ${assumed}${system === "" || assumed === "FK5" ? ` (EQUINOX ${equinox})` : ""}; ICRS, FK5 of J2000 and galactic ones are understood.`,
    { system, equinox },
  );
}

/** Rows longitude and latitude, columns pixel axes 1 and 2 [deg per pixel]. */
function matrixOf(get: KeywordLookup, axes: CelestialAxes, units: readonly number[], where: string): Wcs["cd"] {
  const { lon, lat } = axes;
  const has = (kind: string) => [1, 2].some((i) => [1, 2].some((j) => get(`${kind}${i}_${j}`) !== undefined));
  if (has("CD") && has("PC")) throw fault(where, "has both a CD and a PC matrix", {});
  const number = (keyword: string, otherwise: number) => numberOf(get, keyword, otherwise, where);
  const row = (axis: number, unit: number): readonly [number, number] => {
    if (has("CD")) return [number(`CD${axis}_1`, 0) * unit, number(`CD${axis}_2`, 0) * unit];
    const cdelt = number(`CDELT${axis}`, 1) * unit;
    if (has("PC"))
      return [number(`PC${axis}_1`, axis === 1 ? 1 : 0) * cdelt, number(`PC${axis}_2`, axis === 2 ? 1 : 0) * cdelt];
    return axis === 1 ? [cdelt, 0] : [0, cdelt];
  };
  const [a, b] = row(lon, units[0]);
  const [c, d] = row(lat, units[1]);
  const rotation = has("CD") || has("PC") ? 0 : number(`CROTA${lat}`, 0);
  if (rotation === 0) return [a, b, c, d];
  // CROTA of the latitude axis; Calabretta & Greisen (2002), Eq. 190.
  const angle = (rotation * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  if (lon === 1) return [a * cos, -d * sin, a * sin, d * cos];
  return [-c * sin, b * cos, c * cos, b * sin];
}

function parametersOf(get: KeywordLookup, lat: number, where: string): readonly number[] {
  const values: number[] = [];
  for (let m = 0; m <= 20; m++) {
    if (get(`PV${lat}_${m}`) === undefined) continue;
    while (values.length < m) values.push(0);
    values[m] = numberOf(get, `PV${lat}_${m}`, 0, where);
  }
  return values;
}

function numberOf(get: KeywordLookup, keyword: string, otherwise: number, where: string): number {
  const value = get(keyword);
  if (value === undefined) return otherwise;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw fault(where, `${keyword} is ${JSON.stringify(value)}, and a number is needed`, { keyword, value });
}

/** Size of a celestial unit [deg]. */
function unitOf(get: KeywordLookup, keyword: string, where: string): number {
  const unit = String(get(keyword) ?? "").trim() || "deg";
  try {
    return conversionFactor(unit, "deg");
  } catch (cause) {
    throw fault(where, `${keyword} is "${unit}", and a unit of angle is needed`, { keyword, unit }, cause);
  }
}

function fault(
  where: string,
  what: string,
  details: Readonly<Record<string, unknown>>,
  cause?: unknown,
): GammakitError {
  return new GammakitError("invalid-file", `${where}: ${what}.`, details, cause);
}
