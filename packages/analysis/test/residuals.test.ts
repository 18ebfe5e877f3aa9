import { axisFromBounds, emptySpectrum, type SpectrumDatasetOnOff } from "@gammakit/core";
import { powerLaw } from "@gammakit/models";
import { expect, test } from "vitest";
import { residuals } from "../src/figures/residuals.ts";

const region = { kind: "circle", center: { frame: "icrs", lon: 0, lat: 0 }, radius: 0.1 } as const;
const energy = axisFromBounds(1, 8, 3, { name: "energy", unit: "TeV", scale: "log" });
const { background: _, ...fields } = emptySpectrum({ region, energy, energyTrue: energy });
const dataset: SpectrumDatasetOnOff = {
  ...fields,
  kind: "spectrum-on-off",
  counts: Float64Array.of(14, 9, 5),
  countsOff: Float64Array.of(20, 12, 8),
  acceptance: Float64Array.of(1, 1, 1),
  acceptanceOff: Float64Array.of(4, 0, 4),
  maskSafe: Uint8Array.of(1, 1, 0),
  offRegions: [],
};

test("residuals are of the bins that a fit uses: none that is unsafe, or without a background", () => {
  const found = residuals([dataset], powerLaw());
  // Nothing is predicted without exposure: 14 counts on 20/4 ± sqrt(20)/4.
  expect(found).toEqual([{ eMin: 1, eMax: energy.edges[1], value: (14 - 5) / Math.sqrt(5 + 20 / 16) }]);
});
