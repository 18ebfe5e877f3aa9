import {
  type CircleRegion,
  offsetBy,
  type Region,
  type SkyMask,
  type SkyPosition,
  separation,
  separationBetween,
  toFrame,
} from "@gammakit/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findReflectedRegions, reflectedRegions, spectrumMaker } from "../src/index.ts";
import { type Event, empty, observationOf, pointing, region } from "./support/synthetic.ts";

/** Angle under which the region is seen from the pointing: 2 asin(r / d). */
const opening = (radius: number, distance: number) => 2 * Math.asin(radius / distance);
/** How many fit into what is left of the circle, when they touch. */
const room = (radius: number, distance: number, minDistance = 0, minDistanceInput = 0.1) => {
  const step = opening(radius, distance) + minDistance;
  return (2 * Math.PI - step - 2 * minDistanceInput) / step;
};

describe("the regions", () => {
  const position = fc.record({
    frame: fc.constantFrom("icrs" as const, "galactic" as const),
    lon: fc.double({ min: 0, max: 359.9, noNaN: true }),
    lat: fc.double({ min: -89, max: 89, noNaN: true }),
  });

  test("lie as far from the pointing as the ON region, apart from it and from each other, wherever on the sky", () => {
    const radius = fc.double({ min: 0.05, max: 0.4, noNaN: true });
    const distance = fc.double({ min: 0.3, max: 2.5, noNaN: true });
    fc.assert(
      fc.property(position, fc.double({ min: 0, max: 360, noNaN: true }), radius, distance, (at, angle, r, d) => {
        const [lon, lat] = offsetBy(at.lon, at.lat, angle, d);
        const on: CircleRegion = { kind: "circle", center: { frame: at.frame, lon, lat }, radius: r };
        const { regions } = findReflectedRegions(on, at);
        for (const { center, radius: size } of regions) {
          expect(center.frame).toBe(at.frame);
          expect(Math.abs(separationBetween(center, at) - d)).toBeLessThan(1e-6);
          expect(Math.abs(size - r)).toBeLessThan(2e-3 * r);
          expect(separationBetween(center, on.center)).toBeGreaterThan(2 * r);
        }
        // The size is measured on pixels of 0.01°, so neighbors may overlap by about as much.
        for (let k = 1; k < regions.length; k++) {
          expect(separationBetween(regions[k].center, regions[k - 1].center)).toBeGreaterThan(2 * r - 0.03);
        }
        if (r < d) {
          const most = room(Math.max(r - 0.015, 1e-3), d);
          expect(regions.length).toBeLessThanOrEqual(Math.ceil(most) + 1);
          expect(regions.length).toBeGreaterThanOrEqual(Math.floor(room(r, d)));
        }
      }),
      { seed: 31, numRuns: 60 },
    );
  });

  test("do not depend on the frame that the pointing is given in", () => {
    const found = findReflectedRegions(region, toFrame(pointing, "galactic"));
    const expected = findReflectedRegions(region, pointing);
    expect(found.regions).toHaveLength(expected.regions.length);
    found.regions.forEach(({ center }, k) => {
      expect(center.frame).toBe("icrs");
      expect(separationBetween(center, expected.regions[k].center)).toBeLessThan(1e-9);
    });
  });

  test("are none where the pointing lies inside the ON region, in its middle or off it, coarse pixels or not", () => {
    for (const shift of [0, 1e-9, 0.02, 0.09, 0.0999]) {
      for (const binSize of [0.01, 0.05, 0.1]) {
        const inside: SkyPosition = { ...region.center, lat: region.center.lat + shift };
        expect(findReflectedRegions(region, inside, { binSize }).regions).toEqual([]);
      }
    }
  });

  test("are one, opposite, where the ON region nearly reaches the pointing, and none where that would touch it", () => {
    const seenFrom = (distance: number) =>
      findReflectedRegions(region, { ...region.center, lat: region.center.lat + distance }).regions;
    // Seen from 0.105° a radius of 0.1° takes 144°.
    expect(seenFrom(0.105)).toHaveLength(1);
    const close = { minDistanceInput: 1 };
    expect(findReflectedRegions(region, { ...region.center, lat: region.center.lat + 0.105 }, close).regions).toEqual(
      [],
    );
  });

  test("exist for a region smaller than a pixel of the plane", () => {
    const small = { ...region, radius: 0.002 };
    const { regions } = findReflectedRegions(small, pointing);
    expect(regions.length).toBeGreaterThan(100);
    // Its own center stands for the pixels that it does not hold.
    const exclusion: readonly Region[] = [
      { kind: "circle", center: { ...pointing, lat: pointing.lat + 0.5 }, radius: 0.1 },
    ];
    const apart = findReflectedRegions(small, pointing, { exclusion, angleIncrement: 0.002 }).regions;
    expect(apart.length).toBeLessThan(regions.length);
    for (const { center } of apart) expect(center.lat).toBeLessThan(pointing.lat + 0.495);
  });

  test("are none for a region beyond the horizon of the tangent plane, found at once", () => {
    const far: SkyPosition = { ...region.center, lat: region.center.lat - 100 };
    expect(findReflectedRegions(region, far).regions).toEqual([]);
    const started = performance.now();
    findReflectedRegions(region, { ...region.center, lat: region.center.lat - 60 }, { exclusion: [region] });
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe("options", () => {
  const count = (options: Parameters<typeof findReflectedRegions>[2]) =>
    findReflectedRegions(region, pointing, options).regions.length;
  const angles = (options: Parameters<typeof findReflectedRegions>[2]) => {
    const { circles, wcs } = findReflectedRegions(region, pointing, options);
    const [x0, y0] = wcs.wcs.crpix.map((pixel) => pixel - 1);
    return circles.map(({ x, y }) => Math.atan2(y - y0, x - x0));
  };
  const turn = (from: number, to: number) => (to - from + 4 * Math.PI) % (2 * Math.PI);

  test("minDistance keeps regions apart, and so leaves room for fewer", () => {
    const [close, apart] = [angles({}), angles({ minDistance: 0.2 })];
    expect(apart.length).toBeLessThan(close.length);
    expect(turn(apart[0], apart[1]) - turn(close[0], close[1])).toBeCloseTo(0.2, 10);
  });

  test("minDistanceInput keeps them away from the ON region on both sides", () => {
    const [close, away] = [angles({ minDistanceInput: 0 }), angles({ minDistanceInput: 0.5 })];
    expect(turn(close[0], away[0])).toBeCloseTo(0.5, 10);
    expect(away.length).toBeLessThan(close.length);
  });

  test("maxRegionNumber stops the search", () => {
    expect(count({ maxRegionNumber: 3 })).toBe(3);
    expect(count({ maxRegionNumber: 0 })).toBe(0);
    expect(angles({ maxRegionNumber: 3 })).toEqual(angles({}).slice(0, 3));
  });

  test("binSize refines the angle under which the region is seen, from below", () => {
    const size = (binSize: number) => {
      const [first, second] = angles({ binSize });
      return turn(first, second);
    };
    const exact = opening(0.1, 0.5);
    for (const binSize of [0.05, 0.02, 0.01, 0.002]) {
      expect(size(binSize)).toBeLessThan(exact * 1.001);
      expect(exact - size(binSize)).toBeLessThan((3 * binSize) / 0.5);
    }
  });

  test("angleIncrement is the step away from an excluded place; 0 gives up there", () => {
    // Excluded: a spot on the circle, a quarter turn from the ON region.
    const [lon, lat] = offsetBy(pointing.lon, pointing.lat, 90, 0.5);
    const exclusion: readonly CircleRegion[] = [{ kind: "circle", center: { frame: "icrs", lon, lat }, radius: 0.05 }];
    const all = count({});
    expect(count({ exclusion })).toBeLessThan(all);
    expect(count({ exclusion, angleIncrement: 0.01 })).toBeGreaterThanOrEqual(
      count({ exclusion, angleIncrement: 0.1 }),
    );
    expect(count({ exclusion, angleIncrement: 0 })).toBeLessThan(count({ exclusion }));
    for (const { center } of findReflectedRegions(region, pointing, { exclusion }).regions) {
      expect(separation(center.lon, center.lat, lon, lat)).toBeGreaterThan(0.15 - 0.01);
    }
  });

  test("regions of any kind are excluded, alone or in a union", () => {
    const [lon, lat] = offsetBy(pointing.lon, pointing.lat, 90, 0.5);
    const center: SkyPosition = { frame: "icrs", lon, lat };
    const circle: Region = { kind: "circle", center, radius: 0.05 };
    const square: Region = { kind: "rectangle", center, width: 0.1, height: 0.1, angle: 0 };
    const ring: Region = { kind: "annulus", center, innerRadius: 0.02, outerRadius: 0.05 };
    const far: Region = { ...circle, center: { ...center, lat: -80 } };
    const without = (...exclusion: readonly Region[]) => count({ exclusion, angleIncrement: 0.01 });
    for (const exclusion of [circle, square, ring]) expect(without(exclusion)).toBeLessThan(count({}));
    expect(without(ring)).toBe(without(circle));
    expect(without({ kind: "union", regions: [far, circle] })).toBe(without(circle));
  });

  test("exclusion of everything, of nothing, and of what is far away", () => {
    const everything: CircleRegion = { kind: "circle", center: pointing, radius: 2 };
    const far: CircleRegion = { kind: "circle", center: { ...pointing, lat: -40 }, radius: 5 };
    expect(count({ exclusion: [everything] })).toBe(0);
    expect(count({ exclusion: [] })).toBe(count({}));
    expect(count({ exclusion: [far] })).toBe(count({}));
    // An exclusion of the ON region itself, as an image of known sources has it, takes no OFF region away.
    expect(count({ exclusion: [region] })).toBe(count({}));
  });
});

describe("the maker", () => {
  const off = (k: number): readonly [number, number] => {
    const { center } = findReflectedRegions(region, pointing).regions[k];
    return [center.lon, center.lat];
  };
  const on = region.center;
  const events: Event[] = [
    [1, on.lon, on.lat, 1],
    [2, ...off(0), 1],
    [3, ...off(5), 1],
    [4, ...off(5), 3],
    [1001, ...off(5), 3],
    [6, pointing.lon, pointing.lat, 1],
  ];
  const observation = observationOf(events);
  const dataset = spectrumMaker().run(empty, observation);

  test("counts events of the OFF regions in the good time, and their number as acceptance", () => {
    const made = reflectedRegions().run(dataset, observation);
    const n = findReflectedRegions(region, pointing).regions.length;
    expect(made.kind).toBe("spectrum-on-off");
    expect([...made.countsOff]).toEqual([0, 2, 0, 1, 0, 0, 0, 0]);
    expect([...made.acceptance]).toEqual(Array(8).fill(1));
    expect([...made.acceptanceOff]).toEqual(Array(8).fill(n));
    expect(made.offRegions).toHaveLength(n);
    expect(made.counts).toEqual(dataset.counts);
    expect("background" in made).toBe(false);
  });

  test("without room for a region has no acceptance and no safe bin", () => {
    const made = reflectedRegions().run(dataset, observationOf(events, { pointing: on }));
    expect([...made.acceptanceOff, ...made.countsOff, ...made.maskSafe].every((x) => x === 0)).toBe(true);
    expect(made.offRegions).toEqual([]);
  });

  test("remembers regions by region and pointing", () => {
    const maker = reflectedRegions();
    const other = observationOf(events, { pointing: { ...pointing, lat: pointing.lat + 0.7 } });
    const wide = { ...dataset, region: { ...region, radius: 0.2 } };
    for (const [given, run] of [
      [dataset, observation],
      [dataset, other],
      [wide, observation],
      [dataset, observation],
    ] as const) {
      expect(maker.run(given, run)).toEqual(reflectedRegions().run(given, run));
    }
  });

  test("refuses options that it does not know, or of another kind", () => {
    const loose = reflectedRegions as (options: unknown) => unknown;
    expect(() => loose({ angelIncrement: 1 })).toThrow('Did you mean "angleIncrement"?');
    expect(() => loose({ minDistance: -0.1 })).toThrow("must be a finite number ≥ 0, not -0.1");
    expect(() => loose({ binSize: Number.NaN })).toThrow("must be a finite number ≥ 0, not NaN");
    expect(() => loose({ maxRegionNumber: "5" })).toThrow('must be a finite number ≥ 0, not "5"');
    for (const exclusion of [region, "none", 3, null, [region, "m31"], { kind: "circle" }]) {
      expect(() => loose({ exclusion })).toThrow('"exclusion" must be a list of regions or a mask');
    }
    expect(() => loose({ exclusion: [{ kind: "sphere" }] })).toThrow('"sphere" is no kind of region');
    expect(() => reflectedRegions({ exclusion: [{ ...region, radius: -1 }] })).toThrow("its radius is -1°");
    expect(() => reflectedRegions({ binSize: 0 }).run(dataset, observation)).toThrow("cannot be made");
  });

  test("and the maker before it need a circle as ON region", () => {
    const rectangle = { kind: "rectangle", center: region.center, width: 1, height: 1, angle: 0 } as const;
    expect(() => reflectedRegions().run({ ...dataset, region: rectangle }, observation)).toThrow(
      '"reflected-regions" needs a circle',
    );
    expect(() => spectrumMaker().run({ ...dataset, region: rectangle }, observation)).toThrow(
      '"spectrum" needs a circle',
    );
  });

  test("says when a mask image does not fit its coordinates", () => {
    const exclusion: SkyMask = {
      kind: "mask",
      wcs: { projection: "TAN", frame: "icrs", crval: [83, 22], crpix: [1, 1], cd: [-1, 0, 0, 1], shape: [2, 2] },
      values: new Uint8Array(3),
    };
    expect(() => reflectedRegions({ exclusion }).run(dataset, observation)).toThrow("needs 4 values, but has 3");
  });
});
