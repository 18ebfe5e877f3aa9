import {
  axisFromEdges,
  type Dataset,
  emptySpectrum,
  type Maker,
  type Observation,
  offsetBy,
  type RadMax,
  type Region,
  type SkyPosition,
  separationBetween,
} from "@gammakit/core";
import { describe, expect, test } from "vitest";
import { circleSpectrumMaker, reflectedRegions, spectrumMaker, wobbleRegions } from "../src/index.ts";
import {
  areaOf,
  asOnOff,
  type Event,
  energy,
  energyTrue,
  observationOf,
  pointing,
  region,
  target,
} from "./support/synthetic.ts";

// Centers 1 and 10 TeV: the nearest is the lower one up to √10 TeV. Centers 0.5 and 1.5 deg; the target is at 0.5 deg.
const radMax: RadMax = {
  kind: "rad-max-2d",
  energy: axisFromEdges([10 ** -0.5, 10 ** 0.5, 10 ** 1.5], { name: "energy", unit: "TeV", scale: "log" }),
  offset: axisFromEdges([0, 1, 2], { name: "offset", unit: "deg", scale: "lin" }),
  values: Float64Array.of(0.2, 0.1, 0.4, 0.3),
};
const pointLike = areaOf(() => 1e9, "point-like");
const around: Region = { kind: "point", center: target };
const emptyAround = (on: Region) => emptySpectrum({ region: on, energy, energyTrue });

const runOf = (events: readonly Event[], changes: Partial<Observation> = {}) =>
  observationOf(events, { aeff: pointLike, radMax, ...changes });
const make = (observation: Observation, on: Region = around) => spectrumMaker().run(emptyAround(on), observation);
const total = (counts: ArrayLike<number>) => Array.from(counts).reduce((a, b) => a + b, 0);

/** An event at a distance [deg] from the target, to the east of it. */
const eventAt = (distance: number, tev: number): Event => [1, ...offsetBy(target.lon, target.lat, 90, distance), tev];

/** Events everywhere within a degree of the pointing, at energies from 0.5 to 50 TeV. */
function everywhere(count: number): Event[] {
  const golden = (Math.sqrt(5) - 1) / 2;
  return Array.from({ length: count }, (_, k) => {
    const at = offsetBy(pointing.lon, pointing.lat, 360 * k * golden, Math.sqrt((k + 0.5) / count));
    return [1, ...at, 0.5 * 100 ** ((k * Math.SQRT2) % 1)];
  });
}

