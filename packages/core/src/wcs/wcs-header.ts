import { GammakitError, isGammakitError } from "../errors/gammakit-error.ts";
import { cos, sin } from "../numeric/repeatable/trigonometry.ts";
import type { Frame } from "../sky/position.ts";
import type { KeywordLookup } from "../time/reference.ts";
import { conversionFactor } from "../units/convert.ts";
import { compileWcs } from "./compile-wcs.ts";
import { createProjection } from "./projection-table.ts";
import type { Wcs } from "./wcs.ts";

/** Which header axes are celestial, counted from 1. */
interface CelestialAxes {
  readonly lon: number;
  readonly lat: number;
  readonly projection: string;
  /** Native latitude of the reference point [deg]: 90 in zenithal projections, 0 in all others. */
  readonly theta0: 0 | 90;
  readonly frame: Frame;
}

/**
 * The celestial coordinate system of an image header. Latitude may come before longitude.
 * Reads CTYPE, CRPIX, CRVAL, CUNIT, CD or PC with CDELT or CDELT with CROTA, LONPOLE, LATPOLE, PV, RADESYS, NAXIS.
 * Greisen & Calabretta (2002), Calabretta & Greisen (2002). FK5 (J2000) is taken as ICRS, from which it differs by 0.03″.
 * `where` names the file in messages.
 * What the standard would fill in silently is asked for: CRPIX, CRVAL, and CDELT where there is no matrix.
 * Throws "invalid-file" where keywords are missing, contradict each other or are not numbers, "unsupported" for other frames and
 * projections and for distortions; messages name the keyword.
 */
export function wcsFromHeader(get: KeywordLookup, where = "The header"): Wcs {
  const axes = celestialAxes(get, where);
  const { lon, lat, projection, frame } = axes;
  const number = (keyword: string, otherwise: number) => numberOf(get, keyword, otherwise, where);
  const optional = (keyword: string) => (get(keyword) === undefined ? undefined : number(keyword, 0));
  const units = [lon, lat].map((axis) => unitOf(get, `CUNIT${axis}`, where));
  const needed = ["CRPIX1", "CRPIX2", "CRVAL1", "CRVAL2"];
  const absent = needed.filter((keyword) => get(keyword) === undefined);
  if (absent.length > 0) throw fault(where, `${absent.join(" and ")} of the celestial axes are missing`, { absent });
  const latitude = number(`CRVAL${lat}`, 0) * units[1];
  if (Math.abs(latitude) > 90) {
    throw fault(where, `CRVAL${lat} is ${latitude}°, and a latitude in [−90°, 90°] is needed`, { latitude });
  }
  const cd = matrixOf(get, axes, units, where);
  const lonpole = eitherOf(get, "LONPOLE", `PV${lon}_3`, where);
  const latpole = eitherOf(get, "LATPOLE", `PV${lon}_4`, where);
  checkParameters(get, axes, where);
  const pv = parametersOf(get, lat, where);
  const shape = [optional("NAXIS1"), optional("NAXIS2")];
  const wcs: Wcs = {
    projection,
    frame,
    crval: [number(`CRVAL${lon}`, 0) * units[0], latitude],
    crpix: [number("CRPIX1", 0), number("CRPIX2", 0)],
    cd,
    ...(lonpole !== undefined && { lonpole }),
    ...(latpole !== undefined && { latpole }),
    ...(pv.length > 0 && { pv }),
    ...(shape[0] !== undefined && shape[1] !== undefined && { shape: [shape[0], shape[1]] as const }),
  };
  checkCompiles(wcs, where);
  return wcs;
}

