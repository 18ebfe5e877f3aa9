import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { insideCircle, toPixelCircle, toSkyCircle } from "../../src/region/pixel-circle.ts";
import { selectInside } from "../../src/region/select-inside.ts";
import { selectInsideRegions } from "../../src/region/select-inside-regions.ts";
import { compileSkyMask } from "../../src/region/sky-mask.ts";
import { separationBetween, toFrame } from "../../src/sky/frames.ts";
import type { Frame, SkyPosition } from "../../src/sky/position.ts";
import { offsetBy, separation } from "../../src/sky/separation.ts";
import { compileWcs } from "../../src/wcs/compile-wcs.ts";
import { createWcs } from "../../src/wcs/create-wcs.ts";
import type { Wcs } from "../../src/wcs/wcs.ts";

const target: SkyPosition = { frame: "icrs", lon: 329.71693826, lat: -30.225589 };
const tangentAt = (center: SkyPosition, binSize = 0.1) =>
  compileWcs(createWcs({ center, projection: "TAN", binSize, shape: [4, 4] }));

test("the ON region of the reference: center (1.5, 1.5), radius 1.1000000000784291 pixels", () => {
  const circle = toPixelCircle({ kind: "circle", center: target, radius: 0.11 }, tangentAt(target));
  expect(circle.x).toBeCloseTo(1.5, 12);
  expect(circle.y).toBeCloseTo(1.5, 12);
  // The scale is that of one arcsecond: it has six digits of the double's fifteen left.
  expect(Math.abs(circle.radius - 1.1000000000784291)).toBeLessThan(1e-9);
});

test("to pixels and back to the sky, in any frame", () => {
  const position = fc.record({
    frame: fc.constantFrom<Frame>("icrs", "galactic"),
    lon: fc.double({ min: 0, max: 359.9, noNaN: true }),
    lat: fc.double({ min: -85, max: 85, noNaN: true }),
  });
  fc.assert(
    fc.property(position, fc.constantFrom<Frame>("icrs", "galactic"), (center, frame) => {
      const wcs = compileWcs(createWcs({ center, frame, projection: "TAN", binSize: 0.1, shape: [10, 10] }));
      const back = toSkyCircle(toPixelCircle({ kind: "circle", center, radius: 0.2 }, wcs), wcs);
      expect(back.center.frame).toBe(frame);
      expect(separationBetween(back.center, center)).toBeLessThan(1e-9);
      expect(back.radius).toBeCloseTo(0.2, 9);
    }),
    { seed: 13 },
  );
});

test("the rim of a circle does not belong to it", () => {
  const circle = { x: 1, y: 2, radius: 5 };
  expect(insideCircle(circle, 4, 5.999)).toBe(true);
  expect(insideCircle(circle, 4, 6)).toBe(false);
  expect(insideCircle(circle, Number.NaN, 2)).toBe(false);
});

