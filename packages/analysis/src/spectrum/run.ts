import { safeEdges } from "../flux-points/butterfly.ts";
import { energyWarnings } from "../flux-points/energy-warnings.ts";
import type { FolderHost } from "../host.ts";
import { startJob } from "../job/start-job.ts";
import { cumulativeResults } from "../reduction/cumulative.ts";
import { datasetResult } from "../reduction/dataset-result.ts";
import { type ImageOptions, reduceWhole, type SkyImage } from "../reduction/reduce-runs.ts";
import { datasetWarnings, selectionWarnings, settingWarnings } from "../reduction/warnings.ts";
import { describeSpectrum } from "./describe.ts";
import { type MeasuredSpectrum, measureSpectrum } from "./measure.ts";
import { planSpectrum } from "./plan.ts";
import { type SpectrumResult, stackedResult } from "./result.ts";
import type { SpectrumJob } from "./schema.ts";
import { stackMeasured } from "./stack.ts";

/** What helps where a background was not measured. */
const unmeasured = "Take a background maker that measures them, or leave out stack.";

/** What the job gives: the content of result.json, and what it was made of. */
export interface SpectrumRun extends MeasuredSpectrum, SkyImage {
  readonly result: SpectrumResult;
}

/**
 * A spectrum: selects runs, reduces each to an ON/OFF spectrum, fits the model to all of them jointly or stacked, and measures flux
 * points relative to what was fitted. Throws "invalid-input" where the job is refused, "invalid-file" or "io" where the data are;
 * what can't be measured is part of the result, with a warning.
 */
export async function spectrumJob(
  job: SpectrumJob,
  host: FolderHost,
  options: ImageOptions = {},
): Promise<SpectrumRun> {
  const { session, plan } = await startJob(job, host, planSpectrum);
  const { settings } = plan;
  const {
    store,
    selected,
    origins,
    datasets,
    image,
    warnings: reductionWarnings,
  } = await reduceWhole(plan, host, session, options);
  const stacked = settings.stack && datasets.length > 0 ? stackMeasured(datasets, unmeasured) : undefined;
  const fitted = stacked === undefined ? datasets : [stacked];
  const edges = { points: plan.energyEdges, band: fitted.length === 0 ? [] : safeEdges(fitted) };
  const { measured, result, warnings } = await measureSpectrum(fitted, plan, edges, host, session);
  return {
    result: {
      schema: "gammakit/spectrum/1",
      job: describeSpectrum(plan),
      provenance: await session.provenance(origins),
      observations: selected.map((entry) => entry.id),
      datasets: datasets.map(datasetResult),
      stacked: stacked === undefined ? null : stackedResult(stacked),
      cumulative: cumulativeResults(datasets),
      ...result,
      warnings: [
        ...reductionWarnings,
        ...(await settingWarnings(settings)),
        ...selectionWarnings(store.name, selected.length),
        ...(await datasetWarnings(datasets)),
        ...warnings.fit,
        ...(fitted.length > 0 ? energyWarnings(plan.energyEdges, fitted[0], "fluxPoints") : []),
        ...warnings.points,
      ],
    },
    ...measured,
    ...image,
  };
}
