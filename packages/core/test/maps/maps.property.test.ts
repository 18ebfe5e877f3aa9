import fc from "fast-check";
import { expect, test } from "vitest";
import { axisFromBounds } from "../../src/axis/axis.ts";
import { sumOverAxes } from "../../src/maps/axes.ts";
import { createMap } from "../../src/maps/create-map.ts";
import { downsample } from "../../src/maps/downsample.ts";
import type { WcsMap } from "../../src/maps/map.ts";
import { regionSum } from "../../src/maps/region-sum.ts";
import { smooth } from "../../src/maps/smooth.ts";
import { crop, cutout, pad } from "../../src/maps/window.ts";
import type { Region } from "../../src/region/region.ts";
import { compileWcs } from "../../src/wcs/compile-wcs.ts";
import { createWcs } from "../../src/wcs/create-wcs.ts";

const center = { frame: "galactic", lon: 30, lat: -10 } as const;
const energy = axisFromBounds(1, 100, 3, { name: "energy", unit: "TeV", scale: "log" });

/** Maps of whole numbers below 1000, so that sums are exact. */
const maps: fc.Arbitrary<WcsMap> = fc
  .tuple(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 1, max: 24 }), fc.constantFrom("CAR", "TAN"), fc.nat())
  .map(([nx, ny, projection, seed]) => {
    const wcs = createWcs({ center, projection, binSize: 0.25, shape: [nx, ny] });
    const values = Float32Array.from({ length: nx * ny * 3 }, (_, k) => ((k + 1) * 7919 + seed * 104729) % 1000);
    return createMap({ wcs, axes: [energy], values, unit: "" });
  });
const total = (map: WcsMap) => Float64Array.from(map.values).reduce((sum, value) => sum + value, 0);

test("a margin that is put around a map and taken off again leaves it as it was", () => {
  fc.assert(
    fc.property(maps, fc.nat(5), fc.nat(5), (map, x, y) => {
      const back = crop(pad(map, [x, y], { fill: Number.NaN }), [x, y]);
      expect(back.values).toEqual(map.values);
      expect(back.wcs.shape).toEqual(map.wcs.shape);
      for (const axis of [0, 1]) expect(back.wcs.crpix[axis]).toBeCloseTo(map.wcs.crpix[axis], 12);
    }),
    { seed: 5, numRuns: 60 },
  );
});

test("cutouts of one pixel each add up to the whole map", () => {
  fc.assert(
    fc.property(maps, (map) => {
      const [nx, ny] = map.wcs.shape;
      const compiled = compileWcs(map.wcs);
      const sky = new Float64Array(2);
      let sum = 0;
      for (let k = 0; k < nx * ny; k++) {
        compiled.toSky(k % nx, Math.floor(k / nx), sky);
        const one = cutout(map, { frame: "galactic", lon: sky[0], lat: sky[1] }, 0.25);
        expect(one.wcs.shape).toEqual([1, 1]);
        sum += total(one);
      }
      expect(sum).toBe(total(map));
    }),
    { seed: 6, numRuns: 15 },
  );
});

test("sums over energy and over a region can be taken in either order", () => {
  fc.assert(
    fc.property(maps, fc.double({ min: 0.1, max: 4, noNaN: true }), (map, radius) => {
      const region: Region = { kind: "circle", center, radius };
      const spectrum = regionSum(map, region).values;
      const image = regionSum(sumOverAxes(map), region).values;
      expect(image[0]).toBe(spectrum[0] + spectrum[1] + spectrum[2]);
      expect(sumOverAxes(regionSum(map, region)).values[0]).toBe(image[0]);
    }),
    { seed: 7, numRuns: 60 },
  );
});

test("smoothing keeps the sum with every kernel, however wide", () => {
  const kernels = fc.constantFrom<"gauss" | "disk" | "box">("gauss", "disk", "box");
  fc.assert(
    fc.property(maps, kernels, fc.double({ min: 0.3, max: 30, noNaN: true }), (map, kernel, pixels) => {
      const smoothed = smooth(map, { kernel, width: { pixels } });
      expect(Math.abs(total(smoothed) - total(map))).toBeLessThanOrEqual(1e-12 * total(map));
    }),
    { seed: 8, numRuns: 60 },
  );
});

test("coarser pixels keep the sum", () => {
  fc.assert(
    fc.property(maps, fc.constantFrom(1, 2, 3, 4), (map, factor) => {
      const [nx, ny] = map.wcs.shape;
      fc.pre(nx % factor === 0 && ny % factor === 0);
      expect(total(downsample(map, { factor }))).toBe(total(map));
    }),
    { seed: 9, numRuns: 60 },
  );
});
