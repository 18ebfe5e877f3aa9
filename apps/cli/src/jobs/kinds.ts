import { GammakitError, nearest } from "@gammakit/core";
import { fluxProfile } from "./flux-profile.ts";
import type { JobKind } from "./job.ts";
import { timeResolved } from "./time-resolved.ts";

const kinds: Readonly<Record<string, JobKind>> = {
  "time-resolved-spectroscopy": timeResolved,
  "flux-profile": fluxProfile,
};

/** The kind of job that a job file names. Throws "invalid-input", with a suggestion, for one that does not exist. */
export function kindOf(job: { readonly job?: unknown }): JobKind {
  const { job: name } = job;
  if (typeof name === "string" && Object.hasOwn(kinds, name)) return kinds[name];
  const known = Object.keys(kinds);
  const guess = typeof name === "string" ? nearest(name, known) : undefined;
  const what = name === undefined ? "job: is missing" : `job: there is no job ${JSON.stringify(name)}`;
  const hint = guess === undefined ? `Known: ${known.join(", ")}.` : `Did you mean "${guess}"?`;
  throw new GammakitError("invalid-input", `${what}. ${hint}`, { job: name });
}
