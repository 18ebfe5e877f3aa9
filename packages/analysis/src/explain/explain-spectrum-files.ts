import { readModelTables, type TablesHost } from "../job/model-tables.ts";
import { registryFor } from "../job/registry-for.ts";
import { describeSpectrumFiles } from "../spectrum-files/describe.ts";
import { planSpectrumFiles } from "../spectrum-files/plan.ts";

/** What a job of a spectrum from files would do. */
export interface SpectrumFilesExplanation {
  /** The job with all its defaults filled in, but for edges that the files decide. */
  readonly job: Readonly<Record<string, unknown>>;
  /** The files as the job names them. */
  readonly files: readonly string[];
  /** How many fits there would be; null where the files decide how many flux points there are. */
  readonly fits: number | null;
}

/**
 * What a job of a spectrum from files would do. Reads the tables that its model names, and nothing of the spectra.
 * Throws "invalid-input" where the job is refused.
 */
export async function explainSpectrumFiles(job: unknown, host: TablesHost): Promise<SpectrumFilesExplanation> {
  const plan = planSpectrumFiles(await readModelTables(job, host), await registryFor(job, host));
  const { spectra, fluxPoints } = plan.settings;
  return {
    job: describeSpectrumFiles(plan, fluxPoints.edges),
    files: spectra.map(({ file }) => file),
    fits: fluxPoints.edges === undefined ? null : fluxPoints.edges.length + plan.compareWith.length,
  };
}
