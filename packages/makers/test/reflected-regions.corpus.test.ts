import { type Frame, insideCircle, type PixelCircle, type SkyMask, separation, toPixelCircle } from "@gammakit/core";
import { describeWith, readJson } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { findReflectedRegions, type ReflectedRegionsOptions } from "../src/index.ts";

interface Circle {
  readonly lon: number;
  readonly lat: number;
  readonly radius: number;
}

interface Case {
  readonly id: number;
  readonly frame: Frame;
  readonly kind: "circle" | "rectangle" | "ellipse";
  readonly region: Circle;
  readonly pointing: readonly [number, number];
  /** Numbers with a unit: "0.02 rad", "0.02 deg"; a plain number of regions. */
  readonly options: Readonly<Record<string, string | number>>;
  readonly exclusion: {
    readonly circles: readonly Circle[];
    readonly geom: Geometry;
    readonly rle_first_value: 0 | 1;
    readonly rle_runs: readonly number[];
  } | null;
  readonly reference_geom: Geometry;
  readonly on_pixels: number;
  readonly n_regions: number;
  readonly regions: readonly (Circle & { readonly pixels: number })[];
  readonly union_pixels: number | null;
}

interface Geometry {
  readonly shape: readonly [number, number];
  readonly crpix: readonly [number, number];
  readonly crval: readonly [number, number];
  readonly cdelt: readonly [number, number];
}

const optionNames: Readonly<Record<string, keyof ReflectedRegionsOptions>> = {
  angle_increment: "angleIncrement",
  min_distance: "minDistance",
  min_distance_input: "minDistanceInput",
  max_region_number: "maxRegionNumber",
  binsz: "binSize",
};

/** Other shapes than circles: for when core has them. */
const laterIds = [10, 21, 30, 31];

function optionsOf({ options, exclusion, frame }: Case): ReflectedRegionsOptions {
  const entries = Object.entries(options).map(([key, value]) => [optionNames[key], Number.parseFloat(String(value))]);
  return { ...Object.fromEntries(entries), ...(exclusion && { exclusion: maskOf(exclusion, frame) }) };
}

function maskOf({ geom, rle_first_value, rle_runs }: NonNullable<Case["exclusion"]>, frame: Frame): SkyMask {
  const [ny, nx] = geom.shape;
  const values = new Uint8Array(nx * ny);
  let [position, value] = [0, rle_first_value as number];
  for (const length of rle_runs) {
    values.fill(value, position, position + length);
    position += length;
    value = 1 - value;
  }
  const wcs = {
    projection: "TAN",
    frame,
    crval: geom.crval,
    crpix: geom.crpix,
    cd: [geom.cdelt[0], 0, 0, geom.cdelt[1]],
    shape: [nx, ny],
  } as const;
  return { kind: "mask", wcs, values };
}

function countPixels(circles: readonly PixelCircle[], [nx, ny]: readonly [number, number]): number {
  const inside = new Set<number>();
  for (const circle of circles) {
    for (
      let j = Math.max(0, Math.floor(circle.y - circle.radius));
      j <= Math.min(ny - 1, circle.y + circle.radius);
      j++
    ) {
      const first = Math.max(0, Math.floor(circle.x - circle.radius));
      const last = Math.min(nx - 1, circle.x + circle.radius);
      for (let i = first; i <= last; i++) if (insideCircle(circle, i, j)) inside.add(i + j * nx);
    }
  }
  return inside.size;
}

describeWith(["GAMMAKIT_CORPORA"], "reflected regions judged by Gammapy", () => {
  test("every circle of the corpus: image, pixels, number and places of the OFF regions", async () => {
    const { cases } = await readJson<{ cases: readonly Case[] }>("GAMMAKIT_CORPORA", "regions/reflected.json");
    expect(cases.filter(({ kind }) => kind !== "circle").map(({ id }) => id)).toEqual(laterIds);
    let judged = 0;
    for (const item of cases) {
      if (item.kind !== "circle") continue;
      const { frame, region, pointing } = item;
      const on = {
        kind: "circle",
        center: { frame, lon: region.lon, lat: region.lat },
        radius: region.radius,
      } as const;
      const found = findReflectedRegions(on, { frame, lon: pointing[0], lat: pointing[1] }, optionsOf(item));
      const shape = found.wcs.wcs.shape!;
      expect([item.id, ...shape]).toEqual([item.id, item.reference_geom.shape[1], item.reference_geom.shape[0]]);
      expect(found.wcs.wcs.crpix).toEqual(item.reference_geom.crpix);
      expect([item.id, countPixels([toPixelCircle(on, found.wcs)], shape)]).toEqual([item.id, item.on_pixels]);
      expect([item.id, found.regions.length]).toEqual([item.id, item.n_regions]);
      item.regions.forEach((expected, k) => {
        const { center, radius } = found.regions[k];
        expect(separation(center.lon, center.lat, expected.lon, expected.lat)).toBeLessThan(1e-8);
        expect(Math.abs(radius - expected.radius)).toBeLessThan(1e-8);
        expect([item.id, k, countPixels([found.circles[k]], shape)]).toEqual([item.id, k, expected.pixels]);
      });
      if (item.union_pixels !== null) expect(countPixels(found.circles, shape)).toBe(item.union_pixels);
      judged++;
    }
    expect(judged).toBe(26);
  });
});
