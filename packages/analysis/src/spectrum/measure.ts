import { type Dataset, type FluxPoints, type SpectralModel, toRecord, type WrittenFile } from "@gammakit/core";
import { compareModels, fluxPoints } from "@gammakit/estimators";
import { type FitResult, integralFlux, type Posterior, samplePosterior } from "@gammakit/fit";
import { fluxPointsTable } from "@gammakit/io";
import { fittedRecords } from "../estimates/fitted-records.ts";
import { type Butterfly, butterfly } from "../flux-points/butterfly.ts";
import { energyResults } from "../flux-points/energy-result.ts";
import { pointWarnings } from "../flux-points/point-warnings.ts";
import { referenceOf, referenceWarnings } from "../flux-points/reference.ts";
import type { JobHost } from "../host.ts";
import { makeExtras } from "../job/extras.ts";
import { type FitComparisonResult, fitComparisons } from "../job/fit-comparisons.ts";
import { fitModel } from "../job/fit-model.ts";
import { fitOutcome, fluxResult } from "../job/fit-result.ts";
import { posteriorResult, posteriorWarnings } from "../job/posterior-result.ts";
import type { JobWarning } from "../job/warning.ts";
import type { JobSession } from "../provenance/session.ts";
import type { MeasurePlan } from "./plan.ts";
import { butterflyResult, type MeasuredResult } from "./result.ts";

/** What was fitted and measured. */
export interface MeasuredSpectrum {
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

/** The same with what result.json has of it, and what was odd: of the fit and the points, and of what was asked for besides. */
export interface Measurement {
  readonly measured: MeasuredSpectrum;
  readonly result: MeasuredResult;
  readonly warnings: {
    readonly fit: readonly JobWarning[];
    readonly points: readonly JobWarning[];
  };
}

/** In which bins spectra are measured. */
export interface MeasureEdges {
  /** Of the flux points [TeV]. */
  readonly points: readonly number[];
  /** From the first to the last of these [TeV] the butterfly reaches; nowhere where there are fewer than two. */
  readonly band: ArrayLike<number>;
}

/** Fits the model of a job to datasets, and measures flux points relative to what was fitted. */
export async function measureSpectrum(
  datasets: readonly Dataset[],
  plan: MeasurePlan,
  edges: MeasureEdges,
  host: JobHost,
  session: JobSession,
): Promise<Measurement> {
  const { context } = host;
  const { sampler, statistics } = plan;
  const { fit: found, comparisons } = await session.watch.time("fit", () => fitAndCompare(datasets, plan, host));
  const points = await session.watch.time("flux points", () =>
    measurePoints(datasets, found, plan, edges.points, host),
  );
  const posterior =
    sampler && found?.success
      ? await session.watch.time("posterior", () =>
          samplePosterior(datasets, found.models, { sampler, statistics, context }),
        )
      : undefined;
  context?.signal?.throwIfAborted();
  const band =
    found?.success && edges.band.length >= 2 ? butterfly(found.model, found.covariance, edges.band) : undefined;
  const { integralFlux: range } = plan.settings;
  const values = () => [points, fluxPointsTable(points, "dnde"), ...(datasets.length === 1 ? datasets : [])];
  const fits = datasets.length === 0 ? [] : [{ datasets, models: fittedRecords(found), where: "fit" }];
  const extras = await makeExtras({ fits, values }, plan, host, session);
  const flux = found?.covariance && integralFlux(found.model, found.covariance, range.min, range.max);
  return {
    measured: {
      fluxPoints: points,
      datasets,
      files: extras.files,
      ...(found && { fit: found }),
      ...(band && { butterfly: band }),
      ...(posterior && { posterior }),
    },
    result: {
      fit: found === undefined ? null : fitOutcome(found),
      fluxPoints: energyResults(points),
      butterfly: band === undefined ? null : butterflyResult(band),
      integralFlux: fluxResult(flux, range),
      ...(comparisons && { comparisons }),
      estimates: extras.estimates[0] ?? [],
      ...(sampler && { posterior: posterior === undefined ? null : posteriorResult(posterior, sampler) }),
    },
    warnings: {
      fit: referenceWarnings(found),
      points: [
        ...pointWarnings(points.points, "fluxPoints"),
        ...extras.warnings,
        ...(sampler ? posteriorWarnings(posterior) : []),
      ],
    },
  };
}

/** The fit of the model of a job, and what those that it is compared with gain; neither where there are no data. */
async function fitAndCompare(
  datasets: readonly Dataset[],
  plan: MeasurePlan,
  host: JobHost,
): Promise<{
  readonly fit: FitResult<SpectralModel> | undefined;
  readonly comparisons?: readonly FitComparisonResult[];
}> {
  const { compareWith, settings } = plan;
  if (compareWith.length === 0 || datasets.length === 0) return { fit: await fitModel(datasets, plan, host) };
  const { significance } = settings;
  const found = await compareModels(datasets, { ...plan, significance, context: host.context });
  return { fit: found.result, comparisons: await fitComparisons(found) };
}

async function measurePoints(
  datasets: readonly Dataset[],
  found: FitResult<SpectralModel> | undefined,
  { settings, model, statistics }: MeasurePlan,
  energyEdges: readonly number[],
  { context }: JobHost,
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
