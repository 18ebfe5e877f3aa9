import { describeFluxProfile } from "../flux-profile/describe.ts";
import { describeTimeResolved } from "../time-resolved/describe.ts";
import type { ToysPlan } from "./plan.ts";

/** The job as it was run, in the form of a job file with all defaults filled in; reading it gives the same job. */
export function describeToys({ settings, ...toyed }: ToysPlan): Record<string, unknown> {
  const { job, ...rest } = settings;
  const of =
    toyed.of === "time-resolved-spectroscopy" ? describeTimeResolved(toyed.plan) : describeFluxProfile(toyed.plan);
  return { job, of, ...rest };
}
