import { assertClose } from "@gammakit/testing";
import fc from "fast-check";
import { EigenvalueDecomposition, inverse, Matrix } from "ml-matrix";
import { expect, test } from "vitest";
import { makePositiveDefinite } from "../src/positive-definite.ts";
import { extremeEigenvalues, invertPositive } from "../src/symmetric.ts";

const square = fc
  .integer({ min: 1, max: 7 })
  .chain((n) =>
    fc
      .array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: n * n, maxLength: n * n })
      .map((a) => ({ n, a })),
  );

/** A Aᵀ + 0.1, positive definite. */
function positive(a: readonly number[], n: number): Float64Array {
  const m = Matrix.from1DArray(n, n, [...a]);
  return Float64Array.from(
    m
      .mmul(m.transpose())
      .add(Matrix.eye(n, n, 0.1))
      .to1DArray(),
  );
}

test("the inverse of a positive definite matrix is that of a general library", () => {
  fc.assert(
    fc.property(square, ({ n, a }) => {
      const m = positive(a, n);
      const out = new Float64Array(n * n);
      expect(invertPositive(m, n, out)).toBe(true);
      const wanted = inverse(Matrix.from1DArray(n, n, [...m])).to1DArray();
      const scale = Math.max(...wanted.map(Math.abs));
      assertClose(out, wanted, { absolute: 1e-9 * scale });
    }),
    { seed: 1, numRuns: 200 },
  );
});

test("a matrix that is not positive definite is not inverted", () => {
  expect(invertPositive(Float64Array.of(1, 2, 2, 1), 2, new Float64Array(4))).toBe(false);
  expect(invertPositive(Float64Array.of(0, 0, 0, 1), 2, new Float64Array(4))).toBe(false);
  expect(invertPositive(Float64Array.of(NaN, 0, 0, 1), 2, new Float64Array(4))).toBe(false);
});

test("the extreme eigenvalues are those of a general library", () => {
  fc.assert(
    fc.property(square, ({ n, a }) => {
      const m = Matrix.from1DArray(n, n, [...a]);
      const symmetric = m.clone().add(m.transpose());
      const wanted = new EigenvalueDecomposition(symmetric, { assumeSymmetric: true }).realEigenvalues;
      const { least, most } = extremeEigenvalues(Float64Array.from(symmetric.to1DArray()), n);
      assertClose([least, most], [Math.min(...wanted), Math.max(...wanted)], { absolute: 1e-10 });
    }),
    { seed: 2, numRuns: 200 },
  );
});

test("a positive definite matrix is left alone, any other is made one", () => {
  fc.assert(
    fc.property(square, ({ n, a }) => {
      const good = positive(a, n).map((v, k) => v + (k % (n + 1) === 0 ? 1 : 0));
      const before = Float64Array.from(good);
      expect(makePositiveDefinite(good, n)).toBe(false);
      expect(good).toEqual(before);
      const m = Matrix.from1DArray(n, n, [...a]);
      const any = Float64Array.from(m.add(m.transpose()).to1DArray());
      makePositiveDefinite(any, n);
      expect(invertPositive(any, n, new Float64Array(n * n))).toBe(true);
    }),
    { seed: 3, numRuns: 200 },
  );
});
