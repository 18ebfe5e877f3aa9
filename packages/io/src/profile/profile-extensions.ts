import { defineExtension, type FluxPoints, type FluxProfile, GammakitError, type WrittenFile } from "@gammakit/core";
import { writeCsv } from "../tables/write-csv.ts";
import { writeEcsv } from "../tables/write-ecsv.ts";
import { fluxPointsTable, profileTable, writeFluxPointsFits, writeProfileFits } from "./profile-table.ts";

/** Flux points, or a profile of them. */
type Fluxes = FluxPoints | FluxProfile;

/**
 * Writes flux points and profiles: whole as FITS and ECSV, by norms and what they refer to; as CSV by dN/dE. They are read by
 * `readProfile` and `readFluxPoints`: a file's head does not tell them from other tables, so no reader is registered.
 */
export const fluxWriter = defineExtension(
  "writer",
  { id: "flux-points", summary: "Flux points and profiles as FITS, ECSV and CSV, as Gammapy reads them" },
  () => ({
    extensions: [".fits", ".ecsv", ".csv"],
    accepts: (value: unknown): value is Fluxes =>
      ["flux-points", "flux-profile"].includes((value as Partial<Fluxes> | null)?.kind ?? ""),
    write: (fluxes: Fluxes, name: string): readonly WrittenFile[] => [{ name, bytes: bytesOf(fluxes, name) }],
  }),
);

function bytesOf(fluxes: Fluxes, name: string): Uint8Array<ArrayBuffer> {
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
