import { assertClose } from "@gammakit/testing";
import { describe, expect, test } from "vitest";
import { hesse, migrad, minimize, minos } from "../src/index.ts";
import { ellipse, objectiveOf } from "./support/objective.ts";

describe("minimize takes a plain function", () => {
  test("with parameters by name", () => {
    const fit = minimize(([x, y]) => (x - 1) ** 2 + (y - 2) ** 2 / 4, { x: 0, y: 0 });
    expect(fit.valid).toBe(true);
    expect(fit.names).toEqual(["x", "y"]);
    assertClose(fit.parameters.x.value, 1, { absolute: 1e-3 });
    assertClose([fit.parameters.x.error, fit.parameters.y.error], [1, 2], { relative: 1e-3 });
    assertClose(fit.minos("y").upper, 2, { relative: 1e-3 });
    expect(() => fit.minos("Y")).toThrow('No parameter named "Y". Did you mean "y"? There are: x, y.');
  });

  test("with parameters in order, which are then called x0, x1, …", () => {
    const fit = minimize(ellipse, [0, 0]);
    expect(fit.names).toEqual(["x0", "x1"]);
    assertClose(fit.values, [1, -2], { absolute: 0.02 });
    assertClose(fit.errors, [1, 2], { relative: 0.01 });
    assertClose(fit.globalCorrelations, [0.5, 0.5], { relative: 0.02 });
  });

  test("with derivatives, from a start on a limit from which the function falls", () => {
    const f = ([x, y]: Float64Array) => (x - 3) ** 2 + (y - 1) ** 2 + x * y;
    const gradient = ([x, y]: Float64Array) => [2 * (x - 3) + y, 2 * (y - 1) + x];
    for (const limits of [
      [0, null],
      [0, 10],
      [null, 5],
      [-7, 5],
    ] as const) {
      for (const x of [0, 5]) {
        const fit = minimize(f, { x, y: 1 }, { limits: { x: limits }, gradient });
        expect(fit.valid).toBe(true);
        assertClose(fit.values, [10 / 3, -2 / 3], { absolute: 1e-3 });
      }
    }
  });

  test("with limits, steps and fixed parameters, by name or in order", () => {
    const byName = minimize(
      ellipse,
      { a: 4, b: 0 },
      { limits: { a: [2, null] }, step: { b: 0.5 }, fixed: { b: true } },
    );
    assertClose(byName.values, [2, 0], { absolute: 1e-3 });
    expect(byName.errors[1]).toBe(0);
    expect(byName.covariance?.[3]).toBe(0);
    const inOrder = minimize(ellipse, [4, 0], { limits: [[2, Infinity], undefined], fixed: [false, true] });
    expect([...inOrder.values]).toEqual([
      ...minimize(ellipse, [4, 0], { limits: { x0: [2, null] }, fixed: { x1: true } }).values,
    ]);
    expect(() => minimize(ellipse, [0, 0], { limits: [[0, 1]] })).toThrow(/"limits" has 1 entries for 2 parameters/);
    expect(() => minimize(ellipse, { a: 0, b: 0 }, { fixed: { c: true } })).toThrow(/"c" of option "fixed"/);
  });

  test("−ln L needs up = 0.5 to give the same errors as −2 ln L", () => {
    const half = minimize((x) => 0.5 * ellipse(x), [0, 0], { up: 0.5 });
    assertClose(half.errors, minimize(ellipse, [0, 0]).errors, { relative: 1e-6 });
  });

  test("a gradient may write or return its values", () => {
    const gradientAt = (x: Float64Array): number[] => {
      const [a, b] = [x[0] - 1, (x[1] + 2) / 2];
      return [(2 * a - b) / 0.75, (2 * b - a) / 1.5];
    };
    const returned = minimize(ellipse, [5, 5], { gradient: gradientAt });
    const written = minimize(ellipse, [5, 5], { gradient: (x, out) => out.set(gradientAt(x)) });
    expect([...returned.values]).toEqual([...written.values]);
    assertClose(returned.values, [1, -2], { absolute: 1e-6 });
    assertClose(returned.covariance ?? [], [1, 1, 1, 4], { relative: 1e-6 });
    expect(returned.evaluations + returned.gradientEvaluations).toBeLessThan(25);
  });

  test("an abort signal ends it", () => {
    const result = minimize(ellipse, [0, 0], { signal: AbortSignal.abort() });
    expect(result.status).toBe("aborted");
    expect(result.evaluations).toBe(0);
  });
});

