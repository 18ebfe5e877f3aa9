import type { SpectrumDatasetOnOff } from "@gammakit/core";
import type { EstimateResult } from "../estimates/estimates.ts";
import type { Butterfly } from "../flux-points/butterfly.ts";
import type { EnergyResult } from "../flux-points/energy-result.ts";
import type { FitOutcome, IntegralFluxResult } from "../job/fit-result.ts";
import { orNull } from "../job/or-null.ts";
import type { PosteriorResult } from "../job/posterior-result.ts";
import type { JobWarning } from "../job/warning.ts";
import type { Provenance } from "../provenance/provenance.ts";
import type { CumulativeResult } from "../reduction/cumulative.ts";
import { type DatasetResult, datasetResult } from "../reduction/dataset-result.ts";

/** All datasets as one. */
export interface StackedResult extends Omit<DatasetResult, "obsId" | "offRegions"> {
  readonly obsIds: readonly number[];
}

/** The fitted model along energy. */
export interface ButterflyResult {
  readonly energyTeV: readonly number[];
  /** [cm-2 s-1 TeV-1]. */
  readonly dnde: readonly (number | null)[];
  readonly dndeErr: readonly (number | null)[];
}

/** What result.json holds. */
export interface SpectrumResult {
  readonly schema: "gammakit/spectrum/1";
  readonly job: Readonly<Record<string, unknown>>;
  readonly provenance: Provenance;
  readonly observations: readonly number[];
  readonly datasets: readonly DatasetResult[];
  /** What was fitted where the job asks for it; null where each dataset was fitted by itself, jointly. */
  readonly stacked: StackedResult | null;
  readonly cumulative: readonly CumulativeResult[];
  /** Null where there are no data. */
  readonly fit: FitOutcome | null;
  readonly fluxPoints: readonly EnergyResult[];
  /** Null where the fit did not converge. */
  readonly butterfly: ButterflyResult | null;
  readonly integralFlux: IntegralFluxResult;
  /** One entry per estimator of the job; empty where there are no data. */
  readonly estimates: readonly EstimateResult[];
  /** Present where the job asks for it; null where there is none. */
  readonly posterior?: PosteriorResult | null;
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
