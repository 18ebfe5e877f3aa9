import type { FolderHost } from "../host.ts";
import { readModelTables } from "../job/model-tables.ts";
import { registryFor } from "../job/registry-for.ts";
import { describeLightCurve } from "../light-curve/describe.ts";
import { planLightCurve } from "../light-curve/plan.ts";
import { explainRuns, intervalsWithData, type RunsExplanation } from "./explain-runs.ts";

/**
 * What a job of a light curve would do. Reads the tables that its models name and the indexes of its store, no events and no responses.
 * Throws "invalid-input" where the job is refused, "invalid-file" or "io" where the indexes are.
 */
export async function explainLightCurve(job: unknown, host: FolderHost): Promise<RunsExplanation> {
  const plan = planLightCurve(await readModelTables(job, host), await registryFor(job, host));
  const runs = await explainRuns(plan.settings, plan.settings.time, host);
  return {
    job: describeLightCurve(plan),
    runs,
    fits: (plan.settings.fitModel ? 1 : 0) + intervalsWithData(runs) * (plan.energyEdges.length - 1),
  };
}
