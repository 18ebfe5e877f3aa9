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

/** One interval. */
export interface BinResult extends FitOutcome {
  readonly tStartIso: string;
  readonly tStopIso: string;
  readonly datasets: readonly string[];
  readonly integralFlux: IntegralFluxResult;
  readonly comparisons: readonly ComparisonResult[];
  /** One entry per estimator of the job. */
  readonly estimates: readonly EstimateResult[];
}

/** What result.json holds. */
export interface TimeResolvedResult {
  readonly schema: "gammakit/time-resolved-spectroscopy/1";
  readonly job: Readonly<Record<string, unknown>>;
  readonly provenance: Provenance;
  readonly observations: readonly number[];
  readonly datasets: readonly DatasetResult[];
  readonly bins: readonly BinResult[];
  readonly emptyBins: readonly EmptyBinResult[];
  /** By name of each free parameter, and `flux` for the integral flux. */
  readonly variability: Readonly<Record<string, VariabilityResult>>;
  /** One entry per model of `compareWith`. */
  readonly comparisons: readonly ComparisonSummaryResult[];
  /** Null where fewer than three fits converged, or all free parameters are amplitudes. */
  readonly correlation: CorrelationResult | null;
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
