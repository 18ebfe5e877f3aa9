import fc from "fast-check";
import { expect, test } from "vitest";
import { isGammakitError } from "../../src/errors/gammakit-error.ts";
import { separation } from "../../src/sky/separation.ts";
import { compileWcs } from "../../src/wcs/compile-wcs.ts";
import type { CompiledWcs, Wcs } from "../../src/wcs/wcs.ts";
import { wcsFromHeader, wcsToHeader } from "../../src/wcs/wcs-header.ts";

const angle = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const latitude = fc.oneof(angle(-90, 90), fc.constantFrom(-90, 0, 90));
const longitude = fc.oneof(angle(-360, 720), fc.constantFrom(0, 180, 359.999999, 360));

/** Any coordinate system: turned, skewed, mirrored; any reference point and poles, not all of which agree. */
const anyWcs = fc
  .record({
    projection: fc.constantFrom("AIT", "ARC", "CAR", "CEA", "GLS", "MER", "MOL", "SFL", "SIN", "STG", "TAN", "ZEA"),
    frame: fc.constantFrom("icrs" as const, "galactic" as const),
    crval: fc.tuple(longitude, latitude),
    crpix: fc.tuple(angle(-500, 500), angle(-500, 500)),
    scale: fc.tuple(angle(0.01, 2), angle(0.01, 2), fc.constantFrom(-1, 1)),
    turn: angle(-180, 180),
    skew: angle(-45, 45),
    lonpole: maybe(fc.oneof(angle(-180, 180), fc.constantFrom(0, 90, 180))),
    latpole: maybe(latitude),
    pv: fc.tuple(angle(-0.7, 0.7), angle(-0.7, 0.7)),
  })
  .map(({ scale, turn, skew, lonpole, latpole, pv, ...rest }): Wcs => {
    const [cos, sin] = [Math.cos(turn * (Math.PI / 180)), Math.sin(turn * (Math.PI / 180))];
    const shear = Math.tan(skew * (Math.PI / 180));
    const [sx, sy] = [scale[0] * scale[2], scale[1]];
    return {
      ...rest,
      // −0 would be read as 0.
      cd: [sx * cos + 0, sy * (shear * cos - sin) + 0, sx * sin + 0, sy * (shear * sin + cos) + 0],
      ...(lonpole !== undefined && { lonpole }),
      ...(latpole !== undefined && { latpole }),
      ...(rest.projection === "SIN" && { pv: [0, ...pv] }),
      ...(rest.projection === "CEA" && { pv: [0, 0.15 + Math.abs(pv[0])] }),
    };
  });

/** The compiled system; undefined where no native pole agrees with it, which is refused. */
function compiled(wcs: Wcs): CompiledWcs | undefined {
  try {
    return compileWcs(wcs);
  } catch (error) {
    expect(isGammakitError(error, "invalid-input")).toBe(true);
    return undefined;
  }
}

/** Distance of two pixels in the plane of projection [deg]. */
function planeDistance({ cd }: Wcs, a: Float64Array, b: Float64Array): number {
  const [dx, dy] = [a[0] - b[0], a[1] - b[1]];
  return Math.hypot(cd[0] * dx + cd[1] * dy, cd[2] * dx + cd[3] * dy);
}

/**
 * At the rim or the native pole of these the plane does not move, to first order, with the sky: there 1e-16 of the plane are 1e-6° of it.
 * The other test looks at them from the plane, where nothing is lost.
 */
const isFlat = ({ projection }: Wcs) => ["AIT", "CEA", "MOL", "SIN", "ZEA"].includes(projection);

const pair = () => new Float64Array(2);

test("a pixel has a position in range that comes back, or none", () => {
  let [found, none] = [0, 0];
  fc.assert(
    fc.property(anyWcs, angle(-300, 300), angle(-300, 300), (wcs, x, y) => {
      const system = compiled(wcs);
      fc.pre(system !== undefined);
      const sky = pair();
      // Around the reference point, where every projection has something.
      const pixel = Float64Array.of(wcs.crpix[0] - 1 + x, wcs.crpix[1] - 1 + y);
      if (!system.toSky(pixel[0], pixel[1], sky)) {
        expect([...sky]).toEqual([Number.NaN, Number.NaN]);
        none++;
        return;
      }
      expect(sky[0] >= 0 && sky[0] < 360 && Math.abs(sky[1]) <= 90).toBe(true);
      const [back, again] = [pair(), pair()];
      // Mercator's plane has points so high that they are the pole to a double; the pole has no pixel.
      if (wcs.projection === "MER" && !system.toPixel(sky[0], sky[1], back)) return;
      expect(system.toPixel(sky[0], sky[1], back)).toBe(true);
      // At a rim the sky turns quickly with the pixel, at a point that is a line in the plane the pixel with the sky.
      if (planeDistance(wcs, pixel, back) < 1e-9) return void found++;
      expect(system.toSky(back[0], back[1], again)).toBe(true);
      expect(separation(sky[0], sky[1], again[0], again[1])).toBeLessThan(1e-9);
      found++;
    }),
    { seed: 21, numRuns: 5000 },
  );
  expect(Math.min(found, none)).toBeGreaterThan(100);
});

