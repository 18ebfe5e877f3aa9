import { assertClose } from "@gammakit/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { variability } from "../../src/index.ts";

describe("variability", () => {
  test("of two values follows from its definition", () => {
    const { chi2, dof, pValue, mean, fvar, fvarError } = variability([
      { value: 1, error: 0.5 },
      { value: 3, error: 0.5 },
    ]);
    expect([chi2, dof, mean]).toEqual([8, 1, 2]);
    assertClose(pValue, 0.004677734981, { relative: 1e-8 });
    // Scatter 2, noise 1/4, mean 2.
    assertClose(fvar, Math.sqrt(1.75 / 4), { relative: 1e-12 });
    assertClose(fvarError, Math.hypot((0.5 * 0.25) / (4 * fvar), Math.sqrt(0.125) / 2), { relative: 1e-12 });
  });

  test("weights the mean with the errors", () => {
    const { mean } = variability([
      { value: 1, error: 1 },
      { value: 4, error: 2 },
    ]);
    assertClose(mean, (1 + 4 / 4) / (1 + 1 / 4), { relative: 1e-12 });
  });

  test("has no excess where the scatter is smaller than the errors", () => {
    const found = variability([
      { value: 1, error: 1 },
      { value: 1.1, error: 1 },
    ]);
    expect(found.fvar).toBeNaN();
    expect(found.fvarError).toBeNaN();
    expect(found.chi2).toBeGreaterThan(0);
  });

  test("leaves out what was not measured", () => {
    const measured = [
      { value: 1, error: 0.5 },
      { value: 3, error: 0.5 },
    ];
    const rest = [Number.NaN, 0, Infinity].flatMap((error) => [{ value: 9, error }]);
    expect(variability([...measured, ...rest, { value: Number.NaN, error: 1 }])).toEqual(variability(measured));
  });

  test("of fewer than two values is not computed", () => {
    for (const series of [[], [{ value: 1, error: 0.1 }]]) {
      expect(variability(series)).toEqual({ chi2: NaN, dof: 0, pValue: NaN, mean: NaN, fvar: NaN, fvarError: NaN });
    }
  });

  test("does not depend on the unit, nor on the order", () => {
    const measurement = fc.record({
      value: fc.double({ min: 1, max: 10, noNaN: true }),
      error: fc.double({ min: 0.1, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(measurement, { minLength: 2, maxLength: 20 }), (series) => {
        const a = variability(series);
        const b = variability(
          series.map(({ value, error }) => ({ value: 1e-11 * value, error: 1e-11 * error })).reverse(),
        );
        assertClose([b.chi2, b.pValue, b.mean], [a.chi2, a.pValue, 1e-11 * a.mean], { relative: 1e-6, absolute: 1e-9 });
        // Near no excess at all, its root amplifies rounding.
        if (a.fvar > 1e-3) assertClose([b.fvar, b.fvarError], [a.fvar, a.fvarError], { relative: 1e-6 });
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});
