import { GammakitError, type RegionMap, type SkyMap, type WcsMap, wcsToHeader } from "@gammakit/core";
import { type WritableCard, type WritableHdu, writeFits } from "@gammakit/fits";
import { asciiText } from "../tables/ascii-text.ts";
import { regionTable } from "./region-table.ts";
import { axisCards, bandsTable } from "./write-axes.ts";

/** Options of `writeMap`. */
export interface WriteMapOptions {
  /** Whether to store only the pixels that are not zero, as a table. Maps of regions are stored whole. False by default. */
  readonly sparse?: boolean;
}

/**
 * A FITS file with one map in Gammapy's layout ("gadf"): the HDU `name` with its values, `<name>_BANDS` with its axes, and
 * `<name>_REGION` where it has a region. Numbers and units are written as they are in memory: energies in TeV.
 */
export function writeMap(
  map: SkyMap,
  name = "SKYMAP",
  { sparse = false }: WriteMapOptions = {},
): Uint8Array<ArrayBuffer> {
  return writeFits([{ kind: "image" }, ...mapHdus(map, name, sparse)]);
}

/** The header-data units of a map. Throws "invalid-input" where the values do not fill its axes. */
export function mapHdus(map: SkyMap, name: string, sparse = false): readonly WritableHdu[] {
  checkSize(map, name);
  const data = map.kind === "wcs-map" ? (sparse ? sparseHdu(map, name) : imageHdu(map, name)) : regionHdu(map, name);
  const bands = map.axes.length === 0 ? [] : [bandsTable(`${name}_BANDS`, map.axes)];
  return [data, ...bands, ...(map.kind === "region-map" ? regionTable(map, `${name}_REGION`) : [])];
}

function checkSize(map: SkyMap, name: string): void {
  const pixels = map.kind === "wcs-map" ? map.wcs.shape[0] * map.wcs.shape[1] : 1;
  const size = map.axes.reduce((product, { centers }) => product * centers.length, pixels);
  if (map.values.length === size) return;
  throw new GammakitError(
    "invalid-input",
    `Map ${name} has ${map.values.length} values, but its pixels and axes ask for ${size}.`,
    { name, size },
  );
}

function imageHdu(map: WcsMap, name: string): WritableHdu {
  return { kind: "image", name, header: imageCards(map, name), shape: imageShape(map), data: map.values };
}

function imageShape({ wcs, axes }: WcsMap): readonly number[] {
  return [...wcs.shape, ...axes.map(({ centers }) => centers.length)];
}

function imageCards(map: WcsMap, name: string): readonly WritableCard[] {
  const { wcs, axes, unit, meta = {} } = map;
  return [
    ...Object.entries(wcsToHeader(wcs)).map(([keyword, value]) => ({ keyword, value })),
    ...axisCards(axes),
    { keyword: "WCSSHAPE", value: `(${imageShape(map).join(",")})` },
    ...(axes.length === 0 ? [] : [{ keyword: "BANDSHDU", value: `${name}_BANDS` }]),
    { keyword: "META", value: asciiText(JSON.stringify(meta)) },
    { keyword: "BUNIT", value: unit },
  ];
}

/**
 * One row per pixel that is not zero: its number in its plane, the number of the plane, the value. The unit is in BUNIT, where
 * Gammapy looks for it, though the FITS Standard has that for images only.
 */
function sparseHdu(map: WcsMap, name: string): WritableHdu {
  const { values, wcs, axes } = map;
  const plane = wcs.shape[0] * wcs.shape[1];
  const at = Array.from(values.keys()).filter((i) => values[i] !== 0);
  const pixels = Int32Array.from(at, (i) => i % plane);
  const channels = Int32Array.from(at, (i) => Math.floor(i / plane));
  const columns = [
    { name: "PIX", data: pixels },
    ...(axes.length === 0 ? [] : [{ name: "CHANNEL", data: channels }]),
    { name: "VALUE", data: values.filter((value) => value !== 0) },
  ];
  const header = imageCards(map, name).filter(({ keyword }) => keyword !== "BUNIT" || map.unit !== "");
  return { kind: "table", name, header, columns, rowCount: at.length };
}

/** One row per bin of the slowest axis; cells have the other axes after two of the sky that are 1 long. */
function regionHdu({ axes, unit, values }: RegionMap, name: string): WritableHdu {
  const sizes = axes.map(({ centers }) => centers.length);
  const rowCount = sizes.at(-1) ?? 1;
  const channel = Int32Array.from({ length: rowCount }, (_, i) => i);
  return {
    kind: "table",
    name,
    header: axisCards(axes),
    columns: [
      { name: "CHANNEL", type: rowCount > 32767 ? "J" : "I", data: channel },
      { name: "DATA", unit, data: values, shape: [1, 1, ...sizes.slice(0, -1)] },
    ],
    rowCount,
  };
}
