import { createGti, type SpectralModel, type SpectrumDatasetOnOff } from "@gammakit/core";
import { simulateCounts } from "../../src/simulate-counts.ts";
import { uniformFrom } from "../../src/variability/random.ts";

const bins = 16;

/** Edges [TeV] of a spectrum from 0.5 to 50 TeV. */
const edges = Float64Array.from({ length: bins + 1 }, (_, k) => 0.5 * 100 ** (k / bins));

/** A spectrum of ON and OFF counts drawn from `model` for an exposure [cm2 s]; perfect energies, and OFF counts from a falling background. */
export function spectrumToy(model: SpectralModel, exposure: number, seed: number): SpectrumDatasetOnOff {
  const empty: SpectrumDatasetOnOff = {
    kind: "spectrum-on-off",
    name: `toy-${seed}`,
    observationIds: [1],
    region: { kind: "circle", center: { frame: "icrs", lon: 83.63, lat: 22.01 }, radius: 0.1 },
    offRegions: [],
    gti: createGti({ scale: "tt", day: 53945, fraction: 0 }, []),
    livetime: 1000,
    energyEdges: edges,
    energyTrueEdges: edges,
    exposure: new Float64Array(bins).fill(exposure),
    edisp: Float64Array.from({ length: bins * bins }, (_, k) => (k % (bins + 1) === 0 ? 1 : 0)),
    maskSafe: new Uint8Array(bins).fill(1),
    counts: new Float64Array(bins),
    countsOff: Float64Array.from({ length: bins }, (_, k) => Math.round(60 * 0.7 ** k)),
    acceptance: new Float64Array(bins).fill(1),
    acceptanceOff: new Float64Array(bins).fill(10),
    meta: {},
  };
  // The background that goes with the model and no ON counts is less than the OFF counts; it is the same for all seeds.
  return simulateCounts(empty, model, uniformFrom(seed)) as SpectrumDatasetOnOff;
}
