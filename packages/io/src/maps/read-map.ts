import { type Axis, type ImageWcs, type RegionMap, type SkyMap, type WcsMap, wcsFromHeader } from "@gammakit/core";
import type { FitsFile, FitsHdu, FitsImage, FitsTable, ReadFitsOptions } from "@gammakit/fits";
import { type FitsInput, openFits } from "./fits-input.ts";
import { mapFault, mapUnsupported, placeOf } from "./map-fault.ts";
import { mapUnit } from "./map-unit.ts";
import { columnValues, imageValues } from "./map-values.ts";
import { readMapAxes } from "./read-axes.ts";
import { readRegionOf } from "./region-table.ts";
import { readSparse } from "./sparse-map.ts";

/** Options of `readMap`. */
export type ReadMapOptions = Omit<ReadFitsOptions, "select">;

/** A map of a FITS file in Gammapy's layout; `name` is its EXTNAME or number, the first map when absent. See `mapFromFits`. */
export async function readMap(
  source: FitsInput,
  name?: string | number,
  options: ReadMapOptions = {},
): Promise<SkyMap> {
  return mapFromFits(await openFits(source, options), name);
}

/**
 * A map of a FITS file in Gammapy's layout ("gadf"), on the pixels of an image or for a region. Energy axes become TeV, angles
 * degrees; values keep the unit of the file, and masks are 1 and 0. Maps of the Fermi tools (EBOUNDS, ENERGIES) and the
 * counts of OGIP spectra are read too.
 * Throws "invalid-file" naming file, HDU, and column or keyword for what contradicts itself; "unsupported" for HEALPix maps and
 * for axes of times.
 */
export function mapFromFits(file: FitsFile, name?: string | number): SkyMap {
  const hdu = name === undefined ? firstMap(file) : file.hdu(name);
  const where = placeOf(file, hdu);
  if (isHealpix(hdu)) {
    throw mapUnsupported(where, "it is a HEALPix map, which is not supported. Reproject it to a WCS map", {
      hdu: name,
    });
  }
  if (hdu.kind === "image" && hdu.shape.length >= 2) return readImageMap(file, hdu, where);
  if (hdu.kind === "table" && hdu.header.has("CTYPE1")) return readSparseMap(file, hdu, where);
  if (hdu.kind === "table" && hdu.has("DATA")) return readRegionMap(file, hdu, where, "DATA");
  if (hdu.kind === "table" && isSpectrum(file, hdu)) return readRegionMap(file, hdu, where, "COUNTS");
  throw mapFault(where, "it is no map: neither an image with two axes or more, nor a table with a column DATA");
}

function firstMap(file: FitsFile): FitsHdu {
  const isMap = (hdu: FitsHdu) =>
    isHealpix(hdu) ||
    (hdu.kind === "image" && hdu.shape.length >= 2) ||
    isSpectrum(file, hdu) ||
    (hdu.kind === "table" && hdu.has("DATA") && hdu.has("CHANNEL")) ||
    (hdu.kind === "table" && hdu.has("PIX") && hdu.has("VALUE"));
  const found = file.hdus.find(isMap);
  if (found !== undefined) return found;
  throw mapFault(file.name, "none of its HDUs is a map", { names: file.hdus.map(({ name }) => name) });
}

/** Whether a table has the counts of a region as an OGIP spectrum. */
function isSpectrum(file: FitsFile, hdu: FitsHdu): boolean {
  return hdu.kind === "table" && hdu.has("COUNTS") && file.has("EBOUNDS");
}

function isHealpix(hdu: FitsHdu): boolean {
  return hdu.header.string("PIXTYPE")?.trim().toUpperCase() === "HEALPIX";
}

function readImageMap(file: FitsFile, image: FitsImage, where: string): WcsMap {
  const [width, height, ...sizes] = image.shape;
  const wcs = imageWcs(image, [width, height], where);
  const axes = readMapAxes(file, image, sizes);
  return wcsMap(image, wcs, axes, imageValues(image, where));
}

