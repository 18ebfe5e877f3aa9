import { expect, test } from "vitest";
import { cosDegrees, sinDegrees } from "../../src/repeatable/degrees.ts";

const angles = Array.from({ length: 4001 }, (_, i) => -400 + i / 5);
const worst = (ours: (angle: number) => number, exact: (angle: number) => number) =>
  angles.reduce((most, angle) => Math.max(most, Math.abs(ours(angle) - exact((angle * Math.PI) / 180))), 0);

test("sines and cosines agree with Math to 2e-15", () => {
  expect(worst(sinDegrees, Math.sin)).toBeLessThan(2e-15);
  expect(worst(cosDegrees, Math.cos)).toBeLessThan(2e-15);
});

test("right angles are exact", () => {
  expect([0, 90, 180, 270].map(sinDegrees)).toEqual([0, 1, -0, -1]);
  expect([180, 360, -90].map(cosDegrees)).toEqual([-1, 1, 0]);
});
