import type { WrittenFile } from "@gammakit/core";
import { type EstimateInput, type EstimatePlan, type EstimateResult, estimate } from "../estimates/estimates.ts";
import type { JobHost } from "../host.ts";
import type { PlannedOutput } from "../outputs/outputs-block.ts";
import { writeOutputs } from "../outputs/write-outputs.ts";
import type { JobSession } from "../provenance/session.ts";
import type { JobWarning } from "./warning.ts";

/** What a job has come to, for what it asks for besides. */
export interface ExtrasInput {
  /** What estimators are run on. */
  readonly fits: readonly EstimateInput[];
  /** What writers are offered, in this order. */
  readonly values: readonly unknown[];
}

/** What a job asked for besides. */
export interface Extras {
  /** Of each fit. */
  readonly estimates: readonly (readonly EstimateResult[])[];
  readonly files: readonly WrittenFile[];
  /** What of it failed, and what is odd about the plugins. */
  readonly warnings: readonly JobWarning[];
}

/** Runs the estimators of a job, writes the files that it names, and tells what was odd about the plugins. */
export async function makeExtras(
  { fits, values }: ExtrasInput,
  plan: EstimatePlan & { readonly outputs: readonly PlannedOutput[] },
  host: Pick<JobHost, "context">,
  { registry, watch }: Pick<JobSession, "registry" | "watch">,
): Promise<Extras> {
  const run = () => estimate(fits, plan, registry, host);
  const estimates = plan.estimators.length === 0 ? await run() : await watch.time("estimate", run);
  const { files, warnings } = await writeOutputs(plan.outputs, values);
  return {
    estimates: estimates.results,
    files,
    warnings: [
      ...registry.warnings.map(({ code, message, plugin }) => ({ code, message, where: plugin })),
      ...estimates.warnings,
      ...warnings,
    ],
  };
}
