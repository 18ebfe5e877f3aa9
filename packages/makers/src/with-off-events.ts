import type { Dataset, Observation, Region, SpectrumDatasetOnOff } from "@gammakit/core";
import { countByEnergy } from "./count-by-energy.ts";

/**
 * The dataset with the background measured by the events `inside` the OFF regions, each of which counts as one unit of
 * acceptance. Without a region the counts and the acceptance are 0 and no bin is safe.
 */
export function withOffEvents(
  dataset: Dataset,
  observation: Observation,
  inside: Int32Array,
  regions: readonly Region[],
): SpectrumDatasetOnOff {
  const n = dataset.counts.length;
  const { kind: _, background: __, ...common } = { background: undefined, ...dataset };
  return {
    ...common,
    kind: "spectrum-on-off",
    countsOff: countByEnergy(observation, inside, dataset.energyEdges),
    acceptance: new Float64Array(n).fill(1),
    acceptanceOff: new Float64Array(n).fill(regions.length),
    offRegions: regions,
    maskSafe: regions.length > 0 ? dataset.maskSafe : new Uint8Array(n),
  };
}
