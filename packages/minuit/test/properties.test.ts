import type { Objective } from "@gammakit/core";
import { assertClose } from "@gammakit/testing";
import fc from "fast-check";
import { inverse, Matrix } from "ml-matrix";
import { describe, expect, test } from "vitest";
import { type MinuitResult, migrad } from "../src/index.ts";
import { objectiveOf } from "./support/objective.ts";

const unit = fc.double({ min: -1, max: 1, noNaN: true });
const list = (n: number): fc.Arbitrary<number[]> => fc.array(unit, { minLength: n, maxLength: n });

/** A quadratic, in parameters whose errors are 10^−12 to 10^12, with limits that its minimum is inside of. */
interface Quadratic {
  readonly n: number;
  readonly minimum: readonly number[];
  readonly errors: readonly number[];
  readonly covariance: Float64Array;
  readonly objective: Objective;
}

const anyQuadratic = fc
  .integer({ min: 1, max: 5 })
  .chain((n) =>
    fc.record({
      n: fc.constant(n),
      shape: list(n * n),
      scale: list(n),
      minimum: list(n),
      start: list(n),
      lower: fc.array(fc.option(fc.double({ min: 4, max: 30, noNaN: true })), { minLength: n, maxLength: n }),
      upper: fc.array(fc.option(fc.double({ min: 4, max: 30, noNaN: true })), { minLength: n, maxLength: n }),
      offset: fc.double({ min: -100, max: 100, noNaN: true }),
    }),
  )
  .map(({ n, shape, scale, minimum, start, lower, upper, offset }): Quadratic => {
    const units = scale.map((value) => 10 ** (12 * value));
    const factor = Matrix.from1DArray(n, n, shape);
    // Inverse covariance in units of `units`: eigenvalues from 0.3 to n² + 0.3.
    const weight = factor.mmul(factor.transpose()).add(Matrix.eye(n, n, 0.3));
    const c = inverse(weight);
    const best = minimum.map((value, i) => 3 * value * units[i]);
    const evaluate = (x: Float64Array): number => {
      let sum = offset;
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          sum += (weight.get(i, j) * (x[i] - best[i]) * (x[j] - best[j])) / (units[i] * units[j]);
        }
      }
      return sum;
    };
    const errors = units.map((value, i) => value * Math.sqrt(c.get(i, i)));
    return {
      n,
      minimum: best,
      errors,
      covariance: Float64Array.from({ length: n * n }, (_, k) => {
        const [i, j] = [Math.floor(k / n), k % n];
        return c.get(i, j) * units[i] * units[j];
      }),
      objective: objectiveOf(
        evaluate,
        best.map((value, i) => value + 2 * start[i] * units[i]),
        {
          step: Float64Array.from(errors, (value) => 0.3 * value),
          lower: Float64Array.from(best, (value, i) => value - (lower[i] === null ? Infinity : lower[i] * errors[i])),
          upper: Float64Array.from(best, (value, i) => value + (upper[i] === null ? Infinity : upper[i] * errors[i])),
        },
      ),
    };
  });

