import type { WrittenFile } from "@gammakit/core";
import type { EstimateInput, EstimatePlan, EstimateResult } from "../estimates/estimates.ts";
import type { JobHost } from "../host.ts";
import type { PlannedOutput } from "../outputs/outputs-block.ts";
import type { JobSession } from "../provenance/session.ts";
import type { JobWarning } from "./warning.ts";

/** What a job has come to, for what it asks for besides. */
export interface ExtrasInput {
  /** What estimators are run on. */
  readonly fits: readonly EstimateInput[];
  /** What writers are offered, in this order; made where the job asks for files. */
  readonly values: () => readonly unknown[] | Promise<readonly unknown[]>;
}

/** What a job asks for besides. */
export interface ExtrasPlan extends EstimatePlan {
  readonly outputs: readonly PlannedOutput[];
}

/** What a job asked for besides. */
export interface Extras {
  /** Of each fit. */
  readonly estimates: readonly (readonly EstimateResult[])[];
  readonly files: readonly WrittenFile[];
  /** What of it failed, and what is odd about the plugins. */
  readonly warnings: readonly JobWarning[];
}

/** Runs the estimators of a job, writes the files that it names, and tells what was odd about the plugins. Throws what the job is called off with. */
export async function makeExtras(
  input: ExtrasInput,
  plan: ExtrasPlan,
  host: Pick<JobHost, "context">,
  session: Pick<JobSession, "registry" | "watch">,
): Promise<Extras> {
  const warnings = session.registry.warnings.map(({ code, message, plugin }) => ({ code, message, where: plugin }));
  if (plan.estimators.length === 0 && plan.outputs.length === 0) {
    return { estimates: input.fits.map(() => []), files: [], warnings };
  }
  const { makeAskedFor } = await import("./make-asked-for.ts");
  const made = await makeAskedFor(input, plan, host, session);
  host.context?.signal?.throwIfAborted();
  return { ...made, warnings: [...warnings, ...made.warnings] };
}
