import type { Axis, Background, GridValues, RadMax } from "@gammakit/core";
import type { FitsTable } from "@gammakit/fits";
import { gridOrder, reorder } from "./grid-order.ts";
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
  const alignment = (table.header.string("FOVALIGN") ?? "").trim().toUpperCase() === "ALTAZ" ? "altaz" : "radec";
  const values = readRates(table, ["ENERG", "DETX", "DETY"], [energy, fovLon, fovLat]);
  return { kind: "bkg-3d", alignment, energy, fovLon, fovLat, values };
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
