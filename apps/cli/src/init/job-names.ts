/** The kinds of jobs for which a file can be written. */
export const jobNames = [
  "time-resolved-spectroscopy",
  "light-curve",
  "spectrum",
  "spectrum-files",
  "flux-points-fit",
  "flux-profile",
  "toys",
] as const;

/** One of them. */
export type JobName = (typeof jobNames)[number];
