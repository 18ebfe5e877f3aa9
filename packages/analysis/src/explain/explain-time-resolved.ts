import type { FolderHost } from "../host.ts";
import { readModelTables } from "../job/model-tables.ts";
import { presetRegistry } from "../preset.ts";
import { describeTimeResolved } from "../time-resolved/describe.ts";
import { planTimeResolved } from "../time-resolved/plan.ts";
import { settingWarnings } from "../time-resolved/warnings.ts";
import { type ExplainedRuns, explainRuns } from "./explain-runs.ts";

/** What a job of time-resolved spectroscopy would do. */
export interface TimeResolvedExplanation {
  /** The job with all its defaults filled in. */
  readonly job: Readonly<Record<string, unknown>>;
  readonly runs: ExplainedRuns;
  /** How many fits there would be, if each run holds data of all its intervals. */
  readonly fits: number;
}

/**
 * What a job of time-resolved spectroscopy would do. Reads the tables that its models name and the indexes of its store, no
 * events and no responses. Throws "invalid-input" where the job is refused, "invalid-file" or "io" where the indexes are.
 */
export async function explainTimeResolved(job: unknown, host: FolderHost): Promise<TimeResolvedExplanation> {
  const plan = planTimeResolved(await readModelTables(job, host), host.registry ?? presetRegistry());
  const runs = await explainRuns(plan.settings, host);
  const withData = runs.intervals.filter((interval) => interval.runs.length > 0).length;
  return {
    job: describeTimeResolved(plan),
    runs: { ...runs, warnings: [...settingWarnings(plan.settings), ...runs.warnings] },
    fits: withData * (1 + plan.compareWith.length),
  };
}
