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
  readonly suspicious_headers: readonly { readonly name: string; readonly header: Header }[];
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
    expect(failed).toEqual([]);
    expect(passed).toBeGreaterThanOrEqual(216);
  });

  test("suspicious headers are refused, or read as what they say", async () => {
    const { suspicious_headers } = await readJson<Corpus>("GAMMAKIT_CORPORA", "wcs/wcs.json");
    const verdicts = Object.fromEntries(
      suspicious_headers.map(({ name, header }) => {
        try {
          read(header);
          return [name, "read"];
        } catch (error) {
          return [name, isGammakitError(error) ? error.code : String(error)];
        }
      }),
    );
    expect(verdicts).toEqual({
      lonpole180_crval2_10: "invalid-input",
      singular_cd: "invalid-input",
      zero_cdelt: "invalid-input",
      unknown_proj: "unsupported",
      mismatched_proj: "invalid-file",
      only_one_celestial: "invalid-file",
      mixed_frames: "invalid-file",
      bad_crval2: "invalid-input",
      // astropy takes a missing CRPIX as 0 and a text as 0, reads PC and CD together, and a singular matrix.
      nan_crpix: "invalid-file",
      cunit_rad: "read",
      cunit_bad: "invalid-file",
      pc_and_cd_mixed: "invalid-file",
      string_crval: "invalid-file",
    });
  });
});
