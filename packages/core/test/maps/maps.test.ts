import { describe, expect, test } from "vitest";
import { axisFromBounds } from "../../src/axis/axis.ts";
import { addMaps, divideMaps, multiplyMaps, subtractMaps } from "../../src/maps/arithmetic.ts";
import { sliceAxis, sumOverAxes } from "../../src/maps/axes.ts";
import { createMap } from "../../src/maps/create-map.ts";
import { downsample } from "../../src/maps/downsample.ts";
import { interpolateMap } from "../../src/maps/interpolate-map.ts";
import type { WcsMap } from "../../src/maps/map.ts";
import { regionMask } from "../../src/maps/region-mask.ts";
import { axisIndex, mapShape, valueIndex } from "../../src/maps/shape.ts";
import { solidAngles } from "../../src/maps/solid-angles.ts";
import { crop, cutout, pad } from "../../src/maps/window.ts";
import { toFrame } from "../../src/sky/frames.ts";
import type { SkyPosition } from "../../src/sky/position.ts";
import { compileWcs } from "../../src/wcs/compile-wcs.ts";
import { createWcs } from "../../src/wcs/create-wcs.ts";
import { pixelSolidAngle } from "../../src/wcs/pixel-scale.ts";

const galactic = (lon: number, lat: number): SkyPosition => ({ frame: "galactic", lon, lat });
const center = galactic(0, 0);
const cube = createWcs({ center, binSize: 0.05, shape: [400, 200] });
const energy = axisFromBounds(1, 100, 2, { name: "energy", unit: "TeV", scale: "log" });
const small = createWcs({ center, binSize: 0.5, shape: [4, 2] });
/** Values 0, 1, 2, … in their order. */
const counting = (): WcsMap =>
  createMap({ wcs: small, axes: [energy], values: Float32Array.from({ length: 16 }, (_, k) => k) });

describe("a map", () => {
  test("has zeros in double precision where no values are given, and knows where each value is", () => {
    const map = createMap({ wcs: small, axes: [energy], unit: "cm2 s" });
    expect(map.values).toEqual(new Float64Array(16));
    expect(mapShape(map)).toEqual([4, 2, 2]);
    expect(valueIndex(map, 3, 1, [1])).toBe(15);
    expect(valueIndex(map, 4, 1, [1])).toBe(-1);
    expect(valueIndex(map, 0, 0, [2])).toBe(-1);
    expect(axisIndex(map, "energy")).toBe(0);
  });

  test.each<readonly [string, () => unknown, RegExp]>([
    [
      "too few values",
      () => createMap({ wcs: small, axes: [energy], values: new Float32Array(8) }),
      /needs 16 .* has 8/,
    ],
    ["no numbers of pixels", () => createMap({ wcs: { ...small, shape: [4, 0] } }), /4 × 0/],
    ["an axis twice", () => createMap({ wcs: small, axes: [energy, energy] }), /two axes "energy"/],
    ["a unit that is none", () => createMap({ wcs: small, unit: "florps" }), /florps/],
    ["an unknown axis", () => sumOverAxes(counting(), { axes: ["time"] }), /no axis "time".*"energy"/],
    ["a range beyond the axis", () => sliceAxis(counting(), "energy", { first: 1, end: 3 }), /bins 0 to 1/],
    ["a cutout beside the map", () => cutout(counting(), galactic(90, 0), 1), /no pixel of the map/],
    ["a cutout without a width", () => cutout(counting(), center, -1), /positive/],
    ["a crop of everything", () => crop(counting(), 1), /Nothing is left/],
    ["half a pixel around", () => pad(counting(), 0.5), /whole number/],
    ["a factor that does not divide", () => downsample(counting(), { factor: 3 }), /must divide/],
    ["a missing coordinate", () => interpolateMap(counting(), center), /"energy" \[TeV\] is missing/],
  ])("%s is refused in words", (_, make, message) => {
    expect(make).toThrow(message);
  });
});