/** What is wrong with the whole is wrong with the file. */
function checkCompiles(wcs: Wcs, where: string): void {
  try {
    compileWcs(wcs);
  } catch (error) {
    if (!isGammakitError(error)) throw error;
    throw new GammakitError("invalid-file", `${where}: ${error.message}`, error.details, error);
  }
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
  const table = ["CPDIS1", "CPDIS2", "CQDIS1", "CQDIS2"].find((keyword) => get(keyword) !== undefined);
  if (table !== undefined) {
    throw new GammakitError("unsupported", `${where}: ${table} tells of distortions, which are not supported.`, {
      table,
    });
  }
  if (first[1] === "icrs") checkEquatorial(get, where);
  const [lon, lat] = first[0] === "lon" ? [1, 2] : [2, 1];
  const projection = parsed[0][2];
  return { lon, lat, projection, theta0: referenceLatitude(projection, where), frame: first[1] };
}

function referenceLatitude(projection: string, where: string): 0 | 90 {
  try {
    return createProjection(projection).kind === "zenithal" ? 90 : 0;
  } catch (error) {
    if (!isGammakitError(error)) throw error;
    throw new GammakitError(error.code, `${where}: CTYPE1 and CTYPE2: ${error.message}`, error.details, error);
  }
}

function checkEquatorial(get: KeywordLookup, where: string): void {
  const system = String(get("RADESYS") ?? get("RADECSYS") ?? "")
    .trim()
    .toUpperCase();
  const equinox = equinoxOf(get, where);
  const assumed = system || (equinox < 1984 ? "FK4" : "ICRS");
  if (assumed === "ICRS" || (assumed === "FK5" && equinox === 2000)) return;
  throw new GammakitError(
    "unsupported",
    `${where}: by RADESYS and EQUINOX coordinates are in ${assumed}${system === "" || assumed === "FK5" ? ` (EQUINOX ${equinox})` : ""}; ICRS, FK5 of J2000 and galactic ones are understood.`,
    { system, equinox },
  );
}

/** Year of the equinox, 2000 where the keyword is missing or blank. It may be text, as in "J2000" and "B1950". */
function equinoxOf(get: KeywordLookup, where: string): number {
  // EPOCH is its name in files from before 1990.
  const keyword = get("EQUINOX") === undefined ? "EPOCH" : "EQUINOX";
  const written = get(keyword) ?? "";
  if (typeof written === "string" && written.trim() === "") return 2000;
  const match = /^\s*[JB]?\s*(\d+(\.\d*)?)\s*$/i.exec(String(written));
  if (match) return Number(match[1]);
  throw fault(where, `${keyword} is ${JSON.stringify(written)}, and a year is needed`, { written });
}

/** A number that has two keywords. Paper II, section 2.5. */
function eitherOf(get: KeywordLookup, keyword: string, other: string, where: string): number | undefined {
  const [first, second] = [keyword, other].map((name) =>
    get(name) === undefined ? undefined : numberOf(get, name, 0, where),
  );
  if (first !== undefined && second !== undefined && first !== second) {
    throw fault(where, `${keyword} is ${first} and ${other}, which means the same, is ${second}`, { first, second });
  }
  return first ?? second;
}

/** Numbers m of the parameters PV2_m that a projection has. */
const parameterNumbers: Readonly<Record<string, readonly number[]>> = { SIN: [1, 2], CEA: [1] };

/** Refuses parameters that move the reference point, and those that the projection does not have: with TAN they tell of distortions. */
function checkParameters(get: KeywordLookup, { lon, lat, projection, theta0 }: CelestialAxes, where: string): void {
  const isSet = (keyword: string) => numberOf(get, keyword, 0, where) !== 0;
  const isMoved = numberOf(get, `PV${lon}_2`, theta0, where) !== theta0;
  const moved = isMoved ? `PV${lon}_2` : [0, 1].map((m) => `PV${lon}_${m}`).find(isSet);
  if (moved !== undefined) {
    throw new GammakitError(
      "unsupported",
      `${where}: ${moved} moves the reference point of the projection, which is not supported.`,
      { moved },
    );
  }
  const own = Object.hasOwn(parameterNumbers, projection) ? parameterNumbers[projection] : [];
  const rest = Array.from({ length: 40 }, (_, m) => m);
  const strange = [
    ...rest.filter((m) => !own.includes(m)).map((m) => `PV${lat}_${m}`),
    ...rest.filter((m) => m > 4).map((m) => `PV${lon}_${m}`),
  ].find(isSet);
  if (strange === undefined) return;
  throw new GammakitError(
    "unsupported",
    `${where}: ${strange} is no parameter of projection ${projection}; distortions are not supported.`,
    { strange, projection },
  );
}

