import { emptySpectrum, splitByTime, summarizeDataset } from "@gammakit/core";
import { describeWith, readJson } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { chain, reflectedRegions, safeMask, spectrumMaker, stackOnOff } from "../src/index.ts";
import { flareEnergy, flareEnergyTrue, flareIntervals, flareRegion, flareRunIds, readRuns } from "./support/hess.ts";
import { asOnOff } from "./support/synthetic.ts";

const near = (value: number, expected: number, relative: number) =>
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));

const empty = emptySpectrum({ region: flareRegion, energy: flareEnergy, energyTrue: flareEnergyTrue });
const makers = [spectrumMaker({ containmentCorrection: true }), reflectedRegions(), safeMask()];

interface LightCurve {
  readonly cumulative: Readonly<
    Record<"excess" | "sqrt_ts" | "livetime" | "counts" | "counts_off" | "alpha", readonly number[]>
  >;
}

describeWith(["GAMMAPY_DATA", "GAMMAKIT_REFERENCE"], "the same night in intervals of ten minutes", () => {
  test("counts, excess, significance and livetime as datasets are stacked one after the other", async () => {
    const { cumulative } = await readJson<LightCurve>("GAMMAKIT_REFERENCE", "lightcurve_flare.json");
    const runs = await readRuns([...flareRunIds, 33799, 33800, 33801]);
    const slices = splitByTime(runs, flareIntervals(10, 35)).flat();
    const datasets = slices.map((slice) => asOnOff(chain(empty, ...makers)(slice)));
    expect(datasets).toHaveLength(cumulative.counts.length);
    cumulative.counts.forEach((counts, i) => {
      const stacked = stackOnOff(datasets.slice(0, i + 1));
      const sum = (values: Float64Array) =>
        values.reduce((total, value, j) => total + (stacked.maskSafe[j] ? value : 0), 0);
      expect(sum(stacked.counts)).toBe(counts);
      expect(sum(stacked.countsOff)).toBe(cumulative.counts_off[i]);
      near(stacked.livetime, cumulative.livetime[i], 1e-12);
      const { excess, significance } = summarizeDataset(stacked);
      // The reference stacks acceptances in single precision.
      near(excess, cumulative.excess[i], 3e-7);
      near(significance, cumulative.sqrt_ts[i], 1e-6);
    });
  });
});
