import {
  type Dataset,
  type FluxPoints,
  GammakitError,
  type Sampler,
  type SpectralModel,
  type SpectrumDatasetOnOff,
  toRecord,
  type WrittenFile,
} from "@gammakit/core";
import { fluxPoints } from "@gammakit/estimators";
import { type FitResult, integralFlux, type Posterior, samplePosterior } from "@gammakit/fit";
import { fluxPointsTable } from "@gammakit/io";
import { stackOnOff } from "@gammakit/makers";
import { fittedRecords } from "../estimates/fitted-records.ts";
import { type Butterfly, butterfly, safeEdges } from "../flux-points/butterfly.ts";
import { energyResults } from "../flux-points/energy-result.ts";
import { energyWarnings } from "../flux-points/energy-warnings.ts";
import { pointWarnings } from "../flux-points/point-warnings.ts";
import { referenceOf, referenceWarnings } from "../flux-points/reference.ts";
import type { FolderHost } from "../host.ts";
import { makeExtras } from "../job/extras.ts";
import { fitModel } from "../job/fit-model.ts";
import { fitOutcome, fluxResult } from "../job/fit-result.ts";
import { posteriorResult, posteriorWarnings } from "../job/posterior-result.ts";
import { startJob } from "../job/start-job.ts";
import { cumulativeResults, isMeasured } from "../reduction/cumulative.ts";
import { datasetResult } from "../reduction/dataset-result.ts";
import { type ImageOptions, reduceWhole, type SkyImage } from "../reduction/reduce-runs.ts";
import { datasetWarnings, selectionWarnings, settingWarnings } from "../reduction/warnings.ts";
import { describeSpectrum } from "./describe.ts";
import { planSpectrum, type SpectrumPlan } from "./plan.ts";
import { butterflyResult, type SpectrumResult, stackedResult } from "./result.ts";
import type { SpectrumJob } from "./schema.ts";

/** What the job gives: the content of result.json, and what it was made of. */
export interface SpectrumRun extends SkyImage {
  readonly result: SpectrumResult;
  /** Without a point where there are no data. */
  readonly fluxPoints: FluxPoints;
  /** What was fitted: all datasets, or the one they were stacked to. */
  readonly datasets: readonly Dataset[];
  /** Absent where there are no data. */
  readonly fit?: FitResult<SpectralModel>;
  /** The fitted model over the bins that were used; absent where the fit did not converge. */
  readonly butterfly?: Butterfly;
  /** Further files that the job asks for by `outputs`. */
  readonly files: readonly WrittenFile[];
  /** Absent where the job does not ask for it, or the fit did not converge. */
  readonly posterior?: Posterior;
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
  const stacked = settings.stack && datasets.length > 0 ? stack(datasets) : undefined;
  const fitted = stacked === undefined ? datasets : [stacked];
  const found = await session.watch.time("fit", () => fitModel(fitted, plan, host));
  const points = await session.watch.time("flux points", () => measure(fitted, found, plan, host));
  const { sampler } = plan;
  const posterior =
    sampler && found?.success
      ? await session.watch.time("posterior", () => sample(fitted, found, sampler, host))
      : undefined;
  host.context?.signal?.throwIfAborted();
  const band = found?.success ? bandOf(found, fitted) : undefined;
  const { integralFlux: range } = settings;
  const values = () => [points, fluxPointsTable(points, "dnde"), ...(fitted.length === 1 ? fitted : [])];
  const fits = fitted.length === 0 ? [] : [{ datasets: fitted, models: fittedRecords(found), where: "fit" }];
  const extras = await makeExtras({ fits, values }, plan, host, session);
  const flux = found?.covariance && integralFlux(found.model, found.covariance, range.min, range.max);
  return {
    result: {
      schema: "gammakit/spectrum/1",
      job: describeSpectrum(plan),
      provenance: await session.provenance(origins),
      observations: selected.map((entry) => entry.id),
      datasets: datasets.map(datasetResult),
      stacked: stacked === undefined ? null : stackedResult(stacked),
      cumulative: cumulativeResults(datasets),
      fit: found === undefined ? null : fitOutcome(found),
      fluxPoints: energyResults(points),
      butterfly: band === undefined ? null : butterflyResult(band),
      integralFlux: fluxResult(flux, range),
      estimates: extras.estimates[0] ?? [],
      ...(sampler && { posterior: posterior === undefined ? null : posteriorResult(posterior, sampler) }),
      warnings: [
        ...reductionWarnings,
        ...settingWarnings(settings),
        ...selectionWarnings(store.name, selected.length),
        ...(await datasetWarnings(datasets)),
        ...referenceWarnings(found),
        ...(fitted.length > 0 ? energyWarnings(plan.energyEdges, fitted[0], "fluxPoints") : []),
        ...pointWarnings(points.points, "fluxPoints"),
        ...extras.warnings,
        ...(sampler ? posteriorWarnings(posterior) : []),
      ],
    },
    fluxPoints: points,
    datasets: fitted,
    files: extras.files,
    ...(found && { fit: found }),
    ...(band && { butterfly: band }),
    ...(posterior && { posterior }),
    ...image,
  };
}

function stack(datasets: readonly Dataset[]): SpectrumDatasetOnOff {
  if (isMeasured(datasets)) return stackOnOff(datasets);
  throw new GammakitError(
    "invalid-input",
    "stack: datasets without OFF counts can't be stacked. Take a background maker that measures them, or leave out stack.",
  );
}

async function sample(
  datasets: readonly Dataset[],
  { models }: FitResult<SpectralModel>,
  sampler: Sampler,
  { context }: FolderHost,
): Promise<Posterior> {
  return samplePosterior(datasets, models, { sampler, context });
}

async function measure(
  datasets: readonly Dataset[],
  found: FitResult<SpectralModel> | undefined,
  { settings, model, energyEdges, statistics }: SpectrumPlan,
  { context }: FolderHost,
): Promise<FluxPoints> {
  const { edges: _, ...options } = settings.fluxPoints;
  const reference = referenceOf(model, found);
  if (datasets.length > 0) {
    return fluxPoints(datasets, {
      ...options,
      reference,
      energyEdges,
      statistics,
      context,
    });
  }
  const { nSigma, nSigmaUl, ulMethod, sqrtTsThresholdUl } = options;
  return {
    kind: "flux-points",
    reference: toRecord(reference),
    nSigma,
    nSigmaUl,
    ulMethod,
    sqrtTsThresholdUl,
    points: [],
  };
}

function bandOf({ model, covariance }: FitResult<SpectralModel>, datasets: readonly Dataset[]): Butterfly | undefined {
  const edges = safeEdges(datasets);
  return edges.length < 2 ? undefined : butterfly(model, covariance, edges);
}
