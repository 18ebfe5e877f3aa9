import { defineExtension, type FluxPoints, type FluxProfile, type LightCurve, type WrittenFile } from "@gammakit/core";

/** Flux points, or a profile or light curve of them. */
type Fluxes = FluxPoints | FluxProfile | LightCurve;

/**
 * Writes flux points, profiles and light curves: whole as FITS and ECSV, by norms and what they refer to; as CSV by dN/dE. They are read by
 * `readProfile`, `readLightCurve` and `readFluxPoints`: a file's head does not tell them from other tables, so no reader is registered.
 */
export const fluxWriter = defineExtension(
  "writer",
  {
    id: "flux-points",
    summary: "Flux points, profiles and light curves as FITS, ECSV and CSV, as Gammapy reads them",
    optionHelp: {},
  },
  () => ({
    extensions: [".fits", ".ecsv", ".csv"],
    accepts: (value: unknown): value is Fluxes =>
      ["flux-points", "flux-profile", "light-curve"].includes((value as Partial<Fluxes> | null)?.kind ?? ""),
    async write(fluxes: Fluxes, name: string): Promise<readonly WrittenFile[]> {
      const { bytesOf } = await import("./flux-bytes.ts");
      return [{ name, bytes: bytesOf(fluxes, name) }];
    },
  }),
);
