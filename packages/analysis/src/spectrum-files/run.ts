import { type Dataset, fitMask } from "@gammakit/core";
import { jointEnergyWarnings } from "../flux-points/joint-energy-warnings.ts";
import type { FileHost } from "../host.ts";
import { startJob } from "../job/start-job.ts";
import type { JobSession } from "../provenance/session.ts";
import { cumulativeResults } from "../reduction/cumulative.ts";
import { datasetWarnings } from "../reduction/warnings.ts";
import { type MeasuredSpectrum, measureSpectrum } from "../spectrum/measure.ts";
import { stackedResult } from "../spectrum/result.ts";
import { haveSameAxes, stackMeasured } from "../spectrum/stack.ts";
import { describeSpectrumFiles } from "./describe.ts";
import { fittedRange, usualEdges } from "./edges.ts";
import { planSpectrumFiles, type SpectrumFilesPlan } from "./plan.ts";
import { readSpectra, type SpectrumSource } from "./read-spectra.ts";
import { repeatedSpectra } from "./repeated-spectra.ts";
import { type SpectrumFilesResult, spectrumFileResult } from "./result.ts";
import type { SpectrumFilesJob } from "./schema.ts";

/** What the job gives: the content of result.json, and what it was made of. */
export interface SpectrumFilesRun extends MeasuredSpectrum {
  readonly result: SpectrumFilesResult;
}

/**
 * A spectrum from files of spectra that were reduced before, by gammakit or by another program: OGIP files with the responses and
 * backgrounds that they name, or Gammapy's own. Fits the model to all of them jointly or stacked, and measures flux points relative to
 * what was fitted.
 *
 * Throws "invalid-input" where the job is refused, or no bin lies in a range that it gives, "invalid-file" or "io" where files can't be
 * used; what can't be measured is part of the result, with a warning.
 */
export async function spectrumFilesJob(job: SpectrumFilesJob, host: FileHost): Promise<SpectrumFilesRun> {
  const { session, plan } = await startJob(job, host, planSpectrumFiles);
  return runSpectrumFiles(plan, host, session);
}

/** The same of a job that was planned before; its spectra are from `source` where that is given. */
export async function runSpectrumFiles(
  plan: SpectrumFilesPlan,
  host: FileHost,
  session: JobSession,
  source?: SpectrumSource,
): Promise<SpectrumFilesRun> {
  const { settings } = plan;
  const spectra = await session.watch.time("read", () => readSpectra(settings, host, session, source));
  const datasets = spectra.map(({ dataset }) => dataset);
  const stacked = settings.stack ? stackMeasured(datasets.map(withoutUnwanted), "Leave out stack.") : undefined;
  const fitted = stacked === undefined ? datasets : [stacked];
  const edges = { points: settings.fluxPoints.edges ?? usualEdges(fitted), band: fittedRange(fitted) };
  const { measured, result, warnings } = await measureSpectrum(fitted, plan, edges, host, session);
  return {
    result: {
      schema: "gammakit/spectrum-files/1",
      job: describeSpectrumFiles(plan, edges.points),
      provenance: await session.provenance(datasets.map(({ meta }) => meta.ORIGIN ?? "")),
      datasets: spectra.map(spectrumFileResult),
      stacked: stacked === undefined ? null : stackedResult(stacked),
      cumulative: haveSameAxes(datasets) ? cumulativeResults(datasets.map(withoutUnwanted)) : [],
      ...result,
      warnings: [
        ...(await datasetWarnings(datasets)),
        ...repeatedSpectra(spectra).map(({ spectrum: { file, dataset }, first }) => ({
          code: "same-spectrum",
          message: `${file} holds the same counts as ${first.file}: they count twice in the fit. Leave one of them out.`,
          where: dataset.name,
        })),
        ...warnings.fit,
        ...jointEnergyWarnings(edges.points, fitted, "fluxPoints"),
        ...warnings.points,
      ],
    },
    ...measured,
  };
}

/** The dataset with the bins that its range leaves out taken for unsafe: what is added up has no range of its own. */
function withoutUnwanted(dataset: Dataset): Dataset {
  const { maskFit: _, ...others } = dataset;
  return { ...others, maskSafe: fitMask(dataset) };
}