describe("a quadratic in any units and limits", () => {
  test("is minimized by the defaults to a tenth of its errors", () => {
    fc.assert(
      fc.property(anyQuadratic, ({ objective, minimum, errors }) => {
        const result = migrad(objective);
        expect(result.status, result.message).toBe("converged");
        result.x.forEach((value, i) => {
          assertClose(value, minimum[i], { absolute: 0.1 * errors[i], label: `parameter ${i}` });
        });
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('has its exact covariance with errors: "hesse"', () => {
    fc.assert(
      fc.property(anyQuadratic, ({ n, objective, minimum, errors, covariance }) => {
        const result = migrad(objective, { errors: "hesse" });
        expect(result.status, result.message).toBe("converged");
        for (let i = 0; i < n; i++) {
          assertClose(result.x[i], minimum[i], { absolute: 1e-3 * errors[i], label: `parameter ${i}` });
          for (let j = 0; j < n; j++) {
            const absolute = 1e-3 * errors[i] * errors[j];
            assertClose(result.covariance?.[i * n + j] ?? NaN, covariance[i * n + j], { absolute, label: `${i} ${j}` });
          }
        }
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  test("has the same minimum and covariance with its parameters in another order", () => {
    fc.assert(
      fc.property(anyQuadratic, fc.infiniteStream(unit), ({ n, objective, errors }, keys) => {
        const order = [...Array(n).keys()].map((i) => [i, keys.next().value ?? 0] as const);
        const places = order.sort((a, b) => a[1] - b[1]).map(([i]) => i);
        const plain = migrad(objective, { errors: "hesse" });
        const shuffled = migrad(permuted(objective, places), { errors: "hesse" });
        for (let i = 0; i < n; i++) {
          const [a, sigma] = [places[i], errors[places[i]]];
          assertClose(shuffled.x[i], plain.x[a], { absolute: 1e-3 * sigma, label: `parameter ${a}` });
          assertClose(shuffled.errors[i], plain.errors[a], { relative: 1e-3, label: `error ${a}` });
        }
        assertClose(shuffled.value, plain.value, { absolute: 1e-6 });
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  test("has a gradient that leads to the same place", () => {
    fc.assert(
      fc.property(anyQuadratic, ({ n, objective, minimum, errors, covariance }) => {
        const weight = inverse(
          Matrix.from1DArray(
            n,
            n,
            [...covariance].map((c, k) => c / (errors[Math.floor(k / n)] * errors[k % n])),
          ),
        );
        const gradient = (x: Float64Array, out: Float64Array): void => {
          for (let i = 0; i < n; i++) {
            out[i] = 0;
            for (let j = 0; j < n; j++)
              out[i] += (2 * weight.get(i, j) * (x[j] - minimum[j])) / (errors[i] * errors[j]);
          }
        };
        const result = migrad({ ...objective, gradient }, { errors: "hesse" });
        expect(result.status, result.message).toBe("converged");
        for (let i = 0; i < n; i++) {
          assertClose(result.x[i], minimum[i], { absolute: 1e-3 * errors[i], label: `parameter ${i}` });
          assertClose(result.errors[i], errors[i], { relative: 1e-3, label: `error ${i}` });
        }
      }),
      { seed: 4, numRuns: 200 },
    );
  });
});

/** Whether a result that claims success is one: finite, near the minimum of the quadratic. */
function isHonest(result: MinuitResult, { minimum, errors }: Quadratic): boolean {
  if (result.status !== "converged") return result.covariance === undefined;
  const near = minimum.every((value, i) => Math.abs(result.x[i] - value) < 0.2 * errors[i]);
  return Number.isFinite(result.value) && near;
}

describe("a function that is not defined everywhere never gives a false success", () => {
  const cut = fc.tuple(anyQuadratic, fc.double({ min: -2, max: 2, noNaN: true }), fc.nat());

  test.each([
    ["NaN", NaN],
    ["Infinity", Infinity],
  ])("%s on one side of a plane", (_, value) => {
    fc.assert(
      fc.property(cut, ([quadratic, position, which]) => {
        const { objective, minimum, errors, n } = quadratic;
        const i = which % n;
        // The plane is at least 0.3 errors from the minimum, which is on the defined side of it.
        const plane = minimum[i] + (position < 0 ? position - 0.3 : position + 0.3) * errors[i];
        const beyond = (x: number): boolean => (position < 0 ? x < plane : x > plane);
        const evaluate = (x: Float64Array): number => (beyond(x[i]) ? value : objective.evaluate(x));
        for (const errorsFrom of ["auto", "hesse"] as const) {
          const result = migrad({ ...objective, evaluate }, { errors: errorsFrom });
          expect(isHonest(result, quadratic), `${result.status} at ${result.x}, not ${minimum}`).toBe(true);
        }
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  test("−Infinity on one side of a plane is no minimum", () => {
    fc.assert(
      fc.property(cut, ([quadratic, position, which]) => {
        const { objective, minimum, errors, n } = quadratic;
        const i = which % n;
        const plane = minimum[i] + (position < 0 ? position - 0.3 : position + 0.3) * errors[i];
        const beyond = (x: number): boolean => (position < 0 ? x < plane : x > plane);
        const evaluate = (x: Float64Array): number => (beyond(x[i]) ? -Infinity : objective.evaluate(x));
        const result = migrad({ ...objective, evaluate });
        expect(isHonest(result, quadratic), `${result.status} at ${result.x}: ${result.value}`).toBe(true);
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  test("an error thrown at any call comes out as it is", () => {
    fc.assert(
      fc.property(anyQuadratic, fc.integer({ min: 1, max: 60 }), ({ objective }, call) => {
        const own = new Error("no such model");
        let calls = 0;
        const evaluate = (x: Float64Array): number => {
          if (++calls === call) throw own;
          return objective.evaluate(x);
        };
        const run = (): MinuitResult => migrad({ ...objective, evaluate }, { errors: "hesse" });
        if (migrad(objective, { errors: "hesse" }).evaluations < call) expect(run().status).toBe("converged");
        else expect(run).toThrow(own);
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});

test("an abort signal ends the search within one iteration, with no covariance", () => {
  fc.assert(
    fc.property(anyQuadratic, fc.integer({ min: 1, max: 60 }), ({ n, objective }, call) => {
      const controller = new AbortController();
      let calls = 0;
      const evaluate = (x: Float64Array): number => {
        if (++calls === call) controller.abort();
        return objective.evaluate(x);
      };
      const result = migrad({ ...objective, evaluate }, { errors: "hesse" }, { signal: controller.signal });
      if (calls < call) return;
      expect(result.status).toBe("aborted");
      expect(result.covariance).toBeUndefined();
      // A line search and a gradient, or one HESSE with its Newton step.
      expect(calls - call).toBeLessThan(40 + 12 * n + 2 * n * n);
    }),
    { seed: 8, numRuns: 300 },
  );
});

function permuted(objective: Objective, places: readonly number[]): Objective {
  const pick = (values: ArrayLike<number>): Float64Array => Float64Array.from(places, (place) => values[place]);
  const plain = new Float64Array(places.length);
  return {
    ...objective,
    names: places.map((place) => objective.names[place]),
    start: pick(objective.start),
    lower: pick(objective.lower),
    upper: pick(objective.upper),
    step: pick(objective.step),
    evaluate(x) {
      places.forEach((place, i) => {
        plain[place] = x[i];
      });
      return objective.evaluate(plain);
    },
  };
}