describe("axes", () => {
  test("sums leave NaN out, and drop an axis or keep it as one bin", () => {
    const map = counting();
    map.values[0] = Number.NaN;
    const image = sumOverAxes(map);
    expect([...image.values]).toEqual([8, 10, 12, 14, 16, 18, 20, 22]);
    expect(image.axes).toEqual([]);
    const kept = sumOverAxes(map, { keep: true });
    expect([...kept.axes[0].edges]).toEqual([1, 100]);
    expect(kept.axes[0].centers[0]).toBeCloseTo(10, 12);
    const time = axisFromBounds(0, 3, 3, { name: "time", unit: "d", scale: "lin" });
    const values = Int32Array.from({ length: 48 }, (_, k) => k);
    const both = createMap({ wcs: small, axes: [energy, time], values });
    expect(sumOverAxes(both, { axes: ["energy"] }).values[8]).toBe(16 + 24);
    expect(sumOverAxes(both, { axes: ["time"] }).values[8]).toBe(8 + 24 + 40);
    expect(sumOverAxes(both).values[1]).toBe(1 + 9 + 17 + 25 + 33 + 41);
  });

  test("a slice keeps type, edges and centers", () => {
    const slice = sliceAxis(counting(), "energy", { first: 1, end: 2 });
    expect(slice.values).toEqual(Float32Array.from([8, 9, 10, 11, 12, 13, 14, 15]));
    expect([...slice.axes[0].edges]).toEqual([energy.edges[1], energy.edges[2]]);
    expect([...slice.axes[0].centers]).toEqual([energy.centers[1]]);
  });
});

describe("parts of a map", () => {
  const ramp = createMap({ wcs: cube, values: Int32Array.from({ length: 80000 }, (_, k) => k) });

  test("a cutout of 3° of the reference's cube: 60 × 60 pixels from (170, 70), reference pixel 30.5", () => {
    for (const position of [center, toFrame(center, "icrs")]) {
      const part = cutout(ramp, position, 3);
      expect(part.wcs.shape).toEqual([60, 60]);
      expect(part.wcs.crpix).toEqual([30.5, 30.5]);
      expect([part.values[0], part.values[3599]]).toEqual([170 + 400 * 70, 229 + 400 * 129]);
    }
  });

  test("a cutout at the border is smaller, and each pixel keeps its place on the sky", () => {
    const part = cutout(ramp, galactic(10, 5), [1, 2]);
    expect(part.wcs.shape).toEqual([10, 20]);
    const [a, b] = [new Float64Array(2), new Float64Array(2)];
    compileWcs(part.wcs).toSky(3, 4, a);
    const index = part.values[3 + 10 * 4];
    compileWcs(cube).toSky(index % 400, Math.floor(index / 400), b);
    expect([...a]).toEqual([...b]);
  });

  test("what is padded has the fill value, also in a second plane", () => {
    const padded = pad(counting(), [1, 0], { fill: -1 });
    expect(padded.wcs.shape).toEqual([6, 2]);
    expect([...padded.values.subarray(0, 12)]).toEqual([-1, 0, 1, 2, 3, -1, -1, 4, 5, 6, 7, -1]);
    expect([...padded.values.subarray(12, 18)]).toEqual([-1, 8, 9, 10, 11, -1]);
  });

  test("coarser pixels hold sums or means, and cover the same sky", () => {
    const summed = downsample(counting(), { factor: 2 });
    expect([...summed.values]).toEqual([10, 18, 42, 50]);
    expect([...downsample(counting(), { factor: 2, method: "mean" }).values]).toEqual([2.5, 4.5, 10.5, 12.5]);
    const [fine, coarse] = [new Float64Array(2), new Float64Array(2)];
    compileWcs(small).toSky(-0.5, -0.5, fine);
    compileWcs(summed.wcs).toSky(-0.5, -0.5, coarse);
    expect([...coarse]).toEqual([...fine]);
  });

  test("a mask is 1 inside of any region, or outside of all", () => {
    const regions = [0.25, 0.75].map((lon) => ({ kind: "circle", center: galactic(lon, 0.25), radius: 0.1 }) as const);
    expect([...regionMask(small, regions).values]).toEqual([0, 0, 0, 0, 1, 1, 0, 0]);
    expect([...regionMask(small, regions, { inside: false }).values]).toEqual([1, 1, 1, 1, 0, 0, 1, 1]);
  });
});

describe("solid angles of pixels", () => {
  test("of the reference's cube, in the middle and at the corner", () => {
    const angles = solidAngles(cube);
    expect(Math.abs(angles[200 + 400 * 100] / 7.61543404e-7 - 1)).toBeLessThan(1e-8);
    expect(Math.abs(angles[399 + 400 * 199] / 7.58674462e-7 - 1)).toBeLessThan(1e-8);
    const compiled = compileWcs(cube);
    for (const k of [0, 399, 40123, 79999]) {
      const one = pixelSolidAngle(compiled, k % 400, Math.floor(k / 400));
      expect(Math.abs(angles[k] / one - 1)).toBeLessThan(1e-10);
    }
  });

  test("of the whole sky add up to 4π", () => {
    const whole = (projection: string) => solidAngles(createWcs({ center, binSize: 2, projection }));
    const sum = (values: Float64Array) => values.reduce((total, value) => total + (Number.isNaN(value) ? 0 : value), 0);
    expect(sum(whole("CAR")) / (4 * Math.PI)).toBeCloseTo(1, 3);
    expect(whole("AIT")[0]).toBeNaN();
  });
});

