import { describe, expect, test } from "vitest";
import { axisFromCenters, axisFromEdges } from "../../src/axis/axis.ts";
import { backgroundRate } from "../../src/irf/background.ts";
import type { Background2D, Background3D, RadMax } from "../../src/irf/irf.ts";
import { radMaxAt } from "../../src/irf/rad-max.ts";

const energy = axisFromEdges([0.1, 1, 10, 100], { name: "energy", unit: "TeV", scale: "log" });
const fov = (name: string) => axisFromEdges([-3, -1, 1, 3], { name, unit: "deg", scale: "lin" });
const offset = axisFromCenters([0, 1, 2], { name: "offset", unit: "deg", scale: "lin" });

describe("a background over the field of view", () => {
  const rate = (e: number, lon: number, lat: number) => 1e-3 * e ** -2.7 * Math.exp(-0.3 * lon + 0.2 * lat);
  const values = Float64Array.from({ length: 27 }, (_, i) =>
    rate(energy.centers[i % 3], [-2, 0, 2][Math.floor(i / 3) % 3], [-2, 0, 2][Math.floor(i / 9)]),
  );
  const background: Background3D = {
    kind: "bkg-3d",
    alignment: "radec",
    energy,
    fovLon: fov("fov_lon"),
    fovLat: fov("fov_lat"),
    values,
  };

  test("that is a power law of exponential slopes is that between and beyond its centers", () => {
    for (const [e, lon, lat] of [
      [1, 0.5, 0.3],
      [0.15, -2.9, 2.9],
      [99, 1.7, -1.1],
    ] as const) {
      expect(backgroundRate(background, e, lon, lat) / rate(e, lon, lat)).toBeCloseTo(1, 12);
    }
  });

  test("is 0 beyond its edges and where it is 0", () => {
    expect(
      [
        [0.09, 0, 0],
        [101, 0, 0],
        [1, 3.1, 0],
        [1, 0, -3.1],
        [Number.NaN, 0, 0],
      ].map(([e, x, y]) => backgroundRate(background, e, x, y)),
    ).toEqual([0, 0, 0, 0, 0]);
    expect(backgroundRate({ ...background, values: new Float64Array(27) }, 1, 0, 0)).toBe(0);
  });
});

test("a background over offset is read at the angular distance from the center of the field", () => {
  const values = Float64Array.from(
    { length: 9 },
    (_, i) => energy.centers[i % 3] ** -2 * Math.exp(-[0, 1, 2][Math.floor(i / 3)]),
  );
  const background: Background2D = { kind: "bkg-2d", energy, offset, values };
  const theta = (Math.acos(Math.cos((1.2 * Math.PI) / 180) * Math.cos((0.9 * Math.PI) / 180)) * 180) / Math.PI;
  expect(backgroundRate(background, 2, 1.2, -0.9) / (2 ** -2 * Math.exp(-theta))).toBeCloseTo(1, 12);
  expect(backgroundRate(background, 2, 2, 2)).toBe(0);
});

test("the radius of a cut is that of the nearest center, at and beyond the border that of the border", () => {
  const radMax: RadMax = { kind: "rad-max-2d", energy, offset, values: Float64Array.from({ length: 9 }, (_, i) => i) };
  const [e0, e1] = energy.centers;
  expect(radMaxAt(radMax, e1 * 1.1, 0.9)).toBe(4);
  expect(radMaxAt(radMax, Math.sqrt(e0 * e1) * 0.999, 1.4)).toBe(3);
  expect([radMaxAt(radMax, 1e-6, -1), radMaxAt(radMax, 1e6, 7)]).toEqual([0, 8]);
});
