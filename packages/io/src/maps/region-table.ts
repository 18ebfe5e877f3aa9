import { compileWcs, type Region, type RegionMap, toSkyCircle, type Wcs, wcsFromHeader } from "@gammakit/core";
import type { FitsFile, FitsTable } from "@gammakit/fits";
import { mapFault, mapUnsupported, placeOf } from "./map-fault.ts";

/** The region of a map and the coordinate system in whose pixels it is meant, from the table `<NAME>_REGION`; nothing where there is none. */
export function readRegionOf(file: FitsFile, name: string): Pick<RegionMap, "region" | "wcs"> {
  if (!file.has(`${name}_REGION`)) return {};
  const table = file.table(`${name}_REGION`);
  const where = placeOf(file, table);
  const wcs = regionWcs(table, where);
  if (table.rowCount !== 1) {
    throw mapUnsupported(where, `it has ${table.rowCount} regions, and one is supported`);
  }
  const [shape] = table.strings("SHAPE");
  if (shape.trim().toLowerCase() !== "circle") {
    throw mapUnsupported(where, `the region in column SHAPE is a ${shape.trim()}; circles are supported`, { shape });
  }
  return { wcs, region: readCircle(table, wcs, where) };
}

function regionWcs(table: FitsTable, where: string): Wcs {
  return wcsFromHeader((keyword) => {
    if (keyword.startsWith("NAXIS")) return undefined;
    const value = table.header.get(keyword);
    return typeof value === "string" || typeof value === "number" ? value : undefined;
  }, where);
}

/** Gammapy counts pixels from 0, although FITS counts from 1. */
function readCircle(table: FitsTable, wcs: Wcs, where: string): Region {
  const [x, y, radius] = ["X", "Y", "R"].map((column) => table.numbers(column)[0]);
  if (!(Number.isFinite(x) && Number.isFinite(y) && radius > 0)) {
    throw mapFault(where, `columns X, Y, R are ${x}, ${y}, ${radius}, which is no circle`);
  }
  return toSkyCircle({ x, y, radius }, compileWcs(wcs));
}
