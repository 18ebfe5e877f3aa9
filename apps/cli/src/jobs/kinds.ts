import { GammakitError, nearest } from "@gammakit/core";
import type { JobKind } from "./job.ts";

/** Each kind is loaded when a job names it. */
const kinds: Readonly<Record<string, () => Promise<JobKind>>> = {
  "time-resolved-spectroscopy": async () => (await import("./time-resolved.ts")).timeResolved,
  "flux-profile": async () => (await import("./flux-profile.ts")).fluxProfile,
  "light-curve": async () => (await import("./light-curve.ts")).lightCurve,
  spectrum: async () => (await import("./spectrum.ts")).spectrum,
  "spectrum-files": async () => (await import("./spectrum-files.ts")).spectrumFiles,
  "flux-points-fit": async () => (await import("./flux-points-fit.ts")).fluxPointsFit,
  toys: async () => (await import("./toys.ts")).toys,
};

/** The kind of job that a job file names. Throws "invalid-input", with a suggestion, for one that does not exist. */
export async function kindOf(job: { readonly job?: unknown }): Promise<JobKind> {
  const { job: name } = job;
  if (typeof name === "string" && Object.hasOwn(kinds, name)) return kinds[name]();
  const known = Object.keys(kinds);
  const guess = typeof name === "string" ? nearest(name, known) : undefined;
  const what = refusalOf(name);
  const hint = guess === undefined ? `Known: ${known.join(", ")}.` : `Did you mean "${guess}"?`;
  throw new GammakitError("invalid-input", `${what}. ${hint}`, { job: name });
}

function refusalOf(name: unknown): string {
  if (name === undefined) return "job: is missing";
  if (isJob(name)) return "job: this is a result, not a job file; the job that was run stands in it under this key";
  return `job: there is no job ${(JSON.stringify(name) ?? String(name)).slice(0, 60)}`;
}

/** Whether it is a job as a result holds it. */
export function isJob(value: unknown): value is { readonly job: string } {
  return typeof value === "object" && value !== null && "job" in value && typeof value.job === "string";
}