describe("around a point", () => {
  test("events count within the radius of the nearest energy and offset of RAD_MAX, its border included", () => {
    const split = 10 ** 0.5;
    const events = [
      eventAt(0.1999, 1),
      eventAt(0.2001, 1),
      eventAt(0.15, 0.999 * split),
      eventAt(0.15, 1.001 * split),
      eventAt(0.0999, 30),
      eventAt(0.1001, 30),
      [1, target.lon, target.lat, 30] as const,
    ];
    expect(total(make(runOf(events)).counts)).toBe(4);
    const [lon, lat] = offsetBy(pointing.lon, pointing.lat, 180, 1.2);
    const far: Region = { kind: "point", center: { frame: "icrs", lon, lat } };
    const there = offsetBy(lon, lat, 90, 0.35);
    expect(total(make(runOf([[1, ...there, 1] as const, [1, ...there, 30] as const]), far).counts)).toBe(1);
  });

  test("the exposure is that of the responses, which hold the cut", () => {
    const made = make(runOf([]));
    expect(made.region).toEqual(around);
    for (const exposure of made.exposure) expect(exposure).toBeCloseTo(1e9 * 900, 0);
  });

  test("one radius in the effective area stands for all energies", () => {
    const events = [eventAt(0.149, 1), eventAt(0.151, 1), eventAt(0.149, 30)];
    const { radMax: _, ...run } = runOf(events, { aeff: { ...pointLike, radMax: 0.15 } });
    expect(total(make(run).counts)).toBe(2);
  });

  test("counts are those of circles of the same radii, ON and OFF", () => {
    const observation = runOf(everywhere(40_000));
    const measure = (on: Region, background: Maker): Dataset =>
      background.run(make(observation, on), observation) as Dataset;
    for (const background of [reflectedRegions(), wobbleRegions({ count: 5 })]) {
      const cut = asOnOff(measure(around, background));
      const count = cut.offRegions.length;
      expect(count).toBeGreaterThan(2);
      for (const off of cut.offRegions) {
        if (off.kind !== "circle") throw new Error(`OFF is a ${off.kind}`);
        expect(Math.abs(off.radius - 0.2)).toBeLessThan(1e-4);
        expect(Math.abs(separationBetween(off.center, pointing) - 0.5)).toBeLessThan(1e-6);
      }
      // Bins that end below √10 TeV, and bins that begin above: wide circles and narrow ones at the same places.
      const bins = Array.from(cut.counts.keys());
      for (const [radius, isMeant] of [
        [0.2, (j: number) => energy.edges[j + 1] <= 10 ** 0.5],
        [0.1, (j: number) => energy.edges[j] >= 10 ** 0.5],
      ] as const) {
        const circles = cut.offRegions.map((off) => ({ ...off, radius }) as Region);
        const chosen = bins.filter(isMeant);
        expect(chosen.length).toBeGreaterThan(1);
        const on = make(observation, { kind: "circle", center: target, radius });
        const off = circles.map((circle) => make(observation, circle).counts);
        for (const j of chosen) {
          expect(Math.abs(cut.counts[j] - on.counts[j])).toBeLessThanOrEqual(1);
          const sum = off.reduce((before, counts) => before + counts[j], 0);
          expect(Math.abs(cut.countsOff[j] - sum)).toBeLessThanOrEqual(1);
          expect(cut.countsOff[j]).toBeGreaterThan(0);
          expect(cut.acceptanceOff[j]).toBe(count);
        }
      }
    }
  });

  test("regions are laid out for the largest radius in the energies of the dataset", () => {
    const narrow = (min: number) =>
      emptySpectrum({
        region: around,
        energy: axisFromEdges([min, 20, 50], { name: "energy", unit: "TeV", scale: "log" }),
        energyTrue,
      });
    const run = runOf([]);
    const radiusFrom = (min: number) => {
      const [first] = asOnOff(reflectedRegions().run(spectrumMaker().run(narrow(min), run), run)).offRegions;
      return first.kind === "circle" ? first.radius : Number.NaN;
    };
    expect(radiusFrom(1)).toBeCloseTo(0.2, 4);
    expect(radiusFrom(4)).toBeCloseTo(0.1, 4);
  });

  test("wobble regions that reach into ON, or into each other, measure nothing", () => {
    // The target is 0.5 deg from the pointing, and 0.15 deg from the other one.
    const near: SkyPosition = { ...pointing, lat: target.lat + 0.15 };
    const off = (count: number, changes: Partial<Observation> = {}, exclusion: readonly Region[] = []) => {
      const observation = runOf(everywhere(1000), changes);
      return asOnOff(wobbleRegions({ count, exclusion }).run(make(observation), observation));
    };
    expect(off(1).offRegions).toHaveLength(1);
    // Six places 0.5 deg apart leave room for circles of 0.2 deg; in eight they overlap.
    expect(off(5).offRegions).toHaveLength(5);
    expect(off(8).offRegions).toEqual([]);
    const alone = off(1, { pointing: near });
    expect(alone.offRegions).toEqual([]);
    expect([total(alone.countsOff), total(alone.acceptanceOff), total(alone.maskSafe)]).toEqual([0, 0, 0]);
    // Of two the exclusion takes one; the other still reaches into ON.
    const [lon, lat] = offsetBy(near.lon, near.lat, 60, 0.15);
    const hidden: Region = { kind: "circle", center: { frame: "icrs", lon, lat }, radius: 0.02 };
    expect(off(2, { pointing: near }, [hidden]).offRegions).toEqual([]);
  });

  test("a table may have more energies than a call has arguments, and gaps", () => {
    const bins = 200_000;
    const edges = Float64Array.from({ length: bins + 1 }, (_, k) => 10 ** (-0.5 + (2 * k) / bins));
    const fine: RadMax = {
      ...radMax,
      energy: axisFromEdges(edges, { name: "energy", unit: "TeV", scale: "log" }),
      values: new Float64Array(2 * bins).fill(0.2).fill(Number.NaN, 0, 1000),
    };
    const observation = runOf([eventAt(0.1999, 1), eventAt(0.2001, 1)], { radMax: fine });
    expect(total(make(observation).counts)).toBe(1);
  });

  test("excluded places stay out, as they do for circles", () => {
    const observation = runOf([]);
    const exclusion = [{ ...region, radius: 0.9, center: pointing }];
    const made = reflectedRegions({ exclusion }).run(make(observation), observation);
    expect(made.offRegions).toEqual([]);
    expect(total(made.maskSafe)).toBe(0);
  });
});

describe("a point is refused", () => {
  const { radMax: _, ...untold } = runOf([]);

  test("where the responses count all events of a source", () => {
    expect(() => make({ ...untold, aeff: areaOf(() => 1e9), radMax })).toThrow(
      "The ON region is a point, and the responses of observation 7 are for all events of a source. Take a circle, with containmentCorrection.",
    );
  });

  test("where they do not tell their cut, or it is 0", () => {
    expect(() => make(untold)).toThrow(
      "The ON region is a point, and the point-like responses of observation 7 do not tell within which distance of it they count events: there is neither a table RAD_MAX nor that keyword in the effective area.",
    );
    const none = { ...radMax, values: new Float64Array(4) };
    expect(() => make(runOf([], { radMax: none }))).toThrow(
      "have no RAD_MAX above 0 in the energies of the dataset, 0.500 deg",
    );
  });

  test("with a containment correction", () => {
    expect(() => spectrumMaker({ containmentCorrection: true }).run(emptyAround(around), runOf([]))).toThrow(
      'Maker "spectrum" with containmentCorrection needs a circle',
    );
  });

  test("by the maker for circles", () => {
    expect(() => circleSpectrumMaker().run(emptyAround(around), runOf([]))).toThrow("Use spectrumMaker.");
    const circle = circleSpectrumMaker().run(emptyAround(region), runOf([eventAt(0.05, 1)]));
    expect(total(circle.counts)).toBe(1);
  });
});
