import { describe, expect, test } from "vitest";
import { axisFromBounds } from "../../src/axis/axis.ts";
import type { SpectrumDatasetOnOff } from "../../src/dataset/dataset.ts";
import { emptySpectrum } from "../../src/dataset/empty-spectrum.ts";
import { alphaOf, backgroundOf, fitMask, fittedBins, hasBackground } from "../../src/dataset/on-off.ts";
import { summarizeDataset } from "../../src/dataset/summarize-dataset.ts";
import { summarizeCounts } from "../../src/statistics/counts.ts";

const region = { kind: "circle", center: { frame: "icrs", lon: 10, lat: 20 }, radius: 0.1 } as const;
const energy = axisFromBounds(1, 10, 3, { name: "energy", unit: "TeV", scale: "log" });
const energyTrue = axisFromBounds(0.5, 20, 5, { name: "energy_true", unit: "TeV", scale: "log" });
const empty = emptySpectrum({ region, energy, energyTrue });

function onOff(changes: Partial<SpectrumDatasetOnOff> = {}): SpectrumDatasetOnOff {
  const { kind: _, background: __, ...fields } = empty;
  return {
    ...fields,
    kind: "spectrum-on-off",
    counts: Float64Array.of(10, 5, 1),
    countsOff: Float64Array.of(20, 4, 2),
    acceptance: Float64Array.of(1, 1, 1),
    acceptanceOff: Float64Array.of(10, 4, 0),
    maskSafe: Uint8Array.of(1, 1, 1),
    offRegions: [],
    ...changes,
  };
}

describe("an empty spectrum", () => {
  test("has its axes and nothing else: no counts, no exposure, no safe bin", () => {
    expect(empty.energyEdges).toEqual(energy.edges);
    expect([empty.counts.length, empty.exposure.length, empty.edisp.length]).toEqual([3, 5, 15]);
    expect([...empty.counts, ...empty.exposure, ...empty.edisp, ...empty.background].every((x) => x === 0)).toBe(true);
    expect([...empty.maskSafe]).toEqual([0, 0, 0]);
    expect(structuredClone(empty)).toEqual(empty);
  });

  test("is in TeV whatever the unit of the axes, which must be one of energy", () => {
    const gev = axisFromBounds(100, 1000, 2, { name: "energy", unit: "GeV", scale: "log" });
    const made = emptySpectrum({ region, energy: gev, energyTrue: gev });
    expect([made.energyEdges[0], made.energyEdges[2]]).toEqual([0.1, 1]);
    expect([made.energyTrueEdges[0], made.energyTrueEdges[2]]).toEqual([0.1, 1]);
    const degrees = axisFromBounds(1, 2, 2, { name: "offset", unit: "deg", scale: "lin" });
    expect(() => emptySpectrum({ region, energy: degrees, energyTrue })).toThrow("deg");
  });
});

describe("ON and OFF", () => {
  test("alpha is the ratio of acceptances, 0 without OFF acceptance", () => {
    const dataset = onOff();
    expect([0, 1, 2].map((j) => alphaOf(dataset, j))).toEqual([0.1, 0.25, 0]);
    expect([...backgroundOf(dataset)]).toEqual([2, 1, 0]);
    const background = Float64Array.of(1, 2, 3);
    expect(backgroundOf({ ...empty, background })).toBe(background);
  });

  test("a fit uses the bins that are safe and wanted", () => {
    expect([...fitMask(onOff({ maskSafe: Uint8Array.of(1, 0, 1) }))]).toEqual([1, 0, 1]);
    const both = onOff({ maskSafe: Uint8Array.of(1, 0, 1), maskFit: Uint8Array.of(0, 1, 1) });
    expect([...fitMask(both)]).toEqual([0, 0, 1]);
  });

  test("of these, those with a background count", () => {
    expect([0, 1, 2].map((j) => hasBackground(onOff(), j))).toEqual([true, true, false]);
    expect([0, 1, 2].map((j) => hasBackground(empty, j))).toEqual([true, true, true]);
    expect([...fittedBins(onOff())]).toEqual([0, 1]);
    expect([...fittedBins(onOff({ maskFit: Uint8Array.of(0, 1, 1) }))]).toEqual([1]);
    expect([...fittedBins({ ...empty, maskSafe: Uint8Array.of(0, 1, 1) })]).toEqual([1, 2]);
  });

  test("the summary takes the safe bins with a common alpha, and none without a background", () => {
    // 15 ON, 24 OFF, 3 expected: alpha = 1/8.
    for (const maskSafe of [Uint8Array.of(1, 1, 0), Uint8Array.of(1, 1, 1)]) {
      expect(summarizeDataset(onOff({ maskSafe }))).toEqual(summarizeCounts(15, 24, 0.125));
    }
    expect(summarizeDataset(onOff()).excess).toBe(12);
  });

  test("without a single OFF count alpha is still known, and the excess significant", () => {
    const dataset = onOff({ countsOff: new Float64Array(3), acceptanceOff: Float64Array.of(10, 10, 10) });
    const { excess, significance } = summarizeDataset(dataset);
    expect(excess).toBe(16);
    // Li & Ma for 16 and 0: sqrt(2 · 16 ln(1 + 1/alpha)).
    expect(significance).toBeCloseTo(Math.sqrt(32 * Math.log(11)), 12);
  });

  test("without any background estimate there is no significance", () => {
    const { excess, significance } = summarizeDataset(onOff({ acceptanceOff: new Float64Array(3) }));
    expect(excess).toBe(0);
    expect(significance).toBeNaN();
    expect(summarizeDataset(onOff({ maskSafe: new Uint8Array(3) }))).toEqual({
      excess: 0,
      error: 0,
      significance: Number.NaN,
    });
  });
});
