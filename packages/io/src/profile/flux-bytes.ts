import { type FluxPoints, type FluxProfile, GammakitError, type LightCurve, type Table } from "@gammakit/core";
import { writeCsv } from "../tables/write-csv.ts";
import { writeEcsv } from "../tables/write-ecsv.ts";
import { writeFitsTable } from "../tables/write-fits-table.ts";
import type { TableSedType } from "./flux-columns.ts";
import { fluxPointsTable, lightCurveTable, type ProfileTableOptions, profileTable } from "./profile-table.ts";

/**
 * Flux points, or a profile or light curve of them, in the format that the end of `name` asks for: whole as FITS and ECSV, by
 * dN/dE as CSV. Throws "invalid-input" for other names.
 */
export function bytesOf(fluxes: FluxPoints | FluxProfile | LightCurve, name: string): Uint8Array<ArrayBuffer> {
  const suffix = /\.\w+$/.exec(name)?.[0].toLowerCase();
  const whole = () => tableOfFluxes(fluxes, "likelihood", { complete: true });
  switch (suffix) {
    case ".fits":
      return writeFitsTable(whole());
    case ".ecsv":
      return encode(writeEcsv(whole()));
    case ".csv":
      return encode(writeCsv(tableOfFluxes(fluxes, "dnde")));
    default:
      throw new GammakitError("invalid-input", `${name} ends in none of .fits, .ecsv and .csv.`, { name });
  }
}

function tableOfFluxes(
  fluxes: FluxPoints | FluxProfile | LightCurve,
  sedType: TableSedType,
  options: ProfileTableOptions = {},
): Table {
  switch (fluxes.kind) {
    case "flux-points":
      return fluxPointsTable(fluxes, sedType, options);
    case "flux-profile":
      return profileTable(fluxes, sedType, options);
    case "light-curve":
      return lightCurveTable(fluxes, sedType, options);
  }
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