describe("HESSE", () => {
  test("gives the covariance of a quadratic at its minimum to 1e-6, in few calls", () => {
    const result = hesse(objectiveOf(ellipse, [0, 0]), [1, -2]);
    assertClose(result.covariance ?? [], [1, 1, 1, 4], { relative: 1e-5 });
    expect(result.valid).toBe(true);
    expect(result.evaluations).toBeLessThan(25);
  });

  test("is exact for a parameter with limits too, off the minimum", () => {
    const limits = { lower: Float64Array.of(0, -9), upper: Float64Array.of(Infinity, 9) };
    const result = hesse(objectiveOf(ellipse, [0, 0], limits), [1.01, -2.01]);
    assertClose(result.covariance ?? [], [1, 1, 1, 4], { relative: 1e-4 });
  });

  test("far from a minimum is not valid", () => {
    expect(hesse(objectiveOf(ellipse, [0, 0]), [5, 5]).valid).toBe(false);
  });

  test("leaves fixed parameters out and their covariance zero", () => {
    const result = hesse(objectiveOf(ellipse, [0, 0]), [2, 0], { fixed: [false, true] });
    assertClose(result.covariance ?? [], [0.75, 0, 0, 0], { relative: 1e-5, absolute: 0 });
  });
});

describe("strategies", () => {
  test("errors: what the search leaves, HESSE where needed, or always HESSE", () => {
    const quartic = (x: Float64Array): number => ellipse(x) + 0.05 * (x[0] - 1) ** 4 + 0.02 * (x[1] + 2) ** 4;
    const start = objectiveOf(quartic, [4, 4]);
    const auto = migrad(start);
    const exact = migrad(start, { errors: "hesse" });
    assertClose(exact.covariance ?? [], [1, 1, 1, 4], { relative: 1e-4 });
    expect(exact.edm).toBeLessThan(1e-6);
    expect(exact.evaluations).toBeGreaterThan(auto.evaluations);
    const quick = migrad(start, { strategy: 0 });
    expect(quick.covariance).toBeUndefined();
    expect(quick.errors.every((error) => error > 0)).toBe(true);
    expect(quick.evaluations).toBeLessThan(auto.evaluations);
  });

  test("a smaller tolerance comes closer", () => {
    const valley = objectiveOf((x) => 100 * (x[1] - x[0] ** 2) ** 2 + (1 - x[0]) ** 2, [-1.2, 1]);
    expect(migrad(valley, { tolerance: 1e-3 }).value).toBeLessThan(migrad(valley).value);
  });
});

describe("MINOS", () => {
  test("follows an asymmetric function: one count, −2 ln L", () => {
    const f = (x: Float64Array): number => 2 * (x[0] - 10 * Math.log(x[0]));
    const objective = objectiveOf(f, [5], { lower: Float64Array.of(1e-9) });
    const fit = migrad(objective, { errors: "hesse" });
    const { lower, upper } = minos(objective, fit, 0);
    const rise = (d: number): number => f(Float64Array.of(fit.x[0] + d)) - fit.value;
    assertClose([rise(upper), rise(-lower)], [1, 1], { relative: 0.02 });
    expect(upper).toBeGreaterThan(lower);
  });

  test("reports a lower value that it meets, with the point", () => {
    const wells = (x: Float64Array): number => Math.min((x[0] - 1) ** 2, 4 * (x[0] - 2.6) ** 2 - 0.5);
    const objective = objectiveOf(wells, [0.9]);
    const interval = minos(objective, migrad(objective), 0, { nSigma: 1.5 });
    expect(interval.upperValid).toBe(false);
    expect(interval.newMinimum?.value).toBeLessThan(-0.01);
    expect(interval.reason).toMatch(/upper: a lower value was met/);
    assertClose(interval.lower, 1.5, { relative: 0.01 });
  });

  test("a fixed or unknown parameter is refused", () => {
    const objective = objectiveOf(ellipse, [0, 0]);
    const fit = migrad(objective, { fixed: [false, true] });
    expect(() => minos(objective, fit, 1, { fixed: [false, true] })).toThrow(/"p1" is fixed/);
    expect(() => minos(objective, fit, 7)).toThrow(/no parameter 7/);
    expect(() => minos(objective, fit, 0, { nSigma: -1 })).toThrow(/nSigma is -1/);
  });
});
