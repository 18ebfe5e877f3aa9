import { addSeconds, type LightCurve, toMjd } from "@gammakit/core";
import { lightCurveVariability, type TimeBin } from "@gammakit/estimators";
import { type EnergyResult, energyResults } from "../flux-points/energy-result.ts";
import type { FitOutcome } from "../job/fit-result.ts";
import { isoTime } from "../job/iso-time.ts";
import type { JobWarning } from "../job/warning.ts";
import type { Provenance } from "../provenance/provenance.ts";
import type { CumulativeResult } from "../reduction/cumulative.ts";
import type { DatasetResult } from "../reduction/dataset-result.ts";
import type { EmptyBinResult } from "../reduction/empty-bins.ts";
import { type VariabilityResult, variabilityResult } from "../time-resolved/result.ts";

/** One interval. */
export interface LightCurveBinResult {
  readonly tStartIso: string;
  readonly tStopIso: string;
  readonly startMjdTt: number;
  readonly stopMjdTt: number;
  readonly datasets: readonly string[];
  readonly energies: readonly EnergyResult[];
}

/** How much the flux [cm-2 s-1] of an energy band varies. */
export interface BandVariabilityResult extends VariabilityResult {
  readonly eMinTeV: number;
  readonly eMaxTeV: number;
}

/** What result.json holds. */
export interface LightCurveResult {
  readonly schema: "gammakit/light-curve/1";
  readonly job: Readonly<Record<string, unknown>>;
  readonly provenance: Provenance;
  readonly observations: readonly number[];
  readonly datasets: readonly DatasetResult[];
  readonly cumulative: readonly CumulativeResult[];
  /** Of the model to all intervals together; null where there are no data, or the model was not to be fitted. */
  readonly fit: FitOutcome | null;
  readonly bins: readonly LightCurveBinResult[];
  readonly emptyBins: readonly EmptyBinResult[];
  /** One entry per energy band. */
  readonly variability: readonly BandVariabilityResult[];
  readonly warnings: readonly JobWarning[];
}

/** The intervals of a light curve as result.json has them; `bins` are those it was made of. */
export function lightCurveBins(
  { intervals, rows }: LightCurve,
  bins: readonly TimeBin[],
): readonly LightCurveBinResult[] {
  const filled = bins.filter(({ datasets }) => datasets.length > 0);
  return rows.map((row, i) => ({
    tStartIso: isoTime(filled[i].interval.start),
    tStopIso: isoTime(filled[i].interval.stop),
    startMjdTt: toMjd(addSeconds(intervals.reference, intervals.start[i])),
    stopMjdTt: toMjd(addSeconds(intervals.reference, intervals.stop[i])),
    datasets: filled[i].datasets.map(({ name }) => name),
    energies: energyResults(row),
  }));
}

/** The variability of each energy band as result.json has it. */
export function bandVariability(curve: LightCurve): readonly BandVariabilityResult[] {
  return lightCurveVariability(curve).map((value, k) => {
    const { eMin, eMax } = curve.rows[0].points[k];
    return { eMinTeV: eMin, eMaxTeV: eMax, ...variabilityResult(value) };
  });
}
