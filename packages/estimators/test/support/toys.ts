import { addSeconds, createGti, intervalsFromEdges, parseTime, type SpectrumDatasetOnOff } from "@gammakit/core";
import type { TimeBin } from "../../src/index.ts";

const edges = Float64Array.of(1, 2, 4, 8);

/** ON and OFF counts in three bins, the OFF region ten times as large, perfect energies and an exposure of 1e13 cm2 s. */
export function onOffToy(name: string, counts: readonly number[], countsOff: readonly number[]): SpectrumDatasetOnOff {
  return {
    kind: "spectrum-on-off",
    name,
    observationIds: [1],
    region: { kind: "circle", center: { frame: "icrs", lon: 83.63, lat: 22.01 }, radius: 0.1 },
    offRegions: [],
    gti: createGti({ scale: "tt", day: 53945, fraction: 0 }, [[0, 1000]]),
    livetime: 1000,
    energyEdges: edges,
    energyTrueEdges: edges,
    exposure: Float64Array.of(1e13, 1e13, 1e13),
    edisp: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1),
    maskSafe: Uint8Array.of(1, 1, 1),
    counts: Float64Array.from(counts),
    countsOff: Float64Array.from(countsOff),
    acceptance: Float64Array.of(1, 1, 1),
    acceptanceOff: Float64Array.of(10, 10, 10),
    meta: {},
  };
}

/** Bins of 15 minutes from 2006-07-29T20:30 UTC on, with these datasets. */
export function binsOf(datasets: readonly (readonly SpectrumDatasetOnOff[])[]): readonly TimeBin[] {
  const start = parseTime("2006-07-29T20:30:00", "utc");
  const edges = Array.from({ length: datasets.length + 1 }, (_, i) => addSeconds(start, 900 * i));
  return intervalsFromEdges(edges).map((interval, i) => ({ interval, datasets: datasets[i] }));
}
