import type { ChosenFile, JobObject } from "../protocol.ts";

/** Which analysis data are for. */
export type AnalysisKind = "time-series" | "flux-profile" | "spectrum-files";

/** The job of each analysis. */
export const jobOf: Readonly<Record<AnalysisKind, string>> = {
  "time-series": "time-resolved-spectroscopy",
  "flux-profile": "flux-profile",
  "spectrum-files": "spectrum-files",
};

/** Every analysis. */
export const analysisKinds = Object.keys(jobOf) as readonly AnalysisKind[];

/** The analysis of a job; undefined where there is none. */
export function kindOfJob(job: JobObject | undefined): AnalysisKind | undefined {
  return analysisKinds.find((kind) => jobOf[kind] === job?.job);
}

/** A spectrum by the name that such files have, another FITS file for a map, and all else for the folder of a store. */
export function kindOfAddress(address: string): AnalysisKind {
  const path = address.replace(/[?#].*$/, "");
  if (/\.(pha|pi)\d?(\.gz)?$|(^|\/)pha[^/]*\.fits?(\.gz)?$/i.test(path)) return "spectrum-files";
  return /\.fits?(\.gz)?$/i.test(path) ? "flux-profile" : "time-series";
}

/** A store where there is an index, or no file that may be something else; undefined where only what is in the files tells. */
export function kindByName(files: readonly ChosenFile[]): AnalysisKind | undefined {
  const isPlain = files.every(({ path }) => !/\.(fits?|pha|pi|arf|rmf|rsp|bak|bkg|bgd)\d*(\.gz)?$/i.test(path));
  return isPlain || files.some(({ path }) => /(obs|hdu)-index/.test(path)) ? "time-series" : undefined;
}
