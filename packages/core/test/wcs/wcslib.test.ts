import { expect, test } from "vitest";
import { separation } from "../../src/sky/separation.ts";
import { compileWcs } from "../../src/wcs/compile-wcs.ts";
import type { CompiledWcs } from "../../src/wcs/wcs.ts";
import { wcsFromHeader } from "../../src/wcs/wcs-header.ts";
import fixture from "../fixtures/wcslib.json" with { type: "json" };

const tolerance = fixture.tolerance_deg;
const out = new Float64Array(2);

function read(header: object): CompiledWcs {
  const values = new Map<string, string | number>(Object.entries(header));
  return compileWcs(wcsFromHeader((keyword) => values.get(keyword)));
}

const name = (header: object, i: number) => `${i}: ${JSON.stringify(header)}`;

/**
 * On purpose not as wcslib: GLS with its reference point at a pole. α = CRVAL1 + x / cos(CRVAL2 + y) (Paper II, section 6.1.4)
 * holds there too; wcslib turns longitudes by 180°.
 */
const isPolarGls = ({ CTYPE1, CRVAL2 }: { readonly CTYPE1: string; readonly CRVAL2: number }) =>
  CTYPE1.endsWith("GLS") && Math.abs(CRVAL2) === 90;

test("pixels have the positions that wcslib finds", () => {
  const failed: string[] = [];
  let passed = 0;
  for (const [i, { header, toSky }] of fixture.headers.entries()) {
    const wcs = read(header);
    for (const { pix, sky } of toSky) {
      const ok = wcs.toSky(pix[0] - 1, pix[1] - 1, out);
      const turn = isPolarGls(header) ? 180 : 0;
      const near = sky === null ? !ok : ok && separation(out[0], out[1], sky[0] + turn, sky[1]) <= tolerance;
      if (near) passed++;
      else failed.push(`${name(header, i)} pixel ${pix}: ${out} not ${sky}`);
    }
  }
  console.log(`WCS against wcslib, pixel to sky: ${passed} of ${passed + failed.length} cases`);
  expect(failed).toEqual([]);
});

test("positions have the pixels that wcslib finds, on the seam of a map at either edge", () => {
  const failed: string[] = [];
  let passed = 0;
  const back = new Float64Array(2);
  for (const [i, { header, toPixel }] of fixture.headers.entries()) {
    if (isPolarGls(header)) continue;
    const wcs = read(header);
    const [a, b, c, d] = wcs.wcs.cd;
    for (const { sky, pix } of toPixel) {
      const ok = wcs.toPixel(sky[0], sky[1], out);
      const [x, y] = [out[0] + 1, out[1] + 1];
      const isSame = () => {
        if (pix === null) return !ok;
        const [dx, dy] = [x - pix[0], y - pix[1]];
        if (ok && Math.hypot(a * dx + b * dy, c * dx + d * dy) <= tolerance) return true;
        // The far meridian is both edges of the map: then wcslib's pixel is one of the same position.
        return (
          ok && wcs.toSky(pix[0] - 1, pix[1] - 1, back) && separation(back[0], back[1], sky[0], sky[1]) <= tolerance
        );
      };
      if (isSame()) passed++;
      else failed.push(`${name(header, i)} sky ${sky}: ${[x, y]} not ${pix}`);
    }
  }
  console.log(`WCS against wcslib, sky to pixel: ${passed} of ${passed + failed.length} cases`);
  expect(failed).toEqual([]);
});

test("headers for which wcslib finds no native pole are refused", () => {
  for (const header of fixture.refused)
    expect(() => read(header)).toThrow(/No native pole agrees with CRVAL2.*LONPOLE/);
});
