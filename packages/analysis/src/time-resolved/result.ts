import type { SpectralBin } from "@gammakit/estimators";
import type { EstimateResult } from "../estimates/estimates.ts";
import { type FitOutcome, fitOutcome, fluxResult, type IntegralFluxResult } from "../job/fit-result.ts";
import { isoTime } from "../job/iso-time.ts";
import type { JobWarning } from "../job/warning.ts";
import type { Provenance } from "../provenance/provenance.ts";
import type { DatasetResult } from "../reduction/dataset-result.ts";
import type { EmptyBinResult } from "../reduction/empty-bins.ts";
import type { ComparisonResult, ComparisonSummaryResult } from "./comparison-result.ts";
import type { CorrelationResult, VariabilityResult } from "./variability-result.ts";

/** The fit in one interval. */
export interface BinResult extends FitOutcome {
  /** Start of the interval (UTC). */
  readonly tStartIso: string;
  /** End of the interval (UTC). */
  readonly tStopIso: string;
  /** Names of the datasets that were fitted jointly. */
  readonly datasets: readonly string[];
  /** Photon flux in the range `integralFlux` of the job. */
  readonly integralFlux: IntegralFluxResult;
  /** One entry per model of `compareWith`. */
  readonly comparisons: readonly ComparisonResult[];
  /** One entry per estimator of the job. */
  readonly estimates: readonly EstimateResult[];
}

/** What result.json holds. */
export interface TimeResolvedResult {
  /** The kind of job, and the number of the form of its results. */
  readonly schema: "gammakit/time-resolved-spectroscopy/1";
  /** The job, with all defaults filled in: it gives the same result again. */
  readonly job: Readonly<Record<string, unknown>>;
  /** Versions, inputs with checksums, times. */
  readonly provenance: Provenance;
  /** Ids of the selected runs. */
  readonly observations: readonly number[];
  /** What the runs were reduced to. */
  readonly datasets: readonly DatasetResult[];
  /** The intervals with data, in order of time. */
  readonly bins: readonly BinResult[];
  /** Intervals without data, and why. */
  readonly emptyBins: readonly EmptyBinResult[];
  /** By name of each free parameter, and `flux` for the integral flux. */
  readonly variability: Readonly<Record<string, VariabilityResult>>;
  /** One entry per model of `compareWith`. */
  readonly comparisons: readonly ComparisonSummaryResult[];
  /** Null where fewer than three fits converged, or all free parameters are amplitudes. */
  readonly correlation: CorrelationResult | null;
  /** What was odd, or could not be measured. */
  readonly warnings: readonly JobWarning[];
}

/** An interval as result.json has it. */
export function binResult(
  bin: SpectralBin,
  range: { readonly min: number; readonly max: number },
  comparisons: readonly ComparisonResult[],
  estimates: readonly EstimateResult[],
): BinResult {
  const { result, interval, flux } = bin;
  return {
    tStartIso: isoTime(interval.start),
    tStopIso: isoTime(interval.stop),
    datasets: bin.datasets,
    ...fitOutcome(result),
    integralFlux: fluxResult(flux, range),
    comparisons,
    estimates,
  };
}
