import {
  compileWcs,
  GammakitError,
  type PixelRegion,
  type Region,
  type RegionMap,
  toPixelRegion,
  toSkyRegion,
  type Wcs,
  wcsFromHeader,
  wcsToHeader,
} from "@gammakit/core";
import type { FitsFile, FitsTable, WritableTable } from "@gammakit/fits";
import { mapFault, mapUnsupported, placeOf } from "./map-fault.ts";
import { fromRegionRow, type RegionRow, toRegionRows } from "./region-rows.ts";

/** The region of a map and the coordinate system in whose pixels it is meant, from the table of that name; nothing where there is none. */
export function readRegionOf(file: FitsFile, name: string): Pick<RegionMap, "region" | "wcs"> {
  if (!file.has(name)) return {};
  return readRegionTable(file, file.table(name));
}

/** The region in a table, a union where it has several rows, and its coordinate system. */
export function readRegionTable(file: FitsFile, table: FitsTable): Pick<RegionMap, "region" | "wcs"> {
  const where = placeOf(file, table);
  const wcs = regionWcs(table, where);
  if (table.rowCount === 0) return { wcs };
  const parts = readRows(table).map((row) => pixelRegion(row, where));
  return { wcs, region: skyRegion(parts.length === 1 ? parts[0] : { kind: "union", regions: parts }, wcs, where) };
}

function regionWcs(table: FitsTable, where: string): Wcs {
  const wcs = wcsFromHeader((keyword) => {
    if (keyword.startsWith("NAXIS")) return undefined;
    const value = table.header.get(keyword);
    return typeof value === "string" || typeof value === "number" ? value : undefined;
  }, where);
  const [, width, height] = /^\((\d+),\s*(\d+)\)$/.exec(table.header.string("WCSSHAPE")?.trim() ?? "") ?? [];
  return width === undefined ? wcs : { ...wcs, shape: [Number(width), Number(height)] };
}

function readRows(table: FitsTable): readonly RegionRow[] {
  const cells = (column: string) => {
    const values = table.has(column) ? table.numbers(column) : new Float64Array(table.rowCount);
    const repeat = values.length / table.rowCount;
    return (row: number) => [...values.subarray(row * repeat, (row + 1) * repeat)];
  };
  const [x, y, r, angle] = ["X", "Y", "R", "ROTANG"].map(cells);
  return table.strings("SHAPE").map((shape, row) => {
    return { shape: shape.trim().toLowerCase(), x: x(row), y: y(row), r: r(row), angle: angle(row)[0] };
  });
}

function pixelRegion(row: RegionRow, where: string): PixelRegion {
  const region = fromRegionRow(row);
  if (region !== undefined) return region;
  throw mapUnsupported(where, `column SHAPE has "${row.shape}", which is not supported`, { shape: row.shape });
}

function skyRegion(region: PixelRegion, wcs: Wcs, where: string): Region {
  const compiled = compileWcs(wcs);
  try {
    const sky = toSkyRegion(region, compiled);
    // The way back checks it.
    toPixelRegion(sky, compiled);
    return sky;
  } catch (cause) {
    const words = (cause as Error).message.replace(/\.$/, "");
    throw mapFault(where, `the region in columns X, Y, R can't be used. ${words}`, { region }, cause);
  }
}

/** The table of a map's region; none where it has no region. Throws "invalid-input" where it has no coordinate system. */
export function regionTable({ region, wcs }: RegionMap, name: string): readonly WritableTable[] {
  if (region === undefined) return [];
  if (wcs === undefined) {
    throw new GammakitError(
      "invalid-input",
      `${name}: the map has a region, but no coordinate system to write it in.`,
      {
        name,
      },
    );
  }
  const rows = toRegionRows(toPixelRegion(region, compileWcs(wcs)));
  const shape = wcs.shape === undefined ? {} : { WCSSHAPE: `(${wcs.shape.join(",")})` };
  const columns = [
    { name: "SHAPE", data: rows.map((row) => row.shape) },
    { name: "X", unit: "pix", ...padded(rows.map(({ x }) => x)) },
    { name: "Y", unit: "pix", ...padded(rows.map(({ y }) => y)) },
    { name: "R", unit: "pix", ...padded(rows.map(({ r }) => r)) },
    { name: "ROTANG", unit: "deg", data: rows.map(({ angle }) => angle) },
  ];
  return [{ kind: "table", name, header: { ...wcsToHeader(wcs), ...shape }, columns }];
}

/** Cells as long as the longest, filled with zeros. */
function padded(cells: readonly (readonly number[])[]): { data: number[]; shape?: readonly number[] } {
  const length = cells.reduce((longest, cell) => Math.max(longest, cell.length), 1);
  const data = cells.flatMap((cell) => [...cell, ...new Array<number>(length - cell.length).fill(0)]);
  return length === 1 ? { data } : { data, shape: [length] };
}
