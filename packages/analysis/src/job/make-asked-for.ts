import { estimate } from "../estimates/estimates.ts";
import type { JobHost } from "../host.ts";
import { writeOutputs } from "../outputs/write-outputs.ts";
import type { JobSession } from "../provenance/session.ts";
import type { Extras, ExtrasInput, ExtrasPlan } from "./extras.ts";

/** Runs the estimators of a job and writes the files that it names; the warnings tell what of it failed. */
export async function makeAskedFor(
  { fits, values }: ExtrasInput,
  plan: ExtrasPlan,
  host: Pick<JobHost, "context">,
  { registry, watch }: Pick<JobSession, "registry" | "watch">,
): Promise<Extras> {
  const run = () => estimate(fits, plan, registry, host);
  const estimates = plan.estimators.length === 0 ? await run() : await watch.time("estimate", run);
  const { files, warnings } = await writeOutputs(plan.outputs, plan.outputs.length === 0 ? [] : await values());
  return { estimates: estimates.results, files, warnings: [...estimates.warnings, ...warnings] };
}
