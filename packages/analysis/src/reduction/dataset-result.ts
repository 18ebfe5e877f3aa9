import { addSeconds, type Dataset, gtiIntervals, type Region, toFrame, toMjd } from "@gammakit/core";

/** A reduced dataset: a run, or a part of it, as the fits see it. Arrays have one number per energy bin. */
export interface DatasetResult {
  /** Run and part: "33787-0". */
  readonly name: string;
  /** Id of the run. */
  readonly obsId: number;
  /** Good time intervals [MJD, TT]. */
  readonly gti: readonly { readonly startMjdTt: number; readonly stopMjdTt: number }[];
  /** Good time less dead time [s]. */
  readonly livetimeS: number;
  /** ON counts of each bin of reconstructed energy; the bins are those of `energy` in the job. */
  readonly counts: readonly number[];
  /** OFF counts of each bin; empty where no background was measured, as the acceptances are then. */
  readonly countsOff: readonly number[];
  /** Of the ON region, in each bin. Acceptance over OFF acceptance is α. */
  readonly acceptance: readonly number[];
  /** Of all OFF regions together, in each bin. */
  readonly acceptanceOff: readonly number[];
  /** Bins that take part in the fit. */
  readonly maskSafe: readonly boolean[];
  /** Effective area × livetime [cm2 s] of each bin of true energy, after the containment correction where that is asked for. */
  readonly exposureCm2S: readonly number[];
  /** The OFF regions that are circles; none after stacking. */
  readonly offRegions: readonly {
    readonly lonDeg: number;
    readonly latDeg: number;
    readonly radiusDeg: number;
    readonly frame: "icrs";
  }[];
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
    offRegions: (onOff?.offRegions ?? []).flatMap(circleResult),
  };
}

/** A circle as result.json has it. Other shapes, which only makers of plugins lay, are left out: the form knows circles. */
function circleResult(region: Region): DatasetResult["offRegions"] {
  if (region.kind !== "circle") return [];
  const { lon, lat } = toFrame(region.center, "icrs");
  return [{ lonDeg: lon, latDeg: lat, radiusDeg: region.radius, frame: "icrs" }];
}
