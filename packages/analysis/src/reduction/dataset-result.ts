import { addSeconds, type Dataset, gtiIntervals, type Region, toFrame, toMjd } from "@gammakit/core";

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
