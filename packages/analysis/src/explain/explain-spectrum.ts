import type { FolderHost } from "../host.ts";
import { readModelTables } from "../job/model-tables.ts";
import { registryFor } from "../job/registry-for.ts";
import { describeSpectrum } from "../spectrum/describe.ts";
import { planSpectrum } from "../spectrum/plan.ts";
import { explainRuns, type RunsExplanation } from "./explain-runs.ts";

/**
 * What a job of a spectrum would do. Reads the tables that its models name and the indexes of its store, no events and no responses.
 * Throws "invalid-input" where the job is refused, "invalid-file" or "io" where the indexes are.
 */
export async function explainSpectrum(job: unknown, host: FolderHost): Promise<RunsExplanation> {
  const plan = planSpectrum(await readModelTables(job, host), await registryFor(job, host));
  const runs = await explainRuns(plan.settings, undefined, host);
  const fits = plan.energyEdges.length + plan.compareWith.length;
  return { job: describeSpectrum(plan), runs, fits: runs.selected.length === 0 ? 0 : fits };
}
