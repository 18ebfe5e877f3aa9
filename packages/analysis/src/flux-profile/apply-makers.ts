import {
  createGti,
  type Dataset,
  type Maker,
  type MapDataset,
  type Observation,
  type RunContext,
  type SpectrumDataset,
} from "@gammakit/core";
import { chain } from "@gammakit/makers";
import { mapCenter } from "./map-center.ts";

/**
 * The spectrum of a region after the makers of a job. They are given an observation without events and responses, which stands for
 * the map: it points to the center of the map and has its good time intervals.
 */
export function applyMakers(
  spectrum: SpectrumDataset,
  makers: readonly Maker[],
  map: MapDataset,
  context: RunContext | undefined,
): Dataset {
  return makers.length === 0 ? spectrum : chain(spectrum, ...makers)(observationOf(map), context);
}

function observationOf({ counts, gti }: MapDataset): Observation {
  const reference = { scale: "tt", day: 51544, fraction: 0 } as const;
  const none = new Float64Array(0);
  return {
    id: 0,
    part: 0,
    pointing: mapCenter(counts.wcs),
    liveFraction: 1,
    gti: gti ?? createGti(reference, []),
    events: { reference, time: none, lon: none, lat: none, energy: none },
    meta: {},
  };
}
