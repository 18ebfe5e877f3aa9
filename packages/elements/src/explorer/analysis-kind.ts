import type { DataSource } from "../protocol.ts";

/** Which analysis data are for. */
export type AnalysisKind = "time-series" | "flux-profile";

/** The job of each analysis. */
export const jobOf: Readonly<Record<AnalysisKind, string>> = {
  "time-series": "time-resolved-spectroscopy",
  "flux-profile": "flux-profile",
};

/** A store where there is an index or an address of a folder, else a map. */
export function kindOf(source: DataSource): AnalysisKind {
  if (source.kind === "address")
    return /\.fits?(\.gz)?([?#].*)?$/i.test(source.address) ? "flux-profile" : "time-series";
  const maps = source.files.filter(({ path }) => /\.fits?(\.gz)?$/i.test(path));
  return maps.length === 1 && !/(obs|hdu)-index/.test(maps[0].path) ? "flux-profile" : "time-series";
}
