import { describeFluxPointsFit } from "../flux-points-fit/describe.ts";
import { planFluxPointsFit } from "../flux-points-fit/plan.ts";
import { readModelTables, type TablesHost } from "../job/model-tables.ts";
import { registryFor } from "../job/registry-for.ts";

/** What a job that fits flux points would do. */
export interface FluxPointsFitExplanation {
  /** The job with all its defaults filled in. */
  readonly job: Readonly<Record<string, unknown>>;
  /** The files as the job names them. */
  readonly files: readonly string[];
  /** How many models are fitted. */
  readonly fits: number;
}

/**
 * What a job that fits flux points would do. Reads the tables that its models name, and nothing of the flux points.
 * Throws "invalid-input" where the job is refused.
 */
export async function explainFluxPointsFit(job: unknown, host: TablesHost): Promise<FluxPointsFitExplanation> {
  const plan = planFluxPointsFit(await readModelTables(job, host), await registryFor(job, host));
  return {
    job: describeFluxPointsFit(plan),
    files: plan.settings.points.map(({ file }) => file),
    fits: 1 + plan.compareWith.length,
  };
}
