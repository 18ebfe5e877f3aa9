import {
  type CircleRegion,
  checkRegion,
  type Dataset,
  defineExtension,
  GammakitError,
  type Observation,
  type Region,
  requireCircle,
  type SkyMask,
  type SkyPosition,
  type SpectrumDatasetOnOff,
  selectInside,
} from "@gammakit/core";
import { countByEnergy } from "./count-by-energy.ts";
import { checkOptions } from "./options.ts";
import { findReflectedRegions, type ReflectedRegions } from "./reflected-regions-finder.ts";

/** How OFF regions are found. */
export interface ReflectedRegionsOptions {
  /** Parts of the sky kept out of the background: regions that fit into a field of view, or an image. */
  readonly exclusion?: readonly Region[] | SkyMask;
  /** Step by which the search turns on from an excluded place [rad]. */
  readonly angleIncrement?: number;
  /** Smallest angle between two OFF regions, seen from the pointing [rad]. */
  readonly minDistance?: number;
  /** Smallest angle between the ON region and an OFF region, seen from the pointing [rad]. */
  readonly minDistanceInput?: number;
  readonly maxRegionNumber?: number;
  /** Pixel of the plane in which regions are laid out [deg]. */
  readonly binSize?: number;
}

/**
 * Measures the background in copies of the ON region, turned around the pointing, where the acceptance is the same.
 * Berge, Funk & Hinton (2007), A&A 466, 1219, Sect. 4. Each OFF region counts as one unit of acceptance, an event in two of
 * them once. Where no region fits, the OFF counts and acceptance are 0 and no bin is safe.
 */
export const reflectedRegions = defineExtension(
  "maker",
  {
    id: "reflected-regions",
    aliases: ["ReflectedRegionsBackgroundMaker"],
    summary: "OFF counts from copies of the ON region around the pointing",
  },
  (options: ReflectedRegionsOptions = {}) => {
    const { exclusion, ...numbers } = options;
    checkOptions("reflected-regions", numbers, {
      angleIncrement: "number",
      minDistance: "number",
      minDistanceInput: "number",
      maxRegionNumber: "number",
      binSize: "number",
    });
    checkExclusion(exclusion);
    const find = memoize(options);
    return {
      run(dataset: Dataset, observation: Observation): SpectrumDatasetOnOff {
        const on = requireCircle(dataset.region, 'Maker "reflected-regions"');
        const { regions, circles, wcs } = find(on, observation.pointing);
        const n = dataset.counts.length;
        const { events } = observation;
        const inside = selectInside(events.lon, events.lat, circles, wcs);
        const { kind: _, ...fields } = dataset;
        const { background: __, ...common } = { background: undefined, ...fields };
        return {
          ...common,
          kind: "spectrum-on-off",
          countsOff: countByEnergy(observation, inside, dataset.energyEdges),
          acceptance: new Float64Array(n).fill(1),
          acceptanceOff: new Float64Array(n).fill(regions.length),
          offRegions: regions,
          maskSafe: regions.length > 0 ? dataset.maskSafe : new Uint8Array(n),
        };
      },
    };
  },
);

/** Options from a file may hold anything. */
function checkExclusion(exclusion: unknown): void {
  const kindOf = (value: unknown) =>
    typeof value === "object" && value !== null && "kind" in value ? value.kind : undefined;
  const isList = Array.isArray(exclusion);
  const wrong = isList ? exclusion.find((region: unknown) => kindOf(region) === undefined) : exclusion;
  if (wrong === undefined && isList) for (const region of exclusion) checkRegion(region as Region);
  if (wrong === undefined || (!isList && kindOf(wrong) === "mask")) return;
  throw new GammakitError(
    "invalid-input",
    `Maker "reflected-regions": option "exclusion" must be a list of regions or a mask, not ${JSON.stringify(wrong)}.`,
    { exclusion: wrong },
  );
}

/** The regions depend on the pointing alone, which the parts of one run share. */
function memoize(options: ReflectedRegionsOptions) {
  const known = new Map<string, ReflectedRegions>();
  return (region: CircleRegion, pointing: SkyPosition): ReflectedRegions => {
    const key = JSON.stringify([region, pointing]);
    let found = known.get(key);
    if (found === undefined) {
      found = findReflectedRegions(region, pointing, options);
      known.set(key, found);
    }
    return found;
  };
}
