import { assertClose } from "@gammakit/testing";
import { describe, expect, test } from "vitest";
import { contour, hesse, migrad, minimize, minos } from "../src/index.ts";
import { ellipse, objectiveOf } from "./support/objective.ts";

describe("hostile functions end with the right flags, never with a false success", () => {
  test("a start value that is NaN", () => {
    const result = migrad(objectiveOf(ellipse, [NaN, 0]));
    expect(result.status).toBe("failed");
    expect(result.valid).toBe(false);
    expect(result.evaluations).toBe(0);
    expect(result.message).toMatch(/p0.*not finite/);
  });

  test("NaN everywhere", () => {
    const result = migrad(objectiveOf(() => NaN, [1, 2]));
    expect(result.status).toBe("failed");
    expect(result.diagnostics.notFinite).toBe(true);
    expect(result.covariance).toBeUndefined();
    expect([...result.errors]).toEqual([NaN, NaN]);
    expect(result.message).toMatch(/not a finite number at the start/);
  });

  test("infinite at the start", () => {
    expect(migrad(objectiveOf(() => Infinity, [1])).status).toBe("failed");
    expect(migrad(objectiveOf(() => -Infinity, [1])).status).toBe("failed");
  });

  test("a function that falls to −Infinity on the way", () => {
    const result = migrad(objectiveOf((x) => Math.log(Math.abs(x[0])), [1]));
    expect(result.status).not.toBe("converged");
  });

  test("a region where it is NaN, in the way of the first step", () => {
    const f = (x: Float64Array): number => (x[0] > 3 ? NaN : (x[0] - 2.9) ** 2);
    const result = migrad(objectiveOf(f, [-50], { step: Float64Array.of(20) }));
    expect(result.status).toBe("converged");
    assertClose(result.x, [2.9], { absolute: 0.02 });
  });

  test("a gradient that is NaN outside the domain", () => {
    const f = (x: Float64Array): number => 2 * (x[0] - 3 * Math.log(x[0]));
    const gradient = (x: Float64Array, out: Float64Array): void => {
      out[0] = x[0] > 0 ? 2 * (1 - 3 / x[0]) : NaN;
    };
    const result = migrad(objectiveOf(f, [40], { gradient }));
    expect(result.status).toBe("converged");
    assertClose(result.x, [3], { relative: 1e-3 });
  });

  test("a flat function", () => {
    const result = migrad(objectiveOf(() => 5, [1, 2]));
    expect(result.status).toBe("failed");
    expect(result.diagnostics.hesseFailed).toBe(true);
    expect(result.covariance).toBeUndefined();
    expect(result.message).toMatch(/may not depend on every parameter/);
  });

  test("a flat function with a gradient", () => {
    const result = migrad(objectiveOf(() => 5, [1, 2], { gradient: (_, out) => void out.fill(0) }));
    expect(result.status).toBe("failed");
    expect(result.covariance).toBeUndefined();
  });

  test("a parameter without effect, with a gradient", () => {
    const gradient = (x: Float64Array, out: Float64Array): void => {
      out[0] = 2 * (x[0] - 1);
      out[1] = 0;
    };
    const result = migrad(objectiveOf((x) => (x[0] - 1) ** 2, [3, 2], { gradient }));
    expect(result.valid).toBe(false);
    expect(result.covariance).toBeUndefined();
    assertClose(result.x, [1, 2], { absolute: 0.02 });
  });

  test("a gradient that contradicts the function", () => {
    const gradient = (x: Float64Array, out: Float64Array): void => {
      out[0] = -2 * (x[0] - 1);
      out[1] = 3;
    };
    expect(migrad(objectiveOf(ellipse, [3, 2], { gradient })).valid).toBe(false);
  });

  test("a parameter without effect", () => {
    const result = migrad(objectiveOf((x) => (x[0] - 1) ** 2, [3, 2]));
    expect(result.valid).toBe(false);
    expect(result.diagnostics.hesseFailed).toBe(true);
    assertClose(result.x[0], 1, { absolute: 0.02 });
  });

  test("two parameters of which only the sum matters", () => {
    for (const errors of ["auto", "hesse"] as const) {
      const result = migrad(
        objectiveOf((x) => 1000 + (x[0] + x[1] - 3) ** 2 + 0.01 * (x[0] + x[1] - 3) ** 4, [0.5, 1]),
        { errors },
      );
      expect(result.covariance, errors).toBeUndefined();
      expect(result.diagnostics.madePositiveDefinite).toBe(true);
      expect(result.message).toMatch(/errors are unreliable/);
    }
  });

  test("two identical templates fitted to counts: no covariance at any strategy, where HESSE is asked", () => {
    const shape = [3, 5, 9, 12, 9, 5, 3, 2];
    const counts = [7, 9, 20, 22, 21, 8, 5, 6];
    const cash = (x: Float64Array): number =>
      counts.reduce((sum, n, i) => {
        const mu = Math.max((x[0] + x[1]) * shape[i], 1e-25);
        return sum + 2 * (mu - n * Math.log(mu));
      }, 0);
    for (const strategy of [0, 1, 2] as const) {
      for (const errors of ["auto", "hesse"] as const) {
        const result = migrad(objectiveOf(cash, [0.7, 0.4]), { strategy, errors });
        const label = `strategy ${strategy}, errors ${errors}`;
        expect(result.covariance, label).toBeUndefined();
        assertClose(result.x[0] + result.x[1], 98 / 48, { relative: 0.02, label });
      }
    }
  });

  test("a valley that MIGRAD takes for a minimum is left by HESSE, or not called one", () => {
    const valley = (x: Float64Array): number => 1e-6 * (x[0] - 40) ** 2 + 1e4 * (x[1] - x[0] ** 2) ** 2;
    const objective = objectiveOf(valley, [-3, 9]);
    const quick = migrad(objective, { errors: "migrad" });
    const careful = migrad(objective, { errors: "hesse" });
    expect(careful.value).toBeLessThanOrEqual(quick.value);
    if (careful.covariance !== undefined) expect(careful.value).toBeLessThan(1e-4);
  });

  test("all parameters fixed: one call, nothing to do", () => {
    const result = migrad(objectiveOf(ellipse, [3, 4]), { fixed: [true, true] });
    expect(result.status).toBe("converged");
    expect(result.evaluations).toBe(1);
    expect(result.edm).toBe(0);
    expect([...result.errors]).toEqual([0, 0]);
    expect([...(result.covariance ?? [])]).toEqual([0, 0, 0, 0]);
    expect(result.message).toBe("Every parameter is fixed.");
  });

  test("no parameters at all", () => {
    expect(migrad(objectiveOf(() => 3, [])).status).toBe("converged");
  });

  test("equal limits fix a parameter", () => {
    const limits = { lower: Float64Array.of(-Infinity, 0), upper: Float64Array.of(Infinity, 0) };
    const result = migrad(objectiveOf(ellipse, [3, 0], limits));
    expect(result.status).toBe("converged");
    expect(result.x[1]).toBe(0);
    assertClose(result.x[0], 1.5, { absolute: 0.02 });
    expect(result.errors[1]).toBe(0);
  });

  test("limits the wrong way round are refused", () => {
    const limits = { lower: Float64Array.of(1, 0), upper: Float64Array.of(0, 1) };
    expect(() => migrad(objectiveOf(ellipse, [0, 0], limits))).toThrow(/Limits of "p0" are 1 and 0/);
  });

  test("a start outside its limits is moved to the limit", () => {
    const limits = { lower: Float64Array.of(-5, -5), upper: Float64Array.of(5, 5) };
    const result = migrad(objectiveOf(ellipse, [80, -80], limits));
    expect(result.status).toBe("converged");
    assertClose(result.x, [1, -2], { absolute: 0.02 });
  });

  test("a start exactly on limits, of every kind", () => {
    const limits = { lower: Float64Array.of(0, -Infinity), upper: Float64Array.of(Infinity, 3) };
    const result = migrad(objectiveOf(ellipse, [0, 3], limits));
    expect(result.status).toBe("converged");
    assertClose(result.x, [1, -2], { absolute: 0.02 });
  });

  test("a minimum beyond a limit is reported as at the limit", () => {
    const limits = { lower: Float64Array.of(2, -Infinity), upper: Float64Array.of(9, Infinity) };
    const result = migrad(objectiveOf(ellipse, [4, 0], limits));
    expect(result.status).toBe("converged");
    assertClose(result.x, [2, -1], { absolute: 0.02 });
    expect(result.diagnostics.atLimit).toEqual(["p0"]);
    expect(result.message).toMatch(/At a limit: p0/);
  });

  test("a function that throws: its own error comes out", () => {
    const own = new Error("no such model");
    const f = (): number => {
      throw own;
    };
    expect(() => migrad(objectiveOf(f, [1]))).toThrow(own);
    expect(() => hesse(objectiveOf(f, [1]), [1])).toThrow(own);
  });

  test("a call limit is kept, and is the status", () => {
    const valley = (x: Float64Array): number => 100 * (x[1] - x[0] ** 2) ** 2 + (1 - x[0]) ** 2;
    const result = migrad(objectiveOf(valley, [-1.2, 1]), { maxCalls: 60 });
    expect(result.status).toBe("max-evaluations");
    expect(result.diagnostics.callLimit).toBe(true);
    expect(result.evaluations).toBeLessThan(85);
  });

  test("MINOS and contours of what is no minimum say so", () => {
    const nowhere = migrad(objectiveOf(() => NaN, [1, 2]));
    expect(minos(objectiveOf(ellipse, [0, 0]), nowhere, 0)).toMatchObject({ valid: false, lower: NaN, upper: NaN });
    expect(contour(objectiveOf(ellipse, [0, 0]), nowhere, 0, 1).valid).toBe(false);
    const flat = minimize(() => 5, [1, 2]);
    expect(flat.minos(0).reason).toMatch(/no error to start from/);
    expect(flat.contour(0, 1).valid).toBe(false);
  });
});
