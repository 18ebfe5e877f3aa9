import { defineExtension, type FluxPoints, type FluxProfile, type WrittenFile } from "@gammakit/core";

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
    async write(fluxes: Fluxes, name: string): Promise<readonly WrittenFile[]> {
      const { bytesOf } = await import("./flux-bytes.ts");
      return [{ name, bytes: bytesOf(fluxes, name) }];
    },
  }),
);
