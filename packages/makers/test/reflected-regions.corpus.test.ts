import {
  boundingBox,
  compilePixelRegion,
  type Frame,
  type PixelRegion,
  type Region,
  type SkyMask,
  separation,
  toPixelRegion,
} from "@gammakit/core";
import { describeWith, readJson } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import {
  findReflectedRegions,
  findReflectedShapes,
  findWobbleRegions,
  type ReflectedRegionsOptions,
} from "../src/index.ts";

interface Circle {
  readonly lon: number;
  readonly lat: number;
  readonly radius: number;
}

/** A circle has a radius, other shapes the rest. */
interface Shape extends Circle {
  readonly width: number;
  readonly height: number;
  readonly angle: number;
}

interface Case {
  readonly id: number;
  readonly frame: Frame;
  readonly kind: "circle" | "rectangle" | "ellipse";
  readonly region: Shape;
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
  readonly regions: readonly (Shape & { readonly pixels: number })[];
  readonly union_pixels: number | null;
  readonly wobble: { readonly n_off_regions: number; readonly n_found: number; readonly regions?: readonly Shape[] };
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

function onRegionOf({ frame, kind, region }: Case): Region {
  const { lon, lat, radius, width, height, angle } = region;
  const center = { frame, lon, lat };
  return kind === "circle" ? { kind, center, radius } : { kind, center, width, height, angle };
}

function countPixels(region: PixelRegion, [nx, ny]: readonly [number, number]): number {
  const isInside = compilePixelRegion(region);
  const { xMin, xMax, yMin, yMax } = boundingBox(region);
  let n = 0;
  for (let j = Math.max(0, yMin); j < Math.min(ny, yMax); j++) {
    for (let i = Math.max(0, xMin); i < Math.min(nx, xMax); i++) if (isInside(i, j)) n++;
  }
  return n;
}

/** Places and sizes to the 1e-8 of the corpus [deg]. */
function expectShape(found: Region, expected: Shape, label: string): void {
  if (!("center" in found)) throw new Error(label);
  const { lon, lat } = found.center;
  expect(separation(lon, lat, expected.lon, expected.lat), label).toBeLessThan(1e-8);
  for (const key of ["radius", "width", "height"] as const) {
    if (expected[key] === undefined) continue;
    const own = (found as unknown as Shape)[key];
    expect(Math.abs(own - expected[key]), `${label} ${key}`).toBeLessThan(1e-8);
  }
  if (expected.angle === undefined) return;
  const turn = (found as unknown as Shape).angle - expected.angle;
  expect(Math.abs(turn - 360 * Math.round(turn / 360)), `${label} angle`).toBeLessThan(1e-8);
}

describeWith(["GAMMAKIT_CORPORA"], "regions judged by Gammapy", () => {
  const allCases = async () => {
    const { cases } = await readJson<{ cases: readonly Case[] }>("GAMMAKIT_CORPORA", "regions/reflected.json");
    return cases;
  };

  test("reflected regions: image, pixels, number and places of the OFF regions", async () => {
    const cases = await allCases();
    for (const item of cases) {
      const [lon, lat] = item.pointing;
      const pointing = { frame: item.frame, lon, lat };
      const on = onRegionOf(item);
      const found = findReflectedShapes(on, pointing, optionsOf(item));
      const shape = found.wcs.wcs.shape!;
      const label = `case ${item.id}`;
      expect([item.id, ...shape]).toEqual([item.id, item.reference_geom.shape[1], item.reference_geom.shape[0]]);
      expect(found.wcs.wcs.crpix, label).toEqual(item.reference_geom.crpix);
      expect(countPixels(toPixelRegion(on, found.wcs), shape), label).toBe(item.on_pixels);
      expect(found.regions.length, label).toBe(item.n_regions);
      item.regions.forEach((expected, k) => {
        expectShape(found.regions[k], expected, `${label}, region ${k}`);
        expect(countPixels(found.shapes[k], shape), `${label}, region ${k}`).toBe(expected.pixels);
      });
      if (item.union_pixels !== null && found.shapes.length > 0) {
        expect(countPixels({ kind: "union", regions: found.shapes }, shape), label).toBe(item.union_pixels);
      }
      if (on.kind !== "circle") continue;
      // The finder of circles, which the jobs use, is a program of its own.
      const { regions, circles } = findReflectedRegions(on, pointing, optionsOf(item));
      expect(regions.length, label).toBe(item.n_regions);
      item.regions.forEach((expected, k) => {
        expectShape(regions[k], expected, `${label}, circle ${k}`);
        expect(countPixels({ kind: "circle", ...circles[k] }, shape), `${label}, circle ${k}`).toBe(expected.pixels);
      });
    }
    expect(cases.length).toBe(30);
    console.log(`regions/reflected.json: ${cases.length} of 30 cases with reflected regions`);
  });

  test("wobble regions: their number and places", async () => {
    const cases = await allCases();
    for (const item of cases) {
      const [lon, lat] = item.pointing;
      const { binSize, exclusion } = optionsOf(item);
      const { regions } = findWobbleRegions(
        onRegionOf(item),
        { frame: item.frame, lon, lat },
        {
          count: item.wobble.n_off_regions,
          ...(binSize === undefined ? {} : { binSize }),
          ...(exclusion === undefined ? {} : { exclusion }),
        },
      );
      expect([item.id, regions.length]).toEqual([item.id, item.wobble.n_found]);
      item.wobble.regions?.forEach((expected, k) => {
        expectShape(regions[k], expected, `case ${item.id}, wobble region ${k}`);
      });
    }
    console.log(`regions/reflected.json: ${cases.length} of 30 cases with wobble regions`);
  });
});
