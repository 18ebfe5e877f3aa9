import { describeWith, readJson } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { isGammakitError } from "../../src/errors/gammakit-error.ts";
import { separation } from "../../src/sky/separation.ts";
import { compileWcs } from "../../src/wcs/compile-wcs.ts";
import { wcsFromHeader } from "../../src/wcs/wcs-header.ts";

type Point = readonly [number, number];
/** null, or a pair of them, where there is no counterpart. */
type Pair = readonly [number | null, number | null];
type Header = Readonly<Record<string, string | number>>;

interface Corpus {
  readonly tolerance_deg: number;
  readonly n_points: number;
  readonly headers: readonly {
    readonly name: string;
    readonly header: Header;
    readonly pix_to_world: readonly {
      readonly pix1: Point;
      readonly world: Pair | null;
      readonly independent: Pair | null;
    }[];
    readonly world_to_pix: readonly { readonly world: Point; readonly pix1: Pair | null }[];
  }[];
  readonly suspicious_headers: readonly { readonly name: string; readonly header: Header; readonly astropy: string }[];
}

const read = (header: Header) =>
  wcsFromHeader((keyword) => (Object.hasOwn(header, keyword) ? header[keyword] : undefined));

describeWith(["GAMMAKIT_CORPORA"], "coordinate systems judged by wcslib", async () => {
  test("every point of every header agrees with wcslib and with the 30-digit values", async () => {
    const corpus = await readJson<Corpus>("GAMMAKIT_CORPORA", "wcs/wcs.json");
    const out = new Float64Array(2);
    let passed = 0;
    const failed: string[] = [];
    const record = (name: string, ok: boolean, what: string) => (ok ? passed++ : failed.push(`${name}: ${what}`));
    for (const { name, header, pix_to_world, world_to_pix } of corpus.headers) {
      const wcs = compileWcs(read(header));
      for (const { pix1, world, independent } of pix_to_world) {
        const ok = wcs.toSky(pix1[0] - 1, pix1[1] - 1, out);
        const [lon, lat] = out;
        const near = (to: Pair | null) => {
          if (to === null || to[0] === null || to[1] === null) return !ok;
          return ok && separation(lon, lat, to[0], to[1]) <= corpus.tolerance_deg;
        };
        record(name, near(world) && near(independent), `pixel ${pix1} -> ${lon}, ${lat} not ${world}`);
      }
      for (const { world, pix1 } of world_to_pix) {
        const ok = wcs.toPixel(world[0], world[1], out);
        const [x, y] = [out[0] + 1, out[1] + 1];
        if (pix1 === null || pix1[0] === null || pix1[1] === null) {
          record(name, !ok, `sky ${world} -> ${x}, ${y}, which is outside`);
          continue;
        }
        // The tolerance is an angle: in pixels it is divided by the pixel size.
        const [a, b, c, d] = wcs.wcs.cd;
        const [dx, dy] = [x - pix1[0], y - pix1[1]];
        const near = ok && Math.hypot(a * dx + b * dy, c * dx + d * dy) <= corpus.tolerance_deg;
        record(name, near, `sky ${world} -> ${x}, ${y} not ${pix1}`);
      }
    }
    console.log(`WCS, points: ${passed} of ${passed + failed.length} cases in ${corpus.headers.length} headers`);
    expect(failed).toEqual([]);
    expect(passed).toBeGreaterThan(0);
  });

  test("suspicious headers are refused by the name of the keyword, or read as what they say", async () => {
    const { suspicious_headers } = await readJson<Corpus>("GAMMAKIT_CORPORA", "wcs/wcs.json");
    const failed = suspicious_headers.flatMap(({ name, header }) => {
      const said = verdictOf(header);
      const expected = Object.hasOwn(verdicts, name) ? verdicts[name] : undefined;
      return expected?.test(said) ? [] : [`${name}: ${said}`];
    });
    const total = suspicious_headers.length;
    console.log(`WCS, suspicious headers: ${total - failed.length} of ${total} cases`);
    expect(failed).toEqual([]);
  });

  test("a unit of radians is converted, as astropy does", async () => {
    const { suspicious_headers } = await readJson<Corpus>("GAMMAKIT_CORPORA", "wcs/wcs.json");
    const found = suspicious_headers.find(({ name }) => name === "cunit_rad");
    const out = new Float64Array(2);
    compileWcs(read(found?.header ?? {})).toSky(9, 9, out);
    // What astropy gives at pixel (10, 10), counted from 1, is in the corpus as text.
    const [lon, lat] = [...(found?.astropy ?? "").matchAll(/[\d.]+/g)].map(Number);
    expect(separation(out[0], out[1], lon, lat)).toBeLessThan(1e-9);
  });
});

/** What becomes of a header: "read", or the code and the message. */
function verdictOf(header: Header): string {
  try {
    read(header);
    return "read";
  } catch (error) {
    return isGammakitError(error) ? `${error.code}: ${error.message}` : String(error);
  }
}

/**
 * Verdicts by id. All are refused but radians, which the standard allows and which are converted. astropy reads a singular matrix,
 * takes a missing CRPIX and a text as 0, and PC together with CD.
 */
const verdicts: Readonly<Record<string, RegExp>> = {
  lonpole180_crval2_10: /^invalid-file: .*CRVAL2 = 10 and LONPOLE = 180/,
  singular_cd: /^invalid-file: .*CD1_1, CD1_2, CD2_1, CD2_2 make a singular matrix/,
  zero_cdelt: /^invalid-file: .*CDELT1 is 0/,
  unknown_proj: /^unsupported: .*CTYPE1 and CTYPE2.*"QQQ"/,
  mismatched_proj: /^invalid-file: .*CTYPE1 and CTYPE2 are "RA---TAN" and "DEC--CAR"/,
  only_one_celestial: /^invalid-file: .*CTYPE1 and CTYPE2 are "RA---TAN" and "LINEAR"/,
  mixed_frames: /^invalid-file: .*CTYPE1 and CTYPE2 are "RA---TAN" and "GLAT-TAN"/,
  bad_crval2: /^invalid-file: .*CRVAL2 is 95/,
  nan_crpix: /^invalid-file: .*CRPIX1/,
  cunit_rad: /^read$/,
  cunit_bad: /^invalid-file: .*CUNIT1 is "parsnips"/,
  pc_and_cd_mixed: /^invalid-file: .*CDi_j and PCi_j/,
  string_crval: /^invalid-file: .*CRVAL1 is "83.63"/,
};