describe("interpolation", () => {
  /** Linear in pixels and in the logarithm of energy. */
  const linear = createMap({
    wcs: cube,
    axes: [energy],
    values: Float64Array.from(
      { length: 160000 },
      (_, k) => (k % 400) + 2 * (Math.floor(k / 400) % 200) + (k < 80000 ? 0 : 7),
    ),
  });

  test("is exact where the map is linear, between pixels, bins and beyond them", () => {
    const x = (lon: number) => 199.5 - lon / 0.05;
    const y = (lat: number) => 99.5 + lat / 0.05;
    for (const [lon, lat, e] of [
      [1.234, 0.77, 10],
      [-3.3, 2.1, 3],
      [9.999, 4.99, 0.5],
      [0, 0, 300],
    ] as const) {
      const bin = Math.log(e) / Math.log(10) - 0.5;
      const expected = x(lon) + 2 * y(lat) + 7 * bin;
      expect(interpolateMap(linear, galactic(lon, lat), { energy: e })).toBeCloseTo(expected, 9);
      expect(interpolateMap(linear, toFrame(galactic(lon, lat), "icrs"), { energy: e })).toBeCloseTo(expected, 9);
    }
  });

  test("takes pixels that are not finite as 0, and has no value without a pixel", () => {
    const holes = createMap({ wcs: small, values: new Float32Array(8).fill(Number.NaN) });
    expect(interpolateMap(holes, galactic(0.1, 0.1))).toBe(0);
    const tangent = createWcs({ center, projection: "TAN", binSize: 1, shape: [4, 4] });
    expect(interpolateMap(createMap({ wcs: tangent }), galactic(180, 0))).toBeNaN();
  });
});

describe("arithmetic", () => {
  const of = (unit: string, value: number) => createMap({ wcs: small, unit, values: new Float64Array(8).fill(value) });

  test("brings units together", () => {
    expect(addMaps(of("m2", 1), of("cm2", 5000))).toMatchObject({ unit: "m2", values: new Float64Array(8).fill(1.5) });
    expect(subtractMaps(of("TeV", 2), of("GeV", 500)).values[0]).toBe(1.5);
    expect(multiplyMaps(of("cm2 s", 2), of("cm-2 s-1 TeV-1", 3))).toMatchObject({ unit: "TeV-1" });
    const ratio = divideMaps(of("10**-12 cm-2", 2), of("s", 0));
    expect(ratio.unit).toBe("10**-12 cm-2 s-1");
    expect(ratio.values[0]).toBe(Number.POSITIVE_INFINITY);
    expect(divideMaps(of("", 0), of("", 0)).values[0]).toBeNaN();
  });

  test("takes an image to every bin", () => {
    const masked = multiplyMaps(counting(), createMap({ wcs: small, values: Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 1) }));
    expect([...masked.values]).toEqual([0, 0, 0, 0, 0, 0, 0, 7, 8, 0, 0, 0, 0, 0, 0, 15]);
  });

  test.each<readonly [string, () => unknown, RegExp]>([
    ["units of two kinds", () => addMaps(of("m2", 1), of("s", 1)), /cannot be converted/],
    ["other pixels", () => addMaps(of("", 1), createMap({ wcs: cube })), /4 × 2 pixels and 400 × 200/],
    [
      "another place",
      () => addMaps(of("", 1), { ...of("", 1), wcs: { ...small, crval: [1, 0] } as never }),
      /numbers of/,
    ],
    ["an image and a cube", () => addMaps(of("", 1), counting()), /axes none and energy \(2\)/],
    [
      "other edges",
      () => addMaps(counting(), { ...counting(), axes: [axisFromBounds(1, 90, 2, energy)] }),
      /edges of the axis "energy"/,
    ],
  ])("%s do not fit", (_, make, message) => {
    expect(make).toThrow(message);
  });

  test("edges in another unit fit", () => {
    const inGeV = axisFromBounds(1000, 1e5, 2, { name: "energy", unit: "GeV", scale: "log" });
    expect(addMaps(counting(), { ...counting(), axes: [inGeV] }).values[3]).toBe(6);
  });
});
