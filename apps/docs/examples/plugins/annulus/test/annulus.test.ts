import {
  axisFromBounds,
  createEvents,
  createGti,
  createRegistry,
  type Dataset,
  type EstimatorContext,
  emptySpectrum,
  type Observation,
  offsetBy,
  type SpectrumDatasetOnOff,
} from "@gammakit/core";
import { assertClose, makerConformance } from "@gammakit/testing";
import { describe, expect, test } from "vitest";
import { annulusBackground, annulusPlugin, hardnessRatio } from "../src/index.js";

const reference = { scale: "tt", day: 53945, fraction: 0 } as const;
const pointing = { frame: "icrs", lon: 83.63, lat: 22.51 } as const;
const region = { kind: "circle", center: { frame: "icrs", lon: 83.63, lat: 22.01 }, radius: 0.1 } as const;
const energy = axisFromBounds(0.1, 10, 2, { name: "energy", unit: "TeV", scale: "log" });
const energyTrue = axisFromBounds(0.1, 10, 2, { name: "energy_true", unit: "TeV", scale: "log" });
const empty: Dataset = emptySpectrum({ region, energy, energyTrue });

/** Events at distances [deg] and directions [deg] from the pointing, with energies [TeV]. */
function observationOf(events: readonly (readonly [distance: number, angle: number, energy: number])[]): Observation {
  const places = events.map(([distance, angle]) => offsetBy(pointing.lon, pointing.lat, angle, distance));
  return {
    id: 7,
    part: 0,
    pointing,
    liveFraction: 1,
    gti: createGti(reference, [[0, 1000]]),
    events: createEvents({
      reference,
      time: Float64Array.from(events, (_, i) => i),
      lon: Float64Array.from(places, ([lon]) => lon),
      lat: Float64Array.from(places, ([, lat]) => lat),
      energy: Float64Array.from(events, ([, , e]) => e),
    }),
    meta: {},
  };
}

describe("the background from an annulus", () => {
  const observation = observationOf([
    [0.5, 0, 0.5], // opposite of the ON region
    [0.5, 90, 5], // beside
    [0.45, 270, 0.5],
    [0.5, 180, 0.5], // in the ON region, which is to the south
    [0.65, 0, 0.5], // farther out
    [0.3, 0, 0.5], // farther in
  ]);
  const made = annulusBackground().run(empty, observation) as SpectrumDatasetOnOff;

  for (const { name, run } of makerConformance(annulusBackground(), { dataset: empty, observation })) test(name, run);

  test("has the events as far from the pointing as the ON region, without those near it", () => {
    expect([...made.countsOff]).toEqual([2, 1]);
  });

  test("its acceptance is the solid angle over that of the ON region", () => {
    // Flat: the annulus less the sector in which the hole lies, which it fills to within some per cent.
    const flat = (0.6 ** 2 - 0.4 ** 2) / 0.1 ** 2;
    expect(made.acceptanceOff[0]).toBeLessThan(flat);
    expect(made.acceptanceOff[0]).toBeGreaterThan(flat * 0.8);
    const whole = annulusBackground({ gap: 0 }).run(empty, observation) as SpectrumDatasetOnOff;
    // With no gap the hole is the ON region itself, all of which lies in the annulus.
    assertClose(whole.acceptanceOff[0]!, flat - 1, { relative: 2e-3 });
  });

  test("there is none where the pointing lies in the ON region", () => {
    const at = { ...region, center: pointing };
    const none = annulusBackground().run({ ...empty, region: at }, observation) as SpectrumDatasetOnOff;
    expect([...none.acceptanceOff, ...none.countsOff, ...none.maskSafe]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test("an option that it does not have is refused", () => {
    const registry = createRegistry([annulusPlugin]);
    expect(() => registry.create("maker", "example/annulus-background", { gab: 1 })).toThrow('there is no "gab"');
    expect(() => annulusBackground({ gap: -1 })).toThrow("gap must be 0 deg or more");
  });
});

describe("the hardness ratio", () => {
  const dataset: Dataset = {
    ...(annulusBackground().run(empty, observationOf([])) as SpectrumDatasetOnOff),
    counts: Float64Array.of(30, 10),
    countsOff: Float64Array.of(20, 0),
    acceptance: Float64Array.of(1, 1),
    acceptanceOff: Float64Array.of(10, 10),
    maskSafe: Uint8Array.of(1, 1),
  };
  const context: EstimatorContext = { registry: createRegistry([annulusPlugin]) };

  test("is that of the excess counts, with the error of the counts", async () => {
    const result = await hardnessRatio({ split: 1 }).run([dataset], [], context);
    expect(result).toMatchObject({ soft: 28, hard: 10 });
    assertClose(result.splitTeV, 1, { relative: 1e-12 });
    assertClose(result.ratio, -18 / 38, { relative: 1e-12 });
    // d ratio = 2 (S dH - H dS) / (S + H)^2
    const variance = (28 ** 2 * 10 + 10 ** 2 * 30.2) * 4;
    assertClose(result.error, Math.sqrt(variance) / 38 ** 2, { relative: 1e-12 });
  });

  test("does not exist without an excess", async () => {
    const none = { ...dataset, counts: Float64Array.of(0, 0) };
    expect((await hardnessRatio().run([none], [], context)).ratio).toBeNaN();
  });
});
