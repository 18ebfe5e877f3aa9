import { createGti, type SpectrumDatasetOnOff } from "@gammakit/core";

/** ON and OFF counts of three bins with a small response, whose numbers single precision holds. */
export const smallSpectrum: SpectrumDatasetOnOff = {
  kind: "spectrum-on-off",
  name: "42",
  observationIds: [42],
  offRegions: [],
  gti: createGti({ scale: "tt", day: 58909, fraction: 0.25 }, [[0, 900]]),
  livetime: 800,
  energyEdges: Float64Array.of(1, 2, 4, 8),
  energyTrueEdges: Float64Array.of(0.5, 1, 2, 4, 8),
  counts: Float64Array.of(3, 0, 7),
  countsOff: Float64Array.of(10, 4, 0),
  acceptance: Float64Array.of(1, 1, 1),
  acceptanceOff: Float64Array.of(12, 11.5, 0),
  exposure: Float64Array.of(0, 1.8e12, 3.6e12, 4.5e12),
  edisp: Float64Array.of(0, 0, 0, 0.75, 0.25, 0, 0.125, 0.75, 0.125, 0, 0, 0.875),
  maskSafe: Uint8Array.of(0, 1, 1),
  meta: { TELESCOP: "HESS" },
};
