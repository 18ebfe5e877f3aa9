import {
  type CircleRegion,
  compilePixelRegion,
  offsetBy,
  type Region,
  type RegionOperator,
  regionArea,
  regionCenter,
  type SkyMask,
  type SkyPosition,
  separation,
  separationBetween,
  toFrame,
  toPixelRegion,
} from "@gammakit/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  findReflectedRegions,
  findReflectedShapes,
  findWobbleRegions,
  reflectedRegions,
  spectrumMaker,
  wobbleRegions,
} from "../src/index.ts";
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

  test("and the maker before it take any ON region with an area; the containment correction needs a circle", () => {
    const square: Region = { kind: "rectangle", center: region.center, width: 0.1, height: 0.1, angle: 0 };
    const on = spectrumMaker().run({ ...empty, region: square }, observation);
    expect(on.counts.reduce((a, b) => a + b, 0)).toBe(1);
    const { regions } = findReflectedShapes(square, pointing);
    const [first, last] = [regions[0], regions[regions.length - 1]].map(regionCenter);
    const made = reflectedRegions().run(on, observationOf([1, 2].map((t) => [t, first.lon, first.lat, 1] as Event)));
    expect(made.countsOff.reduce((a, b) => a + b, 0)).toBe(2);
    expect(made.acceptanceOff[0]).toBe(regions.length);
    expect(made.offRegions).toEqual(regions);
    expect(separation(last.lon, last.lat, pointing.lon, pointing.lat)).toBeCloseTo(0.5, 3);
    const line: Region = { kind: "line", start: region.center, end: pointing };
    for (const maker of [spectrumMaker(), reflectedRegions(), wobbleRegions({ count: 2 })]) {
      expect(() => maker.run({ ...on, region: line }, observation)).toThrow("line holds no events");
    }
    const correcting = spectrumMaker({ containmentCorrection: true });
    expect(() => correcting.run({ ...empty, region: square }, observation)).toThrow(
      "containmentCorrection needs a circle",
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

describe("shapes", () => {
  const center = region.center;
  const size = { width: 0.2, height: 0.1, angle: 30 };
  const hollow = { innerWidth: 0.1, innerHeight: 0.05, outerWidth: 0.2, outerHeight: 0.1, angle: 30 };
  const away: Region = { kind: "circle", center: { ...center, lon: center.lon + 0.05 }, radius: 0.08 };
  const shapes: readonly Region[] = [
    region,
    { kind: "ellipse", center, ...size },
    { kind: "rectangle", center, ...size },
    { kind: "annulus", center, innerRadius: 0.05, outerRadius: 0.1 },
    { kind: "elliptical-annulus", center, ...hollow },
    { kind: "rectangular-annulus", center, ...hollow },
    {
      kind: "polygon",
      vertices: [0, 120, 240].map((angle) => {
        const [lon, lat] = offsetBy(center.lon, center.lat, angle, 0.1);
        return { frame: "icrs", lon, lat } as const;
      }),
    },
    { kind: "union", regions: [region, away] },
    { kind: "compound", operator: "difference", a: region, b: away },
  ];

  test.each(shapes)("copies of a region of kind $kind have its area, and lie side by side", (on) => {
    const { shapes: copies, wcs } = findReflectedShapes(on, pointing);
    expect(copies.length).toBeGreaterThan(5);
    const original = toPixelRegion(on, wcs);
    const area = regionArea(original);
    const all = [original, ...copies];
    const tests = all.map(compilePixelRegion);
    for (const copy of copies) expect(Math.abs(regionArea(copy) / area - 1)).toBeLessThan(0.02);
    const { shape = [0, 0] } = wcs.wcs;
    let [shared, held] = [0, 0];
    for (let k = 0; k < shape[0] * shape[1]; k++) {
      const n = tests.filter((test) => test(k % shape[0], Math.floor(k / shape[0]))).length;
      held += n;
      if (n > 1) shared++;
    }
    // The size is measured on pixels, so neighbors may share one or two on their rims.
    expect(shared).toBeLessThanOrEqual(2 * all.length);
    expect(held).toBeGreaterThan(all.length * area * 0.95);
  });

  test.each([0, 17.3, 90, 180])("of a circle are the circles, whatever the frame and the place: %s°", (lon) => {
    const at: SkyPosition = { frame: "galactic", lon, lat: 40 };
    const circle: CircleRegion = { kind: "circle", center: { ...at, lat: 40.5 }, radius: 0.1 };
    const { regions } = findReflectedShapes(circle, at);
    expect(regions.length).toBeGreaterThan(5);
    const circles = findReflectedRegions(circle, at).regions;
    expect(regions.length).toBe(circles.length);
    circles.forEach((expected, k) => {
      const found = regionCenter(regions[k]);
      expect(separation(found.lon, found.lat, expected.center.lon, expected.center.lat)).toBeLessThan(1e-9);
    });
  });

  test("smaller than a pixel have copies, around the pointing none, beyond the horizon none", () => {
    const tiny: Region = { kind: "ellipse", center, width: 0.002, height: 0.001, angle: 3 };
    expect(findReflectedShapes(tiny, pointing).regions.length).toBeGreaterThan(5);
    const around: Region = { kind: "rectangle", center: pointing, width: 1, height: 1, angle: 3 };
    expect(findReflectedShapes(around, pointing).regions).toEqual([]);
    const far: Region = { kind: "ellipse", center: { ...pointing, lon: pointing.lon + 180 }, ...size };
    expect(findReflectedShapes(far, pointing).regions).toEqual([]);
    expect(findWobbleRegions(far, pointing, { count: 3 }).regions).toEqual([]);
  });

  test("are kept out of what compounds exclude, parts beyond the horizon or not", () => {
    const [lon, lat] = offsetBy(pointing.lon, pointing.lat, 90, 0.5);
    const spot: Region = { kind: "circle", center: { frame: "icrs", lon, lat }, radius: 0.2 };
    const far: Region = { ...spot, center: { frame: "icrs", lon: pointing.lon + 180, lat: -pointing.lat } };
    const count = (exclusion: Region) =>
      findReflectedShapes(shapes[1], pointing, { exclusion: [exclusion], angleIncrement: 0.01 }).regions.length;
    const all = findReflectedShapes(shapes[1], pointing).regions.length;
    const compound = (operator: RegionOperator, a: Region, b: Region) => count({ kind: "compound", operator, a, b });
    const [without, none] = [count(spot), compound("intersection", spot, far)];
    expect(without).toBeLessThan(all);
    expect(none).toBe(all);
    expect(compound("difference", far, spot)).toBe(all);
    for (const operator of ["union", "difference", "xor"] as const) expect(compound(operator, spot, far)).toBe(without);
  });
});

describe("a region that is as narrow as the pixels", () => {
  const distances = (regions: readonly Region[]) => {
    const centers = [region, ...regions].map(regionCenter);
    return centers.flatMap((a, i) => centers.slice(0, i).map((b) => separation(a.lon, a.lat, b.lon, b.lat)));
  };

  test.each([0.2, 0.3, 0.5])(
    "has copies beside each other with pixels of %s deg, and not one upon the other",
    (binSize) => {
      const circles = findReflectedRegions(region, pointing, { binSize }).regions;
      const shapes = findReflectedShapes(region, pointing, { binSize }).regions;
      for (const regions of [circles, shapes]) {
        expect(regions.length).toBeGreaterThan(1);
        expect(regions.length).toBeLessThan(20);
        // Where some pixels are in the circle, they are all that is known of its width.
        expect(Math.min(...distances(regions))).toBeGreaterThan(0.6 * region.radius);
      }
    },
  );

  test("has no more copies than fit where it is a line of pixels", () => {
    const center = { ...pointing, lat: pointing.lat + 0.5 };
    const thin: Region = { kind: "rectangle", center, width: 0.004, height: 0.3, angle: 0 };
    const { regions } = findReflectedShapes(thin, pointing, { binSize: 0.1 });
    expect(regions.length).toBeGreaterThan(5);
    expect(regions.length).toBeLessThan(60);
  });
});

describe("wobble regions", () => {
  test("divide the circle evenly; those in an excluded place are left out", () => {
    const { regions } = findWobbleRegions(region, pointing, { count: 3 });
    expect(regions).toHaveLength(3);
    const opposite = regionCenter(regions[1]);
    expect(separation(opposite.lon, opposite.lat, region.center.lon, region.center.lat)).toBeCloseTo(1, 3);
    const exclusion: readonly Region[] = [{ kind: "circle", center: opposite, radius: 0.05 }];
    expect(findWobbleRegions(region, pointing, { count: 3, exclusion }).regions).toEqual([regions[0], regions[2]]);
  });

  test("are none where they would overlap", () => {
    expect(findWobbleRegions(region, pointing, { count: 40 }).regions).toEqual([]);
  });

  test("count events as reflected regions do, with as many units of acceptance", () => {
    const { regions } = findWobbleRegions(region, pointing, { count: 3 });
    const { lon, lat } = regionCenter(regions[2]);
    const observation = observationOf([[1, lon, lat, 1]]);
    const made = wobbleRegions({ count: 3 }).run(spectrumMaker().run(empty, observation), observation);
    expect(made.countsOff.reduce((a, b) => a + b, 0)).toBe(1);
    expect([...made.acceptanceOff]).toEqual(Array(8).fill(3));
    expect([...made.acceptance]).toEqual(Array(8).fill(1));
  });

  test("need a number of regions", () => {
    for (const count of [0, 1.5, 1e6]) {
      expect(() => wobbleRegions({ count })).toThrow("must be a whole number from 1 to 1000");
    }
    const loose = wobbleRegions as (options: unknown) => unknown;
    expect(() => loose({})).toThrow("must be a whole number from 1 to 1000");
    expect(() => loose({ counts: 3 })).toThrow('Did you mean "count"?');
  });
});
