import { describeFluxProfile } from "../flux-profile/describe.ts";
import { planFluxProfile } from "../flux-profile/plan.ts";
import { readModelTables, type TablesHost } from "../job/model-tables.ts";
import { registryFor } from "../job/registry-for.ts";

/** What a job of a flux profile would do. */
export interface FluxProfileExplanation {
  /** The job with all its defaults filled in. */
  readonly job: Readonly<Record<string, unknown>>;
  readonly regions: number;
  readonly energyBins: number;
  /** How many fits there would be, if every region has pixels on the map. */
  readonly fits: number;
}

/**
 * What a job of a flux profile would do. Reads the tables that its model names, and nothing of the map.
 * Throws "invalid-input" where the job is refused.
 */
export async function explainFluxProfile(job: unknown, host: TablesHost): Promise<FluxProfileExplanation> {
  const plan = planFluxProfile(await readModelTables(job, host), await registryFor(job, host));
  const { regions, energyEdges } = plan.settings;
  const energyBins = energyEdges.length - 1;
  return {
    job: describeFluxProfile(plan),
    regions: regions.count,
    energyBins,
    fits: regions.count * energyBins,
  };
}