/** Rows longitude and latitude, columns pixel axes 1 and 2 [deg per pixel]. */
function matrixOf(get: KeywordLookup, axes: CelestialAxes, units: readonly number[], where: string): Wcs["cd"] {
  const { lon, lat } = axes;
  const has = (kind: string) => [1, 2].some((i) => [1, 2].some((j) => get(`${kind}${i}_${j}`) !== undefined));
  if (has("CD") && has("PC")) throw fault(where, "there are both CDi_j and PCi_j, which exclude each other", {});
  const rotation = rotationOf(get, axes, has("CD"), has("PC"), where);
  const number = (keyword: string, otherwise: number) => numberOf(get, keyword, otherwise, where);
  const row = (axis: number, unit: number): readonly [number, number] => {
    if (has("CD")) return [number(`CD${axis}_1`, 0) * unit, number(`CD${axis}_2`, 0) * unit];
    if (get(`CDELT${axis}`) === undefined && !has("PC")) {
      throw fault(where, `CDELT${axis} is missing, and there is neither CD${axis}_${axis} nor PC${axis}_${axis}`, {});
    }
    const cdelt = number(`CDELT${axis}`, 1) * unit;
    if (cdelt === 0) throw fault(where, `CDELT${axis} is 0, and pixels need a size`, {});
    if (has("PC"))
      return [number(`PC${axis}_1`, axis === 1 ? 1 : 0) * cdelt, number(`PC${axis}_2`, axis === 2 ? 1 : 0) * cdelt];
    return axis === 1 ? [cdelt, 0] : [0, cdelt];
  };
  const [a, b] = row(lon, units[0]);
  const [c, d] = row(lat, units[1]);
  if (!(Math.abs(a * d - b * c) > 1e-14 * (Math.abs(a * d) + Math.abs(b * c)))) {
    const kind = has("CD") ? "CD" : "PC";
    const names = ["1_1", "1_2", "2_1", "2_2"].map((place) => kind + place);
    throw fault(where, `${names.join(", ")} make a singular matrix`, { matrix: [a, b, c, d] });
  }
  if (rotation === 0) return [a, b, c, d];
  // CROTA of the latitude axis; Calabretta & Greisen (2002), Eq. 190.
  const angle = (rotation * Math.PI) / 180;
  const [x, y] = [cos(angle), sin(angle)];
  if (lon === 1) return [a * x, -d * y, a * y, d * x];
  return [-c * y, b * x, c * x, b * y];
}

/** CROTA of the latitude axis [deg]; 0 where a matrix tells the rotation. */
function rotationOf(get: KeywordLookup, axes: CelestialAxes, cd: boolean, pc: boolean, where: string): number {
  const [keyword, other] = [`CROTA${axes.lat}`, `CROTA${axes.lon}`];
  const [rotation, second] = [keyword, other].map((name) => numberOf(get, name, 0, where));
  // Beside a CD matrix the standard allows CROTA, for programs that do not know the matrix.
  if (cd) return 0;
  if (pc && rotation !== 0) {
    throw fault(where, `there are both PCi_j and ${keyword} = ${rotation}, which exclude each other`, { rotation });
  }
  if (second !== 0 && second !== rotation) {
    throw fault(where, `${other} is ${second} and ${keyword} is ${rotation}; the rotation belongs to ${keyword}`, {
      rotation,
      second,
    });
  }
  return rotation;
}

function parametersOf(get: KeywordLookup, lat: number, where: string): readonly number[] {
  const values: number[] = [];
  for (let m = 0; m < 40; m++) {
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
