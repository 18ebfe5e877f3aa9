import fc from "fast-check";
import { expect, test } from "vitest";
import { separation } from "../../src/sky/separation.ts";
import { compileWcs } from "../../src/wcs/compile-wcs.ts";
import type { Wcs } from "../../src/wcs/wcs.ts";

const angle = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const cylindrical = fc.constantFrom("CAR", "SFL", "GLS", "MER", "CEA", "MOL", "AIT");
const zenithal = fc.constantFrom("TAN", "SIN", "STG", "ZEA", "ARC");

/** North is up, turned by an angle; pixels of half a degree. */
function wcsOf(projection: string, lon: number, lat: number, turn: number): Wcs {
  const [cos, sin] = [0.5 * Math.cos((turn * Math.PI) / 180), 0.5 * Math.sin((turn * Math.PI) / 180)];
  return { projection, frame: "icrs", crval: [lon, lat], crpix: [10.5, -3], cd: [-cos, sin, sin, cos] };
}

test.each([
  ["around the reference point", zenithal],
  ["over the sky", cylindrical],
])("a pixel taken to the sky and back is the same %s", (_, projections) => {
  fc.assert(
    fc.property(
      projections,
      angle(0, 360),
      angle(-80, 80),
      angle(-180, 180),
      angle(-80, 80),
      angle(-80, 80),
      (code, lon, lat, turn, x, y) => {
        const wcs = compileWcs(wcsOf(code, lon, lat, turn));
        const [sky, pixel] = [new Float64Array(2), new Float64Array(2)];
        // Beyond the edge of the map there is nothing to compare; at the very edge both edges are right.
        fc.pre(wcs.toSky(x, y, sky));
        fc.pre(Math.abs(sky[1]) < 89.9);
        expect(wcs.toPixel(sky[0], sky[1], pixel)).toBe(true);
        const back = new Float64Array(2);
        wcs.toSky(pixel[0], pixel[1], back);
        expect(separation(sky[0], sky[1], back[0], back[1])).toBeLessThan(1e-9);
        const atEdge = Math.hypot(pixel[0] - x, pixel[1] - y) > 100;
        if (!atEdge) expect(Math.hypot(pixel[0] - x, pixel[1] - y)).toBeLessThan(1e-9 * 360);
      },
    ),
    { seed: 1, numRuns: 500 },
  );
});

test("the reference point is at the reference pixel, north is up and east to the left", () => {
  fc.assert(
    fc.property(fc.oneof(zenithal, cylindrical), angle(0, 360), angle(-80, 80), (code, lon, lat) => {
      const wcs = compileWcs(wcsOf(code, lon, lat, 0));
      const out = new Float64Array(2);
      wcs.toPixel(lon, lat, out);
      expect(Math.hypot(out[0] - 9.5, out[1] + 4)).toBeLessThan(1e-9);
      wcs.toPixel(lon, lat + 0.01, out);
      expect(out[1]).toBeGreaterThan(-4);
      wcs.toPixel(lon + 0.01, lat, out);
      expect(out[0]).toBeLessThan(9.5);
    }),
    { seed: 2 },
  );
});