function readSparseMap(file: FitsFile, table: FitsTable, where: string): WcsMap {
  const shape = wcsShape(table, where);
  if (shape === undefined)
    throw mapFault(where, "WCSSHAPE, the size of the image, is missing", { keyword: "WCSSHAPE" });
  const wcs = imageWcs(table, [shape[0], shape[1]], where);
  const axes = readMapAxes(file, table, shape.slice(2));
  return wcsMap(table, wcs, axes, readSparse(table, shape, where));
}

function wcsMap(hdu: FitsHdu, wcs: ImageWcs, axes: readonly Axis[], values: WcsMap["values"]): WcsMap {
  const meta = readMeta(hdu);
  const unit = mapUnit(hdu.header.string("BUNIT"));
  return { kind: "wcs-map", wcs, axes, unit, values, ...(Object.keys(meta).length > 0 && { meta }) };
}

/** The coordinate system with the size of the image, which WCSSHAPE repeats. */
function imageWcs(hdu: FitsHdu, size: readonly [number, number], where: string): ImageWcs {
  const written = wcsShape(hdu, where);
  if (written !== undefined && (written[0] !== size[0] || written[1] !== size[1])) {
    throw mapFault(where, `WCSSHAPE is (${written.join(", ")}), but the image has ${size.join(" × ")} pixels`, {
      keyword: "WCSSHAPE",
      size,
    });
  }
  return { ...wcsFromHeader((keyword) => headerValue(hdu, keyword), where), shape: size };
}

/** A value for the reader of coordinates; NAXIS1 and NAXIS2 of a table are not those of the image. */
function headerValue(hdu: FitsHdu, keyword: string): string | number | undefined {
  if (keyword.startsWith("NAXIS")) return undefined;
  const value = hdu.header.get(keyword);
  return typeof value === "string" || typeof value === "number" ? value : undefined;
}

/** The numbers of `WCSSHAPE = '(400,200,11)'`. */
function wcsShape(hdu: FitsHdu, where: string): readonly number[] | undefined {
  const text = hdu.header.string("WCSSHAPE");
  if (text === undefined) return undefined;
  const numbers = text
    .replace(/[()\s]/g, "")
    .split(",")
    .filter((part) => part !== "")
    .map(Number);
  if (numbers.length >= 2 && numbers.every((n) => Number.isInteger(n) && n > 0)) return numbers;
  throw mapFault(where, `WCSSHAPE is '${text}', and numbers of pixels such as (400,200,11) are needed`, {
    keyword: "WCSSHAPE",
  });
}

function readRegionMap(file: FitsFile, table: FitsTable, where: string, column: "DATA" | "COUNTS"): RegionMap {
  const axes = readMapAxes(file, table);
  const values = columnValues(table, column, where);
  const size = axes.reduce((product, { centers }) => product * centers.length, 1);
  if (values.length !== size) {
    const shown = axes.map(({ name, centers }) => `${name} ${centers.length}`).join(" × ") || "none";
    throw mapFault(where, `column ${column} has ${values.length} values, but its axes (${shown}) ask for ${size}`, {
      column,
    });
  }
  const unit = mapUnit(table.describe(column).unit);
  return {
    kind: "region-map",
    ...readRegionOf(file, column === "DATA" ? `${table.name}_REGION` : "REGION"),
    axes,
    unit,
    values,
  };
}

/** What META says, a mapping in JSON: its strings as they are, everything else as JSON. */
function readMeta(hdu: FitsHdu): Readonly<Record<string, string>> {
  try {
    const parsed: unknown = JSON.parse(hdu.header.string("META") ?? "{}");
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return {};
    const entries = Object.entries(parsed).map(([key, value]) => {
      return [key, typeof value === "string" ? value : JSON.stringify(value)] as const;
    });
    return Object.fromEntries(entries);
  } catch {
    return {};
  }
}
