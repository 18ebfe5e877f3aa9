import {
  axisFromBounds,
  compileWcs,
  createWcs,
  emptySpectrum,
  type SkyMask,
  separationBetween,
  summarizeDataset,
  toFrame,
} from "@gammakit/core";
import { describeWith, readJson } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { chain, reflectedRegions, safeMask, spectrumMaker, stackOnOff } from "../src/index.ts";
import { readRuns } from "./support/hess.ts";
import { asOnOff } from "./support/synthetic.ts";

interface Crab {
  readonly datasets: readonly {
    readonly counts: readonly number[];
    readonly countsOff: readonly number[];
    readonly acceptanceOff: readonly number[];
    readonly nOffRegions: number;
    readonly maskSafe: readonly boolean[];
  }[];
  readonly cumulative: Readonly<
    Record<"excess" | "sqrt_ts" | "livetime" | "counts" | "counts_off" | "alpha", readonly number[]>
  >;
}

const target = { frame: "icrs", lon: 83.63, lat: 22.01 } as const;
const hole = { kind: "circle", center: { frame: "galactic", lon: 183.604, lat: -8.708 }, radius: 0.5 } as const;

/** An image of 150 × 150 pixels of 0.05° with a hole at a position in Galactic coordinates. */
function maskImage(): SkyMask {
  const wcs = createWcs({ center: target, projection: "TAN", binSize: 0.05, shape: [150, 150] });
  const compiled = compileWcs(wcs);
  const sky = new Float64Array(2);
  const values = Uint8Array.from({ length: 150 * 150 }, (_, k) => {
    compiled.toSky(k % 150, Math.floor(k / 150), sky);
    const position = toFrame({ frame: "icrs", lon: sky[0], lat: sky[1] }, "galactic");
    return separationBetween(position, hole.center) < hole.radius ? 0 : 1;
  });
  return { kind: "mask", wcs: { ...wcs, shape: [150, 150] }, values };
}

describeWith(["GAMMAPY_DATA", "GAMMAKIT_REFERENCE"], "four runs on the Crab nebula", () => {
  test.each([
    ["an image", () => maskImage()],
    ["a region in another frame", () => [hole]],
  ])("excluding by %s gives the reference's counts, regions, masks and significances", async (_, exclusion) => {
    const reference = await readJson<Crab>("GAMMAKIT_REFERENCE", "spectrum_crab.json");
    const empty = emptySpectrum({
      region: { kind: "circle", center: target, radius: 0.11 },
      energy: axisFromBounds(0.1, 40, 26, { name: "energy", unit: "TeV", scale: "log" }),
      energyTrue: axisFromBounds(0.05, 100, 40, { name: "energy_true", unit: "TeV", scale: "log" }),
    });
    const reduce = chain(
      empty,
      spectrumMaker({ containmentCorrection: true }),
      reflectedRegions({ exclusion: exclusion() }),
      safeMask({ methods: ["aeff-max"], aeffPercent: 10 }),
    );
    const runs = await readRuns([23523, 23526, 23559, 23592]);
    const datasets = runs.map((run) => asOnOff(reduce(run)));
    const total = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
    reference.datasets.forEach((expected, i) => {
      expect([...datasets[i].counts]).toEqual(expected.counts);
      expect([...datasets[i].countsOff]).toEqual(expected.countsOff);
      expect([...datasets[i].acceptanceOff]).toEqual(expected.acceptanceOff);
      expect(datasets[i].offRegions).toHaveLength(expected.nOffRegions);
      expect([...datasets[i].maskSafe].map(Boolean)).toEqual(expected.maskSafe);
    });
    const { cumulative } = reference;
    cumulative.counts.forEach((counts, i) => {
      const stacked = stackOnOff(datasets.slice(0, i + 1));
      expect(total(stacked.counts)).toBe(counts);
      expect(total(stacked.countsOff)).toBe(cumulative.counts_off[i]);
      const near = (value: number, wanted: number, relative: number) =>
        expect(Math.abs(value - wanted)).toBeLessThanOrEqual(relative * Math.abs(wanted));
      near(stackOnOff(datasets.slice(0, i + 1)).livetime, cumulative.livetime[i], 1e-12);
      const { excess, significance } = summarizeDataset(stacked);
      // The reference stacks acceptances in single precision.
      near(excess, cumulative.excess[i], 3e-7);
      near(significance, cumulative.sqrt_ts[i], 1e-6);
    });
  });
});
