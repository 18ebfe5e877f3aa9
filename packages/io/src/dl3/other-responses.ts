import type { Axis, Background, Background3D, GridValues, Observation, RadMax } from "@gammakit/core";
import type { FitsTable } from "@gammakit/fits";
import { gridOrder, reorder } from "./grid-order.ts";
import type { ResponseType } from "./read-observation.ts";
import { checkFinite, readAxis, readGrid } from "./responses.ts";

/**
 * Reads a background rate (GADF bkg_3d where it has DETX and DETY, else bkg_2d). The order of the axes in the table of a
 * bkg_3d is that of CREFn or else that of their columns, of which files know several.
 */
export function readBackground(table: FitsTable): Background {
  const energy = readAxis(table, "ENERG", "energy", "TeV", "log");
  if (!table.has("DETX_LO")) {
    const offset = readAxis(table, "THETA", "offset", "deg", "lin");
    return { kind: "bkg-2d", energy, offset, values: readRates(table, ["ENERG", "THETA"], [energy, offset]) };
  }
  const fovLon = readAxis(table, "DETX", "fov_lon", "deg", "lin");
  const fovLat = readAxis(table, "DETY", "fov_lat", "deg", "lin");
  const alignment = alignments.get((table.header.string("FOVALIGN") ?? "").trim().toUpperCase()) ?? "radec";
  const values = readRates(table, ["ENERG", "DETX", "DETY"], [energy, fovLon, fovLat]);
  return { kind: "bkg-3d", alignment, energy, fovLon, fovLat, values };
}

/** By FOVALIGN; the last is how Gammapy writes those of old files of H.E.S.S. */
const alignments: ReadonlyMap<string, Background3D["alignment"]> = new Map([
  ["ALTAZ", "altaz"],
  ["REVERSE_LON_RADEC", "reverse-lon-radec"],
]);

/** Those of a run that are asked for, of which `table` gives the HDUs. */
export function readOtherResponses(
  responses: readonly ResponseType[],
  table: (type: string) => FitsTable,
): Pick<Observation, "bkg" | "radMax"> {
  return {
    ...(responses.includes("bkg") && { bkg: backgroundOfRun(table("bkg"), table("events")) }),
    ...(responses.includes("rad_max") && { radMax: readRadMax(table("rad_max")) }),
  };
}

/**
 * The background rate of a run. In the files that H.E.S.S. wrote by GADF 0.2 the longitude grows to the east, whatever FOVALIGN says,
 * which their EVENTS show as for Gammapy.
 */
function backgroundOfRun(table: FitsTable, { header }: FitsTable): Background {
  const bkg = readBackground(table);
  const isOldHess =
    header.string("CREATOR")?.trim() === "SASH FITS::EventListWriter" && header.string("HDUVERS")?.trim() === "0.2";
  return bkg.kind === "bkg-3d" && bkg.alignment === "radec" && isOldHess
    ? { ...bkg, alignment: "reverse-lon-radec" }
    : bkg;
}

function readRates(table: FitsTable, prefixes: readonly string[], axes: readonly Axis[]): GridValues {
  const column = table.has("BKG") || !table.has("BGD") ? "BKG" : "BGD";
  const order = gridOrder(table, column, prefixes, axes);
  const values = readGrid(table, column, axes, "s-1 TeV-1 sr-1", "s-1 MeV-1 sr-1");
  return reorder(checkFinite(table, column, values), axes, order);
}

/** Reads the radii within which events of point-like responses were counted (GADF rad_max_2d). */
export function readRadMax(table: FitsTable): RadMax {
  const energy = readAxis(table, "ENERG", "energy", "TeV", "log");
  const offset = readAxis(table, "THETA", "offset", "deg", "lin");
  return { kind: "rad-max-2d", energy, offset, values: readGrid(table, "RAD_MAX", [energy, offset], "deg", "deg") };
}