describe("selecting positions", () => {
  /** Positions around a center, and far away. */
  function scatter({ lon, lat }: { lon: number; lat: number }, count: number) {
    const out = { lon: new Float64Array(count), lat: new Float64Array(count) };
    for (let k = 0; k < count; k++) {
      const distance = 3 * Math.sqrt(k / count) * (k % 7 === 0 ? 20 : 1);
      [out.lon[k], out.lat[k]] = offsetBy(lon, lat, (k * 137.508) % 360, distance);
    }
    return out;
  }

  const fields: readonly SkyPosition[] = [
    target,
    { frame: "icrs", lon: 0.01, lat: 22 },
    { frame: "icrs", lon: 120, lat: 88.5 },
    { frame: "icrs", lon: 200, lat: -89.9 },
    { frame: "galactic", lon: 359.95, lat: 0 },
    { frame: "galactic", lon: 184.6, lat: -5.8 },
  ];
  const places = fields.flatMap((center) => [
    { ...center, where: "at the center and beside it", circles: [[1.5, 1.5, 4] as const, [12, -8, 7] as const] },
    { ...center, where: "in a ring", circles: [[14, 1, 3] as const, [-12, 4, 2] as const, [2, 16, 4] as const] },
  ]);
  test.each(places)("the cheap first cut loses nothing around $frame $lon, $lat: circles $where", (place) => {
    const center = { frame: place.frame, lon: place.lon, lat: place.lat };
    const wcs = tangentAt(center);
    const { lon, lat } = scatter(toFrame(center, "icrs"), 4000);
    const circles = place.circles.map(([x, y, radius]) => ({ x, y, radius }));
    const found = [...selectInside(lon, lat, circles, wcs)];
    const expected: number[] = [];
    const xy = new Float64Array(2);
    for (let i = 0; i < lon.length; i++) {
      const there = toFrame({ frame: "icrs", lon: lon[i], lat: lat[i] }, center.frame);
      if (!wcs.toPixel(there.lon, there.lat, xy)) continue;
      if (circles.some((circle) => insideCircle(circle, xy[0], xy[1]))) expected.push(i);
    }
    expect(found).toEqual(expected);
    expect(found.length).toBeGreaterThan(50);
  });

  // Turned, stretched and askew, with the pole elsewhere, far from the reference pixel, with fine pixels.
  const planes: readonly (readonly [what: string, Partial<Wcs>])[] = [
    ["with square pixels", { cd: [-0.01, 0, 0, 0.01] }],
    ["of another pole", { cd: [-0.01, 0, 0, 0.01], lonpole: 33 }],
    ["turned and stretched", { cd: [-0.008, 0.005, 0.011, 0.02] }],
    ["askew", { cd: [0.01, 0.009, 0.002, 0.01], crpix: [-300, 700] }],
    ["with pixels of 0.1 arcsec", { cd: [-3e-5, 0, 0, 3e-5] }],
    ["at the pole", { crval: [12, 90] }],
    ["beside the pole", { crval: [12, -89.99] }],
    ["to the horizon", { cd: [-1, 0, 0, 1] }],
    ["of galactic coordinates", { cd: [-0.01, 0.001, 0, 0.02], frame: "galactic", crval: [184.6, -5.8] }],
  ];
  test.each(planes)("what lies on the rim, or a digit beside it, is decided as anywhere: a plane %s", (_, changes) => {
    const wcs = compileWcs({
      projection: "TAN",
      frame: "icrs",
      crval: [329.7, -30.2],
      crpix: [10.5, 20.5],
      cd: [-0.01, 0, 0, 0.01],
      ...changes,
    });
    const circles = [
      { x: 14, y: 27, radius: 11 },
      { x: -40, y: 55, radius: 0.3 },
      { x: 0, y: 0, radius: 1e-7 },
    ];
    const { frame } = wcs.wcs;
    const [lon, lat, sky] = [new Float64Array(6000), new Float64Array(6000), new Float64Array(2)];
    for (let i = 0; i < lon.length; i++) {
      const { x, y, radius } = circles[i % 3];
      const away = radius * (1 + (i % 7 < 5 ? ((i % 7) - 2) * 1e-15 : ((i % 7) - 5.5) * 1e-6));
      wcs.toSky(x + away * Math.cos(i), y + away * Math.sin(i), sky);
      const there = toFrame({ frame, lon: sky[0], lat: sky[1] }, "icrs");
      [lon[i], lat[i]] = i % 11 === 0 ? [there.lon + 180, -there.lat] : [there.lon, there.lat];
    }
    const found = selectInside(lon, lat, circles, wcs);
    const xy = new Float64Array(2);
    const expected = [...lon.keys()].filter((i) => {
      const there = toFrame({ frame: "icrs", lon: lon[i], lat: lat[i] }, frame);
      return wcs.toPixel(there.lon, there.lat, xy) && circles.some((circle) => insideCircle(circle, xy[0], xy[1]));
    });
    expect([...found]).toEqual(expected);
    expect(found.length).toBeGreaterThan(1000);
    expect(found.length).toBeLessThan(5000);
  });

  test("a position in two circles is listed once; longitudes may be written below 0 and above 360", () => {
    const wcs = tangentAt({ frame: "icrs", lon: 0, lat: 0 });
    const circles = [toPixelCircle({ kind: "circle", center: { frame: "icrs", lon: 0, lat: 0 }, radius: 1 }, wcs)];
    const lon = Float64Array.of(0.5, 360.5, -0.5, 359.5, 719.5, 2);
    expect([...selectInside(lon, new Float64Array(6), [...circles, ...circles], wcs)]).toEqual([0, 1, 2, 3, 4]);
  });

  test.each(fields)(
    "regions around $frame $lon, $lat hold what circles of theirs hold, and other shapes their own",
    (center) => {
      const wcs = tangentAt(center);
      const { lon, lat } = scatter(toFrame(center, "icrs"), 4000);
      const circles = [
        { kind: "circle" as const, x: 1.5, y: 1.5, radius: 4 },
        { kind: "circle" as const, x: 12, y: -8, radius: 7 },
      ];
      const inCircles = selectInside(lon, lat, circles, wcs);
      expect(selectInsideRegions(lon, lat, circles, wcs)).toEqual(inCircles);
      const ellipses = circles.map(({ x, y, radius }) => {
        return { kind: "ellipse" as const, x, y, width: 2 * radius, height: 2 * radius, angle: 30 };
      });
      expect(selectInsideRegions(lon, lat, ellipses, wcs)).toEqual(inCircles);
      expect(selectInsideRegions(lon, lat, [], wcs)).toHaveLength(0);
    },
  );

  test("nothing is inside no circle, and what is not a number is inside none", () => {
    const wcs = tangentAt(target);
    const { lon, lat } = target;
    expect(selectInside(Float64Array.of(lon), Float64Array.of(lat), [], wcs)).toHaveLength(0);
    const circles = [{ x: 1.5, y: 1.5, radius: 4 }];
    const nan = Number.NaN;
    expect([...selectInside(Float64Array.of(lon, nan, lon), Float64Array.of(nan, lat, lat), circles, wcs)]).toEqual([
      2,
    ]);
    expect(selectInside(new Float64Array(0), new Float64Array(0), circles, wcs)).toHaveLength(0);
    // The other side of the sky has no place in a tangent plane.
    expect(selectInside(Float64Array.of(lon - 180), Float64Array.of(-lat), circles, wcs)).toHaveLength(0);
  });
});