test("a position has a pixel that comes back, or none", () => {
  let [found, none] = [0, 0];
  fc.assert(
    fc.property(anyWcs, longitude, latitude, (wcs, lon, lat) => {
      const system = compiled(wcs);
      // The point opposite is all the rim of a zenithal map.
      fc.pre(system !== undefined && separation(lon, lat, ...wcs.crval) < 179.9999);
      const pixel = pair();
      if (!system.toPixel(lon, lat, pixel)) {
        expect([...pixel]).toEqual([Number.NaN, Number.NaN]);
        none++;
        return;
      }
      expect(pixel.every(Number.isFinite)).toBe(true);
      const [sky, again] = [pair(), pair()];
      expect(system.toSky(pixel[0], pixel[1], sky)).toBe(true);
      found++;
      if (separation(lon, lat, sky[0], sky[1]) < (isFlat(wcs) ? 2e-6 : 1e-9)) return;
      expect(system.toPixel(sky[0], sky[1], again)).toBe(true);
      expect(planeDistance(wcs, pixel, again)).toBeLessThan(1e-9);
    }),
    { seed: 22, numRuns: 5000 },
  );
  expect(Math.min(found, none)).toBeGreaterThan(300);
});

test("a turn by 360° is none", () => {
  fc.assert(
    fc.property(anyWcs, angle(0, 360), latitude, (wcs, lon, lat) => {
      const system = compiled(wcs);
      fc.pre(system !== undefined);
      const [a, b, skyA, skyB] = [pair(), pair(), pair(), pair()];
      const ok = system.toPixel(lon, lat, a);
      // A point on a rim may fall on either side of it.
      fc.pre(system.toPixel(lon + 360, lat, b) === ok && ok);
      if (planeDistance(wcs, a, b) < 1e-8) return;
      system.toSky(a[0], a[1], skyA);
      system.toSky(b[0], b[1], skyB);
      // Two edges of the map. Where these meet, at its rim or a native pole, 1e-16 of the plane are 1e-6° of the sky.
      expect(separation(skyA[0], skyA[1], skyB[0], skyB[1])).toBeLessThan(5e-6);
    }),
    { seed: 23, numRuns: 1000 },
  );
});

test("numbers that are not finite, and latitudes beyond a pole, have no counterpart", () => {
  const out = pair();
  fc.assert(
    fc.property(
      anyWcs,
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
      (wcs, strange) => {
        const system = compiled(wcs);
        fc.pre(system !== undefined);
        for (const attempt of [
          () => system.toPixel(strange, 0, out),
          () => system.toPixel(0, strange, out),
          () => system.toPixel(10, 90.001, out),
          () => system.toPixel(10, -200, out),
          () => system.toSky(strange, 0, out),
          () => system.toSky(0, strange, out),
        ]) {
          expect(attempt()).toBe(false);
          expect([...out]).toEqual([Number.NaN, Number.NaN]);
        }
      },
    ),
    { seed: 24, numRuns: 500 },
  );
});

test("a header written is the coordinate system read", () => {
  fc.assert(
    fc.property(anyWcs, (wcs) => {
      fc.pre(compiled(wcs) !== undefined);
      const header = new Map(Object.entries(wcsToHeader(wcs)));
      const back = wcsFromHeader((keyword) => header.get(keyword));
      // -0 is written as 0, and a parameter of 0 not at all.
      expect(wcsToHeader(back)).toEqual(wcsToHeader(wcs));
      expect(back.crval).toEqual(wcs.crval);
      expect(back.cd).toEqual(wcs.cd);
    }),
    { seed: 25, numRuns: 500 },
  );
});
