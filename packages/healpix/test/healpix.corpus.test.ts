import { isGammakitError, separation } from "@gammakit/core";
import { describeWith, readJson } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { compileHealpix, fromUniq, pixelsInDisc, toNested, toRing, toUniq } from "../src/index.ts";
import { borderDistance } from "./support/border-distance.ts";

const neighborsKey = "neighbours_nest";

interface Corpus {
  readonly ang2pix: readonly {
    readonly nside: number;
    readonly lon: number;
    readonly lat: number;
    readonly npix: number;
    readonly ring: number;
    readonly ring_center: readonly [number, number];
    readonly nested?: number;
    readonly ring2nest?: number;
    readonly nest2ring?: number;
    readonly [neighborsKey]?: readonly number[];
    readonly nuniq?: number;
  }[];
  readonly query_disc: readonly {
    readonly nside: number;
    readonly lon: number;
    readonly lat: number;
    readonly radius_deg: number;
    readonly nest: boolean;
    readonly n_exclusive: number;
    readonly n_inclusive: number;
    readonly exclusive: readonly number[] | null;
    readonly inclusive_superset: readonly number[] | null;
  }[];
  readonly interpolation: readonly {
    readonly nside: number;
    readonly lon: number;
    readonly lat: number;
    readonly ring_interp_pix_weights: readonly (readonly [number, number])[];
    readonly value_of_map_equal_to_index: number;
  }[];
  readonly invalid_nside: readonly { readonly nside: number; readonly ok: boolean; readonly ok_nest: boolean }[];
}

const read = () => readJson<Corpus>("GAMMAKIT_CORPORA", "wcs/healpix.json");

function report(what: string, total: number, failed: readonly string[]): void {
  console.log(`HEALPix, ${what}: ${total - failed.length} of ${total} cases`);
  expect(failed).toEqual([]);
}

/** The same pixel, or one whose border is within 1e-12 deg of the point. */
function isPixelOf(nside: number, nested: boolean, found: number, expected: number, lon: number, lat: number): boolean {
  return found === expected || borderDistance({ nside, nested }, found, lon, lat) <= 1e-12;
}

describeWith(["GAMMAKIT_CORPORA"], "HEALPix judged by healpy and astropy-healpix", () => {
  test("pixels of directions, centers, numberings and neighbors agree", async () => {
    const { ang2pix } = await read();
    const failed: string[] = [];
    const out = new Float64Array(2);
    for (const [i, c] of ang2pix.entries()) {
      const { nside, lon, lat } = c;
      const check = (ok: boolean, what: string) =>
        ok || failed.push(`ang2pix[${i}] nside ${nside} ${lon} ${lat}: ${what}`);
      const ring = compileHealpix({ nside, nested: false });
      check(ring.pixelCount === c.npix, "npix");
      const found = ring.pixelAt(lon, lat);
      check(isPixelOf(nside, false, found, c.ring, lon, lat), `ring ${found} not ${c.ring}`);
      ring.center(c.ring, out);
      const off = separation(out[0], out[1], c.ring_center[0], c.ring_center[1]);
      check(off < 1e-10, `center ${out} is off by ${off}`);
      if (c.nested === undefined) continue;
      const nested = compileHealpix({ nside, nested: true });
      const there = nested.pixelAt(lon, lat);
      check(isPixelOf(nside, true, there, c.nested, lon, lat), `nested ${there} not ${c.nested}`);
      if (c.ring2nest !== undefined) check(toNested(nside, c.ring) === c.ring2nest, "ring to nested");
      if (c.nest2ring !== undefined) check(toRing(nside, c.nested) === c.nest2ring, "nested to ring");
      const neighbors = new Float64Array(8);
      nested.neighbors(c.nested, neighbors);
      check(`${[...neighbors]}` === `${c[neighborsKey]}`, `neighbors ${neighbors} not ${c[neighborsKey]}`);
      check(toUniq(nside, c.nested) === c.nuniq, "NUNIQ");
      const back = fromUniq(toUniq(nside, c.nested));
      check(back.nside === nside && back.pixel === c.nested, "from NUNIQ");
    }
    report("pixels", ang2pix.length, failed);
  });

  test("discs have the same pixels; inclusive ones a few more at most", async () => {
    const { query_disc } = await read();
    const failed: string[] = [];
    for (const [i, c] of query_disc.entries()) {
      const grid = { nside: c.nside, nested: c.nest };
      const disc = { lon: c.lon, lat: c.lat, radius: c.radius_deg };
      const exclusive = pixelsInDisc(grid, disc);
      const inclusive = pixelsInDisc(grid, disc, { inclusive: true });
      const what = `query_disc[${i}] nside ${c.nside} radius ${c.radius_deg}`;
      const same = exclusive.length === c.n_exclusive && (!c.exclusive || `${[...exclusive]}` === `${c.exclusive}`);
      if (!same) failed.push(`${what}: ${exclusive.length} pixels not ${c.n_exclusive}`);
      const set = new Set(inclusive);
      if (!exclusive.every((pixel) => set.has(pixel))) failed.push(`${what}: inclusive lacks some`);
      if (c.inclusive_superset === null) continue;
      const allowed = new Set(c.inclusive_superset);
      const neighbors = new Float64Array(8);
      for (const pixel of c.inclusive_superset) {
        compileHealpix(grid).neighbors(pixel, neighbors);
        for (const neighbor of neighbors) allowed.add(neighbor);
      }
      if (!inclusive.every((pixel) => allowed.has(pixel))) failed.push(`${what}: inclusive has too many`);
    }
    report("discs", query_disc.length, failed);
  });

  test("interpolation has the same pixels and weights", async () => {
    const { interpolation } = await read();
    const failed: string[] = [];
    const [pixels, weights] = [new Float64Array(4), new Float64Array(4)];
    for (const [i, c] of interpolation.entries()) {
      compileHealpix({ nside: c.nside, nested: false }).weights(c.lon, c.lat, pixels, weights);
      // One pixel may come twice: the weights of each are added.
      const total = (list: readonly (readonly [number, number])[]) => {
        const sums = new Map<number, number>();
        for (const [pixel, weight] of list) sums.set(pixel, (sums.get(pixel) ?? 0) + weight);
        return sums;
      };
      const [ours, theirs] = [total([...pixels].map((p, k) => [p, weights[k]])), total(c.ring_interp_pix_weights)];
      const all = [...new Set([...ours.keys(), ...theirs.keys()])];
      const worst = Math.max(...all.map((p) => Math.abs((ours.get(p) ?? 0) - (theirs.get(p) ?? 0))));
      const value = pixels.reduce((sum, p, k) => sum + p * weights[k], 0);
      if (!(worst < 1e-12 && Math.abs(value - c.value_of_map_equal_to_index) < 1e-9)) {
        failed.push(`interpolation[${i}]: weights off by ${worst}`);
      }
    }
    report("interpolation", interpolation.length, failed);
  });

  test("an nside that is none is refused", async () => {
    const { invalid_nside } = await read();
    const accepted = (nside: number, nested: boolean) => {
      try {
        compileHealpix({ nside, nested });
        return true;
      } catch (error) {
        if (isGammakitError(error, "invalid-input")) return false;
        throw error;
      }
    };
    const failed = invalid_nside
      .filter(({ nside, ok, ok_nest }) => accepted(nside, false) !== ok || accepted(nside, true) !== ok_nest)
      .map(({ nside }) => `nside ${nside}`);
    report("nside", invalid_nside.length, failed);
  });
});
