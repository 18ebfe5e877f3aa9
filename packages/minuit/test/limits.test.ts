import { describe, expect, test } from "vitest";
import { hesse, minimize, minuit } from "../src/index.ts";
import { objectiveOf } from "./support/objective.ts";

const open = [null, null] as const;

/** Falls towards x below 0: with a limit at 0, the minimum lies on it. */
const towardsLimit = ([x, y]: Float64Array) => (x + 1) ** 2 + (y - x) ** 2;

/** Falls away from x = 0 where y is large enough; the minimum is at (2, 3), the errors are 1. */
const awayFromLimit =
  (scale: number) =>
  ([x, y]: Float64Array) => {
    const [a, b] = [x / scale - 2, y / scale - 3];
    return (a * a + b * b - 1.8 * a * b) / 0.19;
  };

describe("a minimum on a limit", () => {
  test.each([[[0, 1]], [[0, 5]], [[0, 100]], [[0, null]]] as const)(
    "has the other end of its interval, with limits %j",
    (limits) => {
      const found = minimize(towardsLimit, [0, 1], { limits: [limits, open] });
      const { lower, upper, lowerValid, upperValid, atLowerLimit, atUpperLimit } = found.minos(0);
      expect([lower, lowerValid, upperValid, atLowerLimit, atUpperLimit]).toEqual([
        Number.NaN,
        false,
        true,
        true,
        false,
      ]);
      expect(Math.abs(upper - (Math.SQRT2 - 1))).toBeLessThan(0.005);
    },
  );

  test.each([[[0, null]], [[0, 5]]] as const)(
    "has a contour, part of which is on the limit, with limits %j",
    (limits) => {
      const found = minimize(towardsLimit, [0.1, 1], { limits: [limits, open] });
      const { x, y, valid, limited } = found.contour(0, 1);
      expect([valid, x.length]).toEqual([true, 20]);
      expect(limited.includes(1) && limited.includes(0)).toBe(true);
      for (let k = 0; k < x.length; k++) {
        if (limited[k] === 1) expect(Math.abs(x[k])).toBeLessThan(1e-6);
        else expect(Math.abs(towardsLimit(Float64Array.of(x[k], y[k])) - found.value - 1)).toBeLessThan(0.03);
      }
    },
  );
});

describe("a start on a limit from which the function falls", () => {
  for (const scale of [1, 1000]) {
    for (const errors of ["hesse", "auto"] as const) {
      for (const given of [false, true]) {
        test(`is left: scale ${scale}, errors by ${errors}${given ? ", with a gradient" : ""}`, () => {
          const gradient = ([x, y]: Float64Array): number[] => {
            const [a, b] = [x / scale - 2, y / scale - 3];
            return [(2 * a - 1.8 * b) / (0.19 * scale), (2 * b - 1.8 * a) / (0.19 * scale)];
          };
          const found = minimize(awayFromLimit(scale), [0, 0], {
            errors,
            limits: [[0, null], open],
            ...(given && { gradient: (x, out) => out.set(gradient(x)) }),
          });
          expect(found.valid).toBe(true);
          expect(found.value).toBeLessThan(1e-4);
          for (const error of found.errors) expect(Math.abs(error / scale - 1)).toBeLessThan(1e-3);
        });
      }
    }
  }
});

describe("an end of an interval", () => {
  test("is never on the other side of the minimum", () => {
    const rosenbrock = ([x, y]: Float64Array) => 100 * (y - x * x) ** 2 + (1 - x) ** 2;
    const found = minimize(rosenbrock, [0.15, 5.96], {
      up: 0.5,
      limits: [
        [-3.666, 1.701],
        [null, 5.964],
      ],
    });
    const { upper, valid } = found.minos(1, { nSigma: 2 });
    expect(valid).toBe(true);
    expect(Math.abs(upper - 2.016)).toBeLessThan(0.02);
  });

  test("that does not exist is at no limit where there is none", () => {
    const { valid, atLowerLimit, atUpperLimit, reason } = minimize(([x]) => (0.9 * x * x) / (1 + x * x), [0.5]).minos(
      0,
    );
    expect([valid, atLowerLimit, atUpperLimit]).toEqual([false, false, false]);
    expect(reason).toContain("does not rise steadily");
  });
});

test("HESSE is aborted before it begins", () => {
  const controller = new AbortController();
  controller.abort();
  const objective = objectiveOf((x) => x[0] ** 2, [0]);
  const found = hesse(objective, [0], {}, { signal: controller.signal });
  expect([found.status, found.valid, found.covariance]).toEqual(["aborted", false, undefined]);
  expect(found.evaluations).toBeLessThan(2);
  expect(minuit().minimize(objective, { signal: controller.signal }).message).toContain("Aborted");
});
