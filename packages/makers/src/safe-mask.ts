import {
  backgroundOf,
  type Dataset,
  defineExtension,
  GammakitError,
  hasBackground,
  type Observation,
  regionCenter,
  separationBetween,
} from "@gammakit/core";
import { geometricCenters } from "./geometric-centers.ts";
import { checkOptions } from "./options.ts";
import { crossing } from "./threshold.ts";

/** A way to tell which energy bins can be trusted. */
export type SafeMaskMethod = "aeff-max" | "aeff-default" | "edisp-bias" | "offset-max" | "bkg-peak";

const methodNames: readonly SafeMaskMethod[] = ["aeff-max", "aeff-default", "edisp-bias", "offset-max", "bkg-peak"];

/** Which methods are used, all of which a bin must pass, and their limits. */
export interface SafeMaskOptions {
  readonly methods?: readonly SafeMaskMethod[];
  /** For "aeff-max": the effective area must reach this part of its maximum [%]. */
  readonly aeffPercent?: number;
  /** For "edisp-bias": the largest relative bias of the reconstructed energy [%]. */
  readonly biasPercent?: number;
  /** For "offset-max": the largest distance of the region from the pointing [deg]. */
  readonly offsetMax?: number;
}

/**
 * Narrows the safe bins of a dataset.
 *
 * - `aeff-max`: bins above the energy where exposure / livetime, containment included, first reaches `aeffPercent` of its maximum;
 * - `aeff-default`: bins inside LO_THRES and HI_THRES of the effective area, where the file has them;
 * - `edisp-bias`: bins above the energy where the bias of the energy dispersion has fallen to `biasPercent`;
 * - `offset-max`: all bins, if the region lies within `offsetMax` of the pointing, else none;
 * - `bkg-peak`: bins from the one with the most background on. Where it is measured, that is the OFF counts times alpha, and nothing of
 *   the counts ON: where there are few OFF counts, chance decides where the peak is.
 *
 * A bin counts as above an energy when its lower edge is. Bins whose background is undefined are never safe.
 */
export const safeMask = defineExtension(
  "maker",
  {
    id: "safe-mask",
    aliases: ["SafeMaskMaker"],
    summary: "Energy bins that can be trusted",
    optionHelp: {
      methods: "Of aeff-max, aeff-default, edisp-bias, offset-max, bkg-peak (aeff-max)",
      aeffPercent: "Part of its maximum that the effective area must reach [%] (10)",
      biasPercent: "Largest relative bias of the reconstructed energy [%] (10)",
      offsetMax: "Largest distance of the region from the pointing [deg] (3)",
    },
  },
  (options: SafeMaskOptions = {}) => {
    const { methods = ["aeff-max"], aeffPercent = 10, biasPercent = 10, offsetMax = 3 } = options;
    checkOptions("safe-mask", options, {
      methods: "array",
      aeffPercent: "number",
      biasPercent: "number",
      offsetMax: "number",
    });
    for (const method of methods) {
      if (!methodNames.includes(method)) {
        throw new GammakitError(
          "invalid-input",
          `Maker "safe-mask": unknown method ${JSON.stringify(method)}. Known: ${methodNames.join(", ")}.`,
          { method },
        );
      }
    }
    return {
      run<D extends Dataset>(dataset: D, observation: Observation): D {
        const safe = dataset.maskSafe.slice();
        const background = backgroundOf(dataset);
        for (let j = 0; j < safe.length; j++) {
          if (!hasBackground(dataset, j) || !Number.isFinite(background[j])) safe[j] = 0;
        }
        const keep = (min: number, max = Number.POSITIVE_INFINITY) => keepRange(safe, dataset.energyEdges, min, max);
        if (methods.includes("offset-max")) {
          if (!(offsetOf(dataset, observation) < offsetMax)) safe.fill(0);
        }
        if (methods.includes("aeff-default")) {
          const range = observation.aeff?.safeRange;
          keep(range?.min ?? 0, range?.max);
        }
        if (methods.includes("aeff-max")) keep(areaThreshold(dataset, aeffPercent / 100));
        if (methods.includes("edisp-bias")) keep(biasThreshold(dataset, biasPercent / 100));
        if (methods.includes("bkg-peak")) keep(dataset.energyEdges[peak(background)]);
        return { ...dataset, maskSafe: safe };
      },
    };
  },
);

/** Distance [deg] of the region from the pointing. */
function offsetOf({ name, region }: Dataset, { pointing }: Observation): number {
  if (region !== undefined) return separationBetween(regionCenter(region), pointing);
  throw new GammakitError(
    "invalid-input",
    `Method "offset-max" needs the region of dataset "${name}", which has none.`,
  );
}

/** Clears the bins that do not lie inside [min, max]. */
function keepRange(safe: Uint8Array, edges: Float64Array, min: number, max: number): void {
  for (let j = 0; j < safe.length; j++) if (!(edges[j] >= min && edges[j + 1] <= max)) safe[j] = 0;
}

/**
 * Energy [TeV] at which the exposure first reaches `fraction` of its maximum, between the first bin with exposure and the last;
 * the first bin with exposure where it is above from the start; Infinity where there is no exposure at all, or never so much.
 */
function areaThreshold(dataset: Dataset, fraction: number): number {
  const first = dataset.exposure.findIndex((value) => value > 0);
  if (first < 0) return Number.POSITIVE_INFINITY;
  const energies = geometricCenters(dataset.energyTrueEdges);
  // A threshold does not depend on the livetime, so the exposure serves as the effective area.
  const target = fraction * Math.max(...dataset.exposure);
  const found = crossing(energies, dataset.exposure, target, energies[first], energies[energies.length - 1]);
  if (found !== undefined) return found;
  if (dataset.exposure[first] >= target) return energies[first];
  // At 100 % rounding may leave the maximum itself below the target.
  return fraction <= 1 ? energies[peak(dataset.exposure)] : Number.POSITIVE_INFINITY;
}

/**
 * Reconstructed energy [TeV] at which the relative bias, falling from its peak, is `bias`; 0 where it is never above, Infinity
 * where it never falls so low. (The reference takes the energy of the peak in both cases.)
 */
function biasThreshold(dataset: Dataset, bias: number): number {
  const energies = geometricCenters(dataset.energyTrueEdges);
  const reconstructed = geometricCenters(dataset.energyEdges);
  const n = reconstructed.length;
  const values = energies.map((energy, i) => {
    let [norm, sum] = [0, 0];
    for (let j = 0; j < n; j++) {
      norm += dataset.edisp[i * n + j];
      sum += dataset.edisp[i * n + j] * reconstructed[j];
    }
    return norm > 0 ? sum / norm / energy - 1 : -1;
  });
  const start = peak(values);
  if (values[start] <= bias) return 0;
  const found = crossing(energies, values, bias, energies[start], energies[energies.length - 1]);
  return (found ?? Number.POSITIVE_INFINITY) * (1 + bias);
}

function peak(values: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}
