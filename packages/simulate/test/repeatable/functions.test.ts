import { expect, test } from "vitest";
import { atan2, cosDegrees, cosSmall, exp, log, pow, sinDegrees, sinSmall } from "../../src/repeatable/functions.ts";

const many = (from: number, to: number) => Array.from({ length: 4001 }, (_, i) => from + ((to - from) * i) / 4000);
const worst = (values: readonly (readonly [number, number])[], scale = (exact: number) => Math.abs(exact)) =>
  values.reduce((most, [value, exact]) => Math.max(most, Math.abs(value - exact) / scale(exact)), 0);

test("exp and ln agree with Math to 1e-15, relative", () => {
  expect(worst(many(-40, 40).map((x) => [exp(x), Math.exp(x)]))).toBeLessThan(1e-15);
  expect(worst(many(-30.005, 30).map((x) => [log(Math.exp(x)), Math.log(Math.exp(x))]))).toBeLessThan(1e-15);
  expect(
    worst(
      many(0.7, 1.4).map((x) => [log(x), Math.log(x)]),
      () => 1,
    ),
  ).toBeLessThan(1e-15);
  expect(worst(many(1e-3, 50).map((x) => [pow(x, -2.7), x ** -2.7]))).toBeLessThan(1e-14);
});

test("exact values are exact", () => {
  expect([exp(0), log(1), sinDegrees(0), sinDegrees(90), cosDegrees(180), atan2(0, 1), atan2(1, 0)]).toEqual([
    1,
    0,
    0,
    1,
    -1,
    0,
    Math.PI / 2,
  ]);
  expect([exp(-1e4), exp(1e4), log(0), log(Infinity), log(-1)]).toEqual([0, Infinity, -Infinity, Infinity, Number.NaN]);
});

test("sines and cosines agree with Math to 1e-15", () => {
  expect(
    worst(
      many(-1, 1).map((x) => [sinSmall(x), Math.sin(x)]),
      () => 1,
    ),
  ).toBeLessThan(1e-15);
  expect(
    worst(
      many(-1, 1).map((x) => [cosSmall(x), Math.cos(x)]),
      () => 1,
    ),
  ).toBeLessThan(1e-15);
  const radians = (x: number) => (x * Math.PI) / 180;
  expect(
    worst(
      many(-400, 400).map((x) => [sinDegrees(x), Math.sin(radians(x))]),
      () => 1,
    ),
  ).toBeLessThan(2e-15);
  expect(
    worst(
      many(-400, 400).map((x) => [cosDegrees(x), Math.cos(radians(x))]),
      () => 1,
    ),
  ).toBeLessThan(2e-15);
});

test("the angle of a point agrees with Math to 1e-15 of π, all around", () => {
  const points = many(-Math.PI, Math.PI).map((angle) => [Math.sin(angle) * 3, Math.cos(angle) * 3]);
  expect(
    worst(
      points.map(([y, x]) => [atan2(y, x), Math.atan2(y, x)]),
      () => Math.PI,
    ),
  ).toBeLessThan(1e-15);
  expect(atan2(0, 0)).toBe(0);
  expect(atan2(-1e-20, -1)).toBe(-Math.PI);
});
