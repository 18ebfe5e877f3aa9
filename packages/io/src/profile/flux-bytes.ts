import { type FluxPoints, type FluxProfile, GammakitError } from "@gammakit/core";
import { writeCsv } from "../tables/write-csv.ts";
import { writeEcsv } from "../tables/write-ecsv.ts";
import { fluxPointsTable, profileTable, writeFluxPointsFits, writeProfileFits } from "./profile-table.ts";

/**
 * Flux points, or a profile of them, in the format that the end of `name` asks for: whole as FITS and ECSV, by dN/dE as CSV.
 * Throws "invalid-input" for other names.
 */
export function bytesOf(fluxes: FluxPoints | FluxProfile, name: string): Uint8Array<ArrayBuffer> {
  const suffix = /\.\w+$/.exec(name)?.[0].toLowerCase();
  const isProfile = fluxes.kind === "flux-profile";
  switch (suffix) {
    case ".fits":
      return isProfile ? writeProfileFits(fluxes) : writeFluxPointsFits(fluxes);
    case ".ecsv": {
      const options = { complete: true };
      return encode(
        writeEcsv(
          isProfile ? profileTable(fluxes, "likelihood", options) : fluxPointsTable(fluxes, "likelihood", options),
        ),
      );
    }
    case ".csv":
      return encode(writeCsv(isProfile ? profileTable(fluxes, "dnde") : fluxPointsTable(fluxes, "dnde")));
    default:
      throw new GammakitError("invalid-input", `${name} ends in none of .fits, .ecsv and .csv.`, { name });
  }
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