describe("a sky mask", () => {
  const wcs = createWcs({ center: target, projection: "TAN", binSize: 0.5, shape: [5, 3] });
  const withShape = { ...wcs, shape: [5, 3] as const };
  /** Excluded: column 3 of row 1, one pixel west of the middle. */
  const values = Uint8Array.from({ length: 15 }, (_, k) => (k === 3 + 5 ? 0 : 1));

  test("excludes by the nearest pixel, in whatever frame it is asked", () => {
    const isExcluded = compileSkyMask({ kind: "mask", wcs: withShape, values });
    const point = new Float64Array(2);
    compileWcs(wcs).toSky(3.4, 0.6, point);
    const inside: SkyPosition = { frame: "icrs", lon: point[0], lat: point[1] };
    expect(separation(target.lon, target.lat, point[0], point[1])).toBeLessThan(1);
    expect(isExcluded(inside)).toBe(true);
    expect(isExcluded(toFrame(inside, "galactic"))).toBe(true);
    expect(isExcluded(target)).toBe(false);
  });

  test("excludes nothing outside its image, nor beyond its horizon", () => {
    const isExcluded = compileSkyMask({ kind: "mask", wcs: withShape, values: new Uint8Array(15) });
    expect(isExcluded(target)).toBe(true);
    expect(isExcluded({ ...target, lat: target.lat + 3 })).toBe(false);
    expect(isExcluded({ frame: "icrs", lon: target.lon - 180, lat: -target.lat })).toBe(false);
  });

  test("needs one value per pixel", () => {
    expect(() => compileSkyMask({ kind: "mask", wcs: withShape, values: new Uint8Array(14) })).toThrow(
      "A mask of 5 × 3 pixels needs 15 values, but has 14",
    );
  });
});
