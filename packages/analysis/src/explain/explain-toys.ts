import { describeFluxProfile } from "../flux-profile/describe.ts";
import type { FileHost, FolderHost } from "../host.ts";
import { registryFor } from "../job/registry-for.ts";
import { describeTimeResolved } from "../time-resolved/describe.ts";
import { describeToys } from "../toys/describe.ts";
import { planToys, readToyTables } from "../toys/plan.ts";
import type { FluxProfileExplanation } from "./explain-flux-profile.ts";
import { explainRuns, intervalsWithData, type RunsExplanation } from "./explain-runs.ts";

/** What a job of toys would do. */
export interface ToysExplanation {
  /** The job with all its defaults filled in. */
  readonly job: Readonly<Record<string, unknown>>;
  /** Of what toys would be drawn, as that job explains itself. */
  readonly of: RunsExplanation | FluxProfileExplanation;
  /** How many fits of toys there would be, at most. */
  readonly fits: number;
}

/**
 * What a job of toys would do. Reads the tables that its models name and indexes, no events, no responses and no map.
 * Throws "invalid-input" where the job is refused, "invalid-file" or "io" where indexes are.
 */
export async function explainToys(job: unknown, host: FolderHost & FileHost): Promise<ToysExplanation> {
  const plan = planToys(
    await readToyTables(job, host),
    await registryFor((job as { readonly of?: unknown } | null)?.of, host),
  );
  const { toys, intervals, regions, energies } = plan.settings;
  if (plan.of === "flux-profile") {
    const { settings } = plan.plan;
    const regionCount = regions?.length ?? settings.regions.count;
    const energyBins = energies?.length ?? settings.energyEdges.length - 1;
    const fits = regionCount * energyBins;
    return {
      job: describeToys(plan),
      of: { job: describeFluxProfile(plan.plan), regions: regionCount, energyBins, fits },
      fits: fits * toys,
    };
  }
  const { settings } = plan.plan;
  const time = intervals === undefined ? settings.time : intervals.map((i) => settings.time[i]);
  const runs = await explainRuns(settings, time, host);
  const fits = intervalsWithData(runs);
  return { job: describeToys(plan), of: { job: describeTimeResolved(plan.plan), runs, fits }, fits: fits * toys };
}
