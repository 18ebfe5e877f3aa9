import { assertClose } from "@gammakit/testing";
import { expect, test } from "vitest";
import { kolmogorovTest } from "../../src/index.ts";

const uniform = (x: number) => x;

test("values in the middle of equal parts are at the least distance, 1/2n", () => {
  const values = Array.from({ length: 50 }, (_, k) => (k + 0.5) / 50);
  const { distance, pValue } = kolmogorovTest(values, uniform);
  assertClose(distance, 0.01, { relative: 1e-12 });
  expect(pValue).toBe(1);
});

test("the critical values of Kolmogorov's distribution have their probabilities", () => {
  // Of 1.3581 and 1.6276, with the correction for n = 100: 5 % and 1 %.
  for (const [t, p] of [
    [1.3581, 0.05],
    [1.6276, 0.01],
  ]) {
    const distance = t / (10 + 0.12 + 0.011);
    const values = Array.from({ length: 100 }, (_, k) => ((k + 1) / 100) * (1 - distance));
    assertClose(kolmogorovTest(values, uniform).distance, distance, { relative: 1e-9 });
    assertClose(kolmogorovTest(values, uniform).pValue, p, { relative: 2e-3 });
  }
});

test("no values tell nothing", () => {
  expect(kolmogorovTest([], uniform)).toEqual({ distance: Number.NaN, pValue: Number.NaN });
});
