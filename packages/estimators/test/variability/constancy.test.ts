import { assertClose } from "@gammakit/testing";
import { describe, expect, test } from "vitest";
import { constancy } from "../../src/index.ts";
import { moved, timed, truth } from "./golden.ts";

const { value, covariance, ...expected } = truth.covariant;
const covariant = value.map((each, i) => ({ value: each, error: Math.sqrt(covariance[i][i]) }));
const series = timed(truth.measures[0]);

describe("a series against a constant", () => {
  test("with covariances is generalised least squares", () => {
    const found = constancy(covariant, { covariance: Float64Array.from(covariance.flat()) });
    for (const key of ["mean", "meanError", "chi2", "pValue"] as const) {
      assertClose(found[key], expected[key], { relative: 1e-10, label: key });
    }
    expect([found.dof, found.used, found.omitted]).toEqual([7, 8, 0]);
  });

  test("with a diagonal covariance is the same as with errors", () => {
    const n = series.length;
    const diagonal = new Float64Array(n * n);
    series.forEach(({ error }, i) => {
      diagonal[i * n + i] = error ** 2;
    });
    const [a, b] = [constancy(series), constancy(series, { covariance: diagonal })];
    assertClose([b.chi2, b.mean, b.meanError], [a.chi2, a.mean, a.meanError], { relative: 1e-12 });
  });

  test("of exact constants has no χ²", () => {
    const found = constancy([0.1, 0.2, 0.3].map((error) => ({ value: 4, error })));
    assertClose([found.chi2, found.mean, found.pValue], [0, 4, 1], { absolute: 1e-20, relative: 1e-14 });
  });

  test("does not know scale or zero", () => {
    const [a, b] = [constancy(series), constancy(moved(series, 1e-11, 3e-10))];
    assertClose([b.chi2, b.mean], [a.chi2, 1e-11 * a.mean + 3e-10], { relative: 1e-9 });
  });

  test("leaves out and counts what was not measured, its covariances too", () => {
    const gap = [...covariant.slice(0, 3), { value: Number.NaN, error: 1 }, ...covariant.slice(3)];
    const wide = gap.map((_, i) =>
      gap.map((_, j) => (i === 3 || j === 3 ? 0.1 : covariance[i > 3 ? i - 1 : i][j > 3 ? j - 1 : j])),
    );
    const found = constancy(gap, { covariance: Float64Array.from(wide.flat()) });
    assertClose(found.chi2, expected.chi2, { relative: 1e-10 });
    expect([found.used, found.omitted]).toEqual([8, 1]);
    expect(constancy(gap.slice(3, 4))).toMatchObject({
      chi2: NaN,
      pValue: NaN,
      mean: NaN,
      dof: 0,
      used: 0,
      omitted: 1,
    });
  });

  test("refuses covariances that are none", () => {
    const pair = [
      { value: 1, error: 1 },
      { value: 2, error: 1 },
    ];
    const of =
      (...entries: number[]) =>
      () =>
        constancy(pair, { covariance: Float64Array.of(...entries) });
    expect(of(1, 0, 0)).toThrow("has 3 entries; 2 values need 4");
    expect(of(1, 0.5, 0.2, 1)).toThrow("not symmetric: see row 0, column 1");
    expect(of(1, 2, 2, 1)).toThrow("not positive definite");
  });
});
