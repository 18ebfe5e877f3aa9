import {
  addSeconds,
  type Dataset,
  formatIso,
  gtiIntervals,
  type Parameter,
  type Region,
  requireCircle,
  type SpectralModel,
  type TimeInterval,
  toFrame,
  toMjd,
} from "@gammakit/core";
import type { ModelComparison, SpectralBin, Variability } from "@gammakit/estimators";
import type { FitResult, FitStatus, Measurement } from "@gammakit/fit";
import { describePrior } from "../job/model-block.ts";
import { orNull } from "../job/or-null.ts";
import type { JobWarning } from "../job/warning.ts";
import type { Provenance } from "../provenance/provenance.ts";

/** A parameter after a fit. What does not exist is null. */
export interface ParameterResult {
  readonly name: string;
  readonly value: number | null;
  readonly error: number | null;
  readonly unit: string;
  readonly frozen: boolean;
  /** What was known of it before, as the job says it; absent where nothing. */
  readonly prior?: Readonly<Record<string, unknown>>;
}

/** A reduced dataset. */
export interface DatasetResult {
  readonly name: string;
  readonly obsId: number;
  readonly gti: readonly { readonly startMjdTt: number; readonly stopMjdTt: number }[];
  readonly livetimeS: number;
  readonly counts: readonly number[];
  readonly countsOff: readonly number[];
  readonly acceptance: readonly number[];
  readonly acceptanceOff: readonly number[];
  readonly maskSafe: readonly boolean[];
  readonly exposureCm2S: readonly number[];
  readonly offRegions: readonly {
    readonly lonDeg: number;
    readonly latDeg: number;
    readonly radiusDeg: number;
    readonly frame: "icrs";
  }[];
}

/** Another model in one interval. */
export interface ComparisonResult {
  readonly model: string;
  readonly status: FitStatus;
  readonly stat: number | null;
  readonly parameters: readonly ParameterResult[];
  readonly deltaTs: number | null;
  readonly extraParameters: number;
  readonly significance: number | null;
}

/** One interval. */
export interface BinResult {
  readonly tStartIso: string;
  readonly tStopIso: string;
  readonly datasets: readonly string[];
  readonly status: FitStatus;
  readonly success: boolean;
  readonly stat: number | null;
  readonly evaluations: number;
  readonly message: string;
  readonly parameters: readonly ParameterResult[];
  readonly covariance: readonly (readonly (number | null)[])[] | null;
  readonly integralFlux: {
    readonly eMinTeV: number;
    readonly eMaxTeV: number;
    readonly value: number | null;
    readonly error: number | null;
    readonly unit: "cm-2 s-1";
  };
  readonly comparisons: readonly ComparisonResult[];
}

/** How much a quantity varies; null where it can't be said. */
export type VariabilityResult = { readonly [K in keyof Variability]: number | null };

/** What result.json holds. */
export interface TimeResolvedResult {
  readonly schema: "gammakit/time-resolved-spectroscopy/1";
  readonly job: Readonly<Record<string, unknown>>;
  readonly provenance: Provenance;
  readonly observations: readonly number[];
  readonly datasets: readonly DatasetResult[];
  readonly bins: readonly BinResult[];
  readonly emptyBins: readonly { readonly tStartIso: string; readonly tStopIso: string; readonly reason: string }[];
  readonly variability: Readonly<Record<string, VariabilityResult>>;
  readonly warnings: readonly JobWarning[];
}

/** UTC with milliseconds. */
export function isoTime(instant: TimeInterval["start"]): string {
  return formatIso(instant, "utc", 3);
}

/** A dataset as result.json has it. */
export function datasetResult(dataset: Dataset): DatasetResult {
  const onOff = dataset.kind === "spectrum-on-off" ? dataset : undefined;
  return {
    name: dataset.name,
    obsId: dataset.observationIds[0],
    gti: gtiIntervals(dataset.gti).map(([start, stop]) => ({
      startMjdTt: toMjd(addSeconds(dataset.gti.reference, start)),
      stopMjdTt: toMjd(addSeconds(dataset.gti.reference, stop)),
    })),
    livetimeS: dataset.livetime,
    counts: [...dataset.counts],
    countsOff: [...(onOff?.countsOff ?? [])],
    acceptance: [...(onOff?.acceptance ?? [])],
    acceptanceOff: [...(onOff?.acceptanceOff ?? [])],
    maskSafe: Array.from(dataset.maskSafe, Boolean),
    exposureCm2S: [...dataset.exposure],
    offRegions: (onOff?.offRegions ?? []).map((region) => regionResult(requireCircle(region, "The result file"))),
  };
}

/** The job takes circles alone, and the OFF regions of a circle are circles. */
function regionResult(region: Region): DatasetResult["offRegions"][number] {
  const { center, radius } = requireCircle(region, "The result of a time-resolved job");
  const { lon, lat } = toFrame(center, "icrs");
  return { lonDeg: lon, latDeg: lat, radiusDeg: radius, frame: "icrs" };
}

/** An interval as result.json has it. */
export function binResult(bin: SpectralBin, range: { readonly min: number; readonly max: number }): BinResult {
  const { result, interval, flux } = bin;
  return {
    tStartIso: isoTime(interval.start),
    tStopIso: isoTime(interval.stop),
    datasets: bin.datasets,
    status: result.status,
    success: result.success,
    stat: orNull(result.stat),
    evaluations: result.evaluations,
    message: result.message,
    parameters: result.model.parameters.map((parameter) => parameterResult(parameter, result)),
    covariance: covarianceRows(result),
    integralFlux: fluxResult(flux, range),
    comparisons: bin.comparisons.map(comparisonResult),
  };
}

function parameterResult(parameter: Parameter, { covariance }: FitResult<SpectralModel>): ParameterResult {
  const { name, value, unit, error, frozen = false, prior } = parameter;
  return {
    name,
    value: frozen || covariance !== undefined ? orNull(value) : null,
    error: frozen ? 0 : orNull(error),
    unit,
    frozen,
    ...(prior && { prior: describePrior(prior) }),
  };
}

function covarianceRows({ covariance, names }: FitResult<SpectralModel>): BinResult["covariance"] {
  if (covariance === undefined) return null;
  const n = names.length;
  return names.map((_, k) => Array.from(covariance.subarray(k * n, (k + 1) * n), orNull));
}

function fluxResult(
  flux: Measurement | undefined,
  { min, max }: { readonly min: number; readonly max: number },
): BinResult["integralFlux"] {
  return { eMinTeV: min, eMaxTeV: max, value: orNull(flux?.value), error: orNull(flux?.error), unit: "cm-2 s-1" };
}

function comparisonResult({ result, deltaTs, extraParameters, significance }: ModelComparison): ComparisonResult {
  return {
    model: result.model.name ?? result.model.id,
    status: result.status,
    stat: orNull(result.stat),
    parameters: result.model.parameters.map((parameter) => parameterResult(parameter, result)),
    deltaTs: orNull(deltaTs),
    extraParameters,
    significance: orNull(significance),
  };
}

/** A variability as result.json has it. */
export function variabilityResult(value: Variability): VariabilityResult {
  return {
    chi2: orNull(value.chi2),
    dof: orNull(value.dof),
    pValue: orNull(value.pValue),
    mean: orNull(value.mean),
    fvar: orNull(value.fvar),
    fvarError: orNull(value.fvarError),
  };
}
