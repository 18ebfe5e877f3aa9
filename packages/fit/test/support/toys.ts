import { createGti, type Optimizer, type SpectrumDataset, type SpectrumDatasetOnOff } from "@gammakit/core";
import { minuit } from "@gammakit/minuit";

/** Edges [TeV] of the toys: widths 1, 2 and 4 TeV. */
export const toyEdges = Float64Array.of(1, 2, 4, 8);

const common = {
  observationIds: [1],
  region: { kind: "circle", center: { frame: "icrs", lon: 83.63, lat: 22.01 }, radius: 0.1 },
  gti: createGti({ scale: "tt", day: 53945, fraction: 0 }, [[0, 1000]]),
  livetime: 1000,
  energyEdges: toyEdges,
  energyTrueEdges: toyEdges,
  exposure: Float64Array.of(1e13, 1e13, 1e13),
  edisp: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1),
  maskSafe: Uint8Array.of(1, 1, 1),
  meta: {},
} as const;

/** Counts in three bins with a known background, perfect energies and an exposure of 1e13 cm2 s. */
export function cashToy(counts: readonly number[], changes: Partial<SpectrumDataset> = {}): SpectrumDataset {
  return {
    ...common,
    kind: "spectrum",
    name: "cash",
    counts: Float64Array.from(counts),
    background: new Float64Array(3),
    ...changes,
  };
}

/** ON and OFF counts in three bins, the OFF region ten times as large. */
export function onOffToy(
  counts: readonly number[],
  countsOff: readonly number[],
  changes: Partial<SpectrumDatasetOnOff> = {},
): SpectrumDatasetOnOff {
  return {
    ...common,
    kind: "spectrum-on-off",
    name: "on-off",
    counts: Float64Array.from(counts),
    countsOff: Float64Array.from(countsOff),
    acceptance: Float64Array.of(1, 1, 1),
    acceptanceOff: Float64Array.of(10, 10, 10),
    offRegions: [],
    ...changes,
  };
}

/** MIGRAD to the last digit that matters. */
export const exact = minuit({ errors: "hesse" });

/** An optimizer that finds minima and knows nothing else. */
export const bare: Optimizer = {
  id: "bare",
  minimize(objective, context) {
    const { covariance: _, diagnostics: __, ...found } = exact.minimize(objective, context);
    return found;
  },
};

/** An optimizer with a covariance and no intervals. */
export const plain: Optimizer = { id: "plain", minimize: exact.minimize };

/** The object with everything in it frozen, typed arrays apart, which cannot be. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}
