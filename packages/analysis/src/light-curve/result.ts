import { addSeconds, type LightCurve, type TimeInterval, toMjd } from "@gammakit/core";
import { bandFluxes, bandPoints, type TimeBin } from "@gammakit/estimators";
import type { EstimateResult } from "../estimates/estimates.ts";
import { type EnergyResult, energyResults } from "../flux-points/energy-result.ts";
import type { FitOutcome } from "../job/fit-result.ts";
import { isoTime } from "../job/iso-time.ts";
import type { JobWarning } from "../job/warning.ts";
import type { Provenance } from "../provenance/provenance.ts";
import type { CumulativeResult } from "../reduction/cumulative.ts";
import type { DatasetResult } from "../reduction/dataset-result.ts";
import type { EmptyBinResult } from "../reduction/empty-bins.ts";
import { quantityResult } from "../time-resolved/variability.ts";
import type { VariabilityResult } from "../time-resolved/variability-result.ts";

/** One interval. */
export interface LightCurveBinResult {
  /** Start of the interval (UTC). */
  readonly tStartIso: string;
  /** End of the interval (UTC). */
  readonly tStopIso: string;
  /** Start of the interval [MJD, TT]. */
  readonly startMjdTt: number;
  /** End of the interval [MJD, TT]. */
  readonly stopMjdTt: number;
  /** Names of the datasets that were fitted jointly. */
  readonly datasets: readonly string[];
  /** The flux in each energy band. */
  readonly energies: readonly EnergyResult[];
  /** One entry per estimator of the job. */
  readonly estimates: readonly EstimateResult[];
}

/** How much the flux [cm-2 s-1] of an energy band varies. */
export interface BandVariabilityResult extends VariabilityResult {
  /** Edges of the band. */
  readonly eMinTeV: number;
  readonly eMaxTeV: number;
}

/** What result.json holds. */
export interface LightCurveResult {
  /** The kind of job, and the number of the form of its results. */
  readonly schema: "gammakit/light-curve/1";
  /** The job, with all defaults filled in: it gives the same result again. */
  readonly job: Readonly<Record<string, unknown>>;
  /** Versions, inputs with checksums, times. */
  readonly provenance: Provenance;
  /** Ids of the selected runs. */
  readonly observations: readonly number[];
  /** What the runs were reduced to. */
  readonly datasets: readonly DatasetResult[];
  /** Excess and significance as one dataset after the other is added. */
  readonly cumulative: readonly CumulativeResult[];
  /** Of the model to all intervals together; null where there are no data, or the model was not to be fitted. */
  readonly fit: FitOutcome | null;
  /** The intervals with data, in order of time. */
  readonly bins: readonly LightCurveBinResult[];
  /** Intervals without data, and why. */
  readonly emptyBins: readonly EmptyBinResult[];
  /** One entry per energy band. */
  readonly variability: readonly BandVariabilityResult[];
  /** What was odd, or could not be measured. */
  readonly warnings: readonly JobWarning[];
}

/** The intervals of a light curve as result.json has them; `bins` are those it was made of. */
export function lightCurveBins(
  { intervals, rows }: LightCurve,
  bins: readonly TimeBin[],
  estimates: readonly (readonly EstimateResult[])[],
): readonly LightCurveBinResult[] {
  const filled = bins.filter(({ datasets }) => datasets.length > 0);
  return rows.map((row, i) => ({
    tStartIso: isoTime(filled[i].interval.start),
    tStopIso: isoTime(filled[i].interval.stop),
    startMjdTt: toMjd(addSeconds(intervals.reference, intervals.start[i])),
    stopMjdTt: toMjd(addSeconds(intervals.reference, intervals.stop[i])),
    datasets: filled[i].datasets.map(({ name }) => name),
    energies: energyResults(row),
    estimates: estimates[i],
  }));
}

/** The variability of each energy band as result.json has it; `time` has all intervals of the job, those without data too. */
export function bandVariability(
  curve: LightCurve,
  bins: readonly TimeBin[],
  time: readonly TimeInterval[],
): readonly BandVariabilityResult[] {
  const filled = bins.filter(({ datasets }) => datasets.length > 0).map(({ interval }) => interval);
  const bands = bandPoints(curve);
  return bandFluxes(curve).map((fluxes, k) => {
    const { eMin, eMax } = bands[k];
    const measured = new Map(filled.map((interval, i) => [interval, fluxes[i]]));
    const series = time.map((interval) => measured.get(interval) ?? { value: Number.NaN, error: Number.NaN });
    return { eMinTeV: eMin, eMaxTeV: eMax, ...quantityResult(series, { time, iso: isoTime }) };
  });
}
