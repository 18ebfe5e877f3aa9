import { assertClose } from "@gammakit/testing";
import { expect, test } from "vitest";
import { contour, migrad, minimize } from "../src/index.ts";
import { ellipse, objectiveOf } from "./support/objective.ts";

test("every point of a contour is nSigma² up above the minimum", () => {
  const fit = minimize(ellipse, [0, 0]);
  const { x, y, valid, limited } = fit.contour(0, 1, { nSigma: 2, points: 24 });
  expect(valid).toBe(true);
  expect(x.length).toBe(24);
  expect(limited.every((flag) => flag === 0)).toBe(true);
  const rises = Array.from(x, (value, i) => ellipse(Float64Array.of(value, y[i])) - fit.value);
  assertClose(rises, new Array<number>(24).fill(4), { relative: 0.02 });
});

test("the contour of one sigma reaches as far as the errors", () => {
  const { x, y } = minimize(ellipse, [0, 0]).contour("x0", "x1", { points: 40 });
  assertClose([Math.max(...x), Math.min(...x)], [2, 0], { absolute: 0.03 });
  assertClose([Math.max(...y), Math.min(...y)], [0, -4], { absolute: 0.06 });
});

test("points go round the minimum once", () => {
  const fit = minimize(ellipse, [0, 0]);
  const { x, y } = fit.contour(0, 1);
  const angles = Array.from(x, (value, i) => Math.atan2((y[i] + 2) / 2, value - 1));
  const turns = angles.map((angle, i) => (angles[(i + 1) % angles.length] - angle + 4 * Math.PI) % (2 * Math.PI));
  assertClose(
    turns.reduce((sum, turn) => sum + turn, 0),
    2 * Math.PI,
    { relative: 1e-9 },
  );
});

test("other parameters follow along", () => {
  const f = (x: Float64Array): number => ellipse(x) + (x[2] - x[0] * x[1]) ** 2;
  const fit = minimize(f, [0, 0, 0]);
  const { x, y, valid } = fit.contour(0, 1, { points: 8 });
  expect(valid).toBe(true);
  const rises = Array.from(x, (value, i) => ellipse(Float64Array.of(value, y[i])) - fit.value);
  assertClose(rises, new Array<number>(8).fill(1), { relative: 0.03 });
});

test("a contour is cut by limits, and says where", () => {
  const limits = { lower: Float64Array.of(0.5, -9), upper: Float64Array.of(9, 9) };
  const objective = objectiveOf(ellipse, [2, 0], limits);
  const { x, limited, valid } = contour(objective, migrad(objective), 0, 1, { points: 16 });
  expect(valid).toBe(true);
  expect(limited.some((flag) => flag === 1)).toBe(true);
  limited.forEach((flag, i) => {
    if (flag === 1) assertClose(x[i], 0.5, { absolute: 1e-9 });
    else expect(x[i]).toBeGreaterThan(0.5 - 1e-9);
  });
});

test("impossible requests are refused", () => {
  const fit = minimize(ellipse, [0, 0]);
  expect(() => fit.contour(0, 0)).toThrow(/two different parameters, not "x0" twice/);
  expect(() => fit.contour(0, 1, { points: 3 })).toThrow(/at least 4, not 3/);
  expect(() => fit.contour(0, 5)).toThrow(/no parameter 5/);
});
