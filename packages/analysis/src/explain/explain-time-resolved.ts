import type { FolderHost } from "../host.ts";
import { readModelTables } from "../job/model-tables.ts";
import { registryFor } from "../job/registry-for.ts";
import { describeTimeResolved } from "../time-resolved/describe.ts";
import { planTimeResolved } from "../time-resolved/plan.ts";
import { explainRuns, intervalsWithData, type RunsExplanation } from "./explain-runs.ts";

/**
 * What a job of time-resolved spectroscopy would do. Reads the tables that its models name and the indexes of its store, no events and no responses.
 * Throws "invalid-input" where the job is refused, "invalid-file" or "io" where the indexes are.
 */
export async function explainTimeResolved(job: unknown, host: FolderHost): Promise<RunsExplanation> {
  const plan = planTimeResolved(await readModelTables(job, host), await registryFor(job, host));
  const runs = await explainRuns(plan.settings, plan.settings.time, host);
  return { job: describeTimeResolved(plan), runs, fits: intervalsWithData(runs) * (1 + plan.compareWith.length) };
}
