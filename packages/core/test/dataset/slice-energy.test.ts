import { describe, expect, test } from "vitest";
import { createGti, type SpectrumDataset, type SpectrumDatasetOnOff, sliceEnergy } from "../../src/index.ts";

const common = {
  name: "toy",
  observationIds: [1],
  region: { kind: "circle", center: { frame: "icrs", lon: 0, lat: 0 }, radius: 1 },
  gti: createGti({ scale: "tt", day: 53945, fraction: 0 }, []),
  livetime: 1,
  energyEdges: Float64Array.of(1, 2, 4, 8, 16),
  energyTrueEdges: Float64Array.of(1, 4, 16),
  counts: Float64Array.of(1, 2, 3, 4),
  exposure: Float64Array.of(10, 20),
  edisp: Float64Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8),
  maskSafe: Uint8Array.of(0, 1, 1, 1),
  meta: {},
} as const;
const spectrum: SpectrumDataset = { ...common, kind: "spectrum", background: Float64Array.of(5, 6, 7, 8) };

describe("a slice in energy", () => {
  test("has the bins between two edges, the true energies untouched", () => {
    const { dataset, ...done } = sliceEnergy({ ...spectrum, maskFit: Uint8Array.of(1, 0, 1, 1) }, 2, 8);
    expect(done).toEqual({ begin: 1, end: 3, snapped: false, clipped: false });
    expect(dataset).toMatchObject({
      energyEdges: Float64Array.of(2, 4, 8),
      counts: Float64Array.of(2, 3),
      background: Float64Array.of(6, 7),
      maskSafe: Uint8Array.of(1, 1),
      maskFit: Uint8Array.of(0, 1),
      edisp: Float64Array.of(0.2, 0.3, 0.6, 0.7),
      energyTrueEdges: common.energyTrueEdges,
      exposure: common.exposure,
    });
  });

  test("knows a first bin that begins at 0, as channels of files may", () => {
    const low = { ...spectrum, energyEdges: Float64Array.of(0, 2, 4, 8, 16) };
    const { dataset, ...all } = sliceEnergy(low, 0, 16);
    expect(dataset?.energyEdges).toEqual(low.energyEdges);
    expect(all).toEqual({ begin: 0, end: 4, snapped: false, clipped: false });
    expect(sliceEnergy(low, 0.5, 8)).toMatchObject({ begin: 0, end: 3, snapped: true });
    expect(sliceEnergy(low, 1.5, 8)).toMatchObject({ begin: 1, end: 3, snapped: true });
    expect(sliceEnergy(low, 2, 8)).toMatchObject({ begin: 1, end: 3, snapped: false });
    expect(sliceEnergy(low, 0, 1.5)).toMatchObject({ begin: 0, end: 1, snapped: true });
  });

  test("has what belongs to an ON/OFF spectrum", () => {
    const onOff: SpectrumDatasetOnOff = {
      ...common,
      kind: "spectrum-on-off",
      countsOff: Float64Array.of(1, 2, 3, 4),
      acceptance: Float64Array.of(1, 2, 3, 4),
      acceptanceOff: Float64Array.of(5, 6, 7, 8),
      offRegions: [],
    };
    expect(sliceEnergy(onOff, 4, 16).dataset).toMatchObject({
      countsOff: Float64Array.of(3, 4),
      acceptance: Float64Array.of(3, 4),
      acceptanceOff: Float64Array.of(7, 8),
    });
  });

  test("ends at the nearest edge in ln E", () => {
    expect(sliceEnergy(spectrum, 2.7, 11)).toMatchObject({ begin: 1, end: 3, snapped: true, clipped: false });
    expect(sliceEnergy(spectrum, 2.9, 12)).toMatchObject({ begin: 2, end: 4, snapped: true });
  });

  test("takes energies of six digits for the edges they are", () => {
    const edges = Float64Array.of(0.01, 0.0142709151, 0.0203659019, 0.03, 0.04);
    const slice = sliceEnergy({ ...spectrum, energyEdges: edges }, 0.01427092, 0.0400000001);
    expect(slice).toMatchObject({ begin: 1, end: 4, snapped: false, clipped: false });
  });

  test("ends with the data", () => {
    expect(sliceEnergy(spectrum, 0, 100)).toEqual({
      dataset: spectrum,
      begin: 0,
      end: 4,
      snapped: false,
      clipped: true,
    });
    expect(sliceEnergy(spectrum, 4, 100)).toMatchObject({ begin: 2, end: 4, snapped: false, clipped: true });
  });

  test("is missing where no bin is left", () => {
    for (const [eMin, eMax] of [
      [0.1, 0.9],
      [17, 20],
      [4.1, 4.2],
    ]) {
      const slice = sliceEnergy(spectrum, eMin, eMax);
      expect(slice.dataset).toBeUndefined();
      expect(slice.begin).toBe(slice.end);
    }
  });

  test("is refused for a range that makes no sense", () => {
    for (const [eMin, eMax] of [
      [2, 2],
      [2, 1],
      [-1, 2],
      [Number.NaN, 2],
    ]) {
      expect(() => sliceEnergy(spectrum, eMin, eMax)).toThrow("energy range");
    }
  });
});
