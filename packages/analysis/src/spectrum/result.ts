import type { SpectrumDatasetOnOff } from "@gammakit/core";
import type { EstimateResult } from "../estimates/estimates.ts";
import type { Butterfly } from "../flux-points/butterfly.ts";
import type { EnergyResult } from "../flux-points/energy-result.ts";
import type { FitComparisonResult } from "../job/fit-comparisons.ts";
import type { FitOutcome, IntegralFluxResult } from "../job/fit-result.ts";
import { orNull } from "../job/or-null.ts";
import type { PosteriorResult } from "../job/posterior-result.ts";
import type { JobWarning } from "../job/warning.ts";
import type { Provenance } from "../provenance/provenance.ts";
import type { CumulativeResult } from "../reduction/cumulative.ts";
import { type DatasetResult, datasetResult } from "../reduction/dataset-result.ts";

/** All datasets as one. */
export interface StackedResult extends Omit<DatasetResult, "obsId" | "offRegions"> {
  /** Ids of the runs in it. */
  readonly obsIds: readonly number[];
}

/** The fitted model and its error band, against energy. */
export interface ButterflyResult {
  readonly energyTeV: readonly number[];
  /** dN/dE of the best fit [cm-2 s-1 TeV-1]. */
  readonly dnde: readonly (number | null)[];
  /** Its error of one standard deviation, from the covariance. */
  readonly dndeErr: readonly (number | null)[];
}

/** What result.json holds of a fit and its flux points. */
export interface MeasuredResult {
  /** Null where there are no data. */
  readonly fit: FitOutcome | null;
  /** One entry per energy bin of `fluxPoints`. */
  readonly fluxPoints: readonly EnergyResult[];
  /** Null where the fit did not converge. */
  readonly butterfly: ButterflyResult | null;
  /** Photon flux in the range `integralFlux` of the job. */
  readonly integralFlux: IntegralFluxResult;
  /** One entry per model of `compareWith`; absent where there is none, or no data. */
  readonly comparisons?: readonly FitComparisonResult[];
  /** One entry per estimator of the job; empty where there are no data. */
  readonly estimates: readonly EstimateResult[];
  /** Present where the job asks for it; null where there is none. */
  readonly posterior?: PosteriorResult | null;
}

/** What result.json holds. */
export interface SpectrumResult extends MeasuredResult {
  /** The kind of job, and the number of the form of its results. */
  readonly schema: "gammakit/spectrum/1";
  /** The job, with all defaults filled in: it gives the same result again. */
  readonly job: Readonly<Record<string, unknown>>;
  /** Versions, inputs with checksums, times. */
  readonly provenance: Provenance;
  /** Ids of the selected runs. */
  readonly observations: readonly number[];
  /** What the runs were reduced to. */
  readonly datasets: readonly DatasetResult[];
  /** What was fitted where the job asks for it; null where each dataset was fitted by itself, jointly. */
  readonly stacked: StackedResult | null;
  /** Excess and significance as one dataset after the other is added. */
  readonly cumulative: readonly CumulativeResult[];
  /** What was odd, or could not be measured. */
  readonly warnings: readonly JobWarning[];
}

/** A stacked dataset as result.json has it. */
export function stackedResult(stacked: SpectrumDatasetOnOff): StackedResult {
  const { obsId: _, offRegions: __, ...fields } = datasetResult(stacked);
  return { ...fields, obsIds: stacked.observationIds };
}

/** A butterfly as result.json has it. */
export function butterflyResult({ energy, dnde, dndeError }: Butterfly): ButterflyResult {
  return {
    energyTeV: [...energy],
    dnde: Array.from(dnde, orNull),
    dndeErr: Array.from(energy, (_, k) => orNull(dndeError?.[k])),
  };
}
