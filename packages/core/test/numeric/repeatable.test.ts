import { describe, expect, test } from "vitest";
import { cbrt, exp, expm1, pow, tanh } from "../../src/numeric/repeatable/exponential.ts";
import { asinh, atanh, log, log1p, log2, log10 } from "../../src/numeric/repeatable/logarithm.ts";
import { acos, asin, atan, atan2, cos, hypot, sin, tan } from "../../src/numeric/repeatable/trigonometry.ts";

/** Numbers from 0 to 1, the same everywhere. */
function* fractions(count: number): Generator<number> {
  let state = 12345;
  for (let i = 0; i < count; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

type Of = (x: number) => number;
/** Function, what the engine says, range, and the largest difference in units of the last place of the engine's value (or of 1). */
const cases: readonly (readonly [name: string, ours: Of, theirs: Of, from: number, to: number, ulps: number])[] = [
  ["exp", exp, Math.exp, -20, 20, 2],
  ["exp far out", exp, Math.exp, -700, 700, 2],
  ["exp of subnormal results", exp, Math.exp, -740, -708, 3],
  ["expm1", expm1, Math.expm1, -2, 2, 4],
  ["expm1 of small numbers", expm1, Math.expm1, -1e-5, 1e-5, 4],
  ["tanh", tanh, Math.tanh, -5, 5, 6],
  ["cbrt", cbrt, Math.cbrt, -1000, 1000, 2],
  ["log near 1", log, Math.log, 0.5, 2, 2],
  ["log", log, Math.log, 1e-12, 1e3, 2],
  ["log of large numbers", log, Math.log, 1, 1e300, 2],
  ["log of subnormal numbers", log, Math.log, 1e-310, 2e-308, 2],
  ["log1p", log1p, Math.log1p, -0.9, 3, 4],
  ["log1p of small numbers", log1p, Math.log1p, -1e-5, 1e-5, 4],
  ["log10", log10, Math.log10, 1e-9, 1e9, 3],
  ["log2", log2, Math.log2, 1e-9, 1e9, 3],
  ["asinh", asinh, Math.asinh, -30, 30, 4],
  ["atanh", atanh, Math.atanh, -0.99, 0.99, 6],
  ["sin", sin, Math.sin, -7, 7, 2],
  ["cos", cos, Math.cos, -7, 7, 2],
  ["sin far out", sin, Math.sin, -9e4, 9e4, 2],
  ["tan", tan, Math.tan, -1.5, 1.5, 4],
  ["atan", atan, Math.atan, -9, 9, 2],
  ["asin", asin, Math.asin, -1, 1, 4],
  ["acos", acos, Math.acos, -1, 1, 4],
];

/** Distance between neighboring doubles at x. */
function ulp(x: number): number {
  const bits = new BigUint64Array(Float64Array.of(Math.abs(x)).buffer);
  return new Float64Array(BigUint64Array.of(bits[0] + 1n).buffer)[0] - Math.abs(x);
}

describe("repeatable functions", () => {
  test.each(cases)("%s is that of the engine to a few units of the last place", (_, ours, theirs, from, to, ulps) => {
    let worst = 0;
    for (const u of fractions(20_000)) {
      const x = from + (to - from) * u;
      const value = theirs(x);
      worst = Math.max(worst, Math.abs(ours(x) - value) / ulp(value));
    }
    expect(worst).toBeLessThanOrEqual(ulps);
  });

  test("atan2 and hypot too, in all quadrants", () => {
    let worst = 0;
    const values = [...fractions(40_000)];
    for (let i = 0; i < values.length; i += 2) {
      const [x, y] = [2 * values[i] - 1, 2 * values[i + 1] - 1];
      worst = Math.max(worst, Math.abs(atan2(y, x) - Math.atan2(y, x)) / ulp(Math.atan2(y, x)));
      worst = Math.max(worst, Math.abs(hypot(y, x) - Math.hypot(y, x)) / ulp(Math.hypot(y, x)));
    }
    expect(worst).toBeLessThanOrEqual(2);
  });

  test("the odd places are those of the engine", () => {
    const like = (value: number, digits: number) => (Number.isNaN(value) ? Number.NaN : expect.closeTo(value, digits));
    const odd = [0, -0, 1, -1, Infinity, -Infinity, Number.NaN, 5e-324, 1e308, -745, 709.7, 710];
    for (const x of odd) {
      expect([x, exp(x)]).toEqual([x, like(Math.exp(x), 10)]);
      expect([x, log(x)]).toEqual([x, like(Math.log(x), 10)]);
      for (const [ours, theirs] of [
        [log1p, Math.log1p],
        [expm1, Math.expm1],
        [asin, Math.asin],
        [atan, Math.atan],
        [cbrt, Math.cbrt],
        [tanh, Math.tanh],
      ]) {
        expect([x, ours(x)]).toEqual([x, like(theirs(x), 10)]);
      }
      for (const y of odd) {
        expect([y, x, atan2(y, x)]).toEqual([y, x, like(Math.atan2(y, x), 12)]);
        if (!Number.isNaN(x) && !Number.isNaN(y)) expect(hypot(x, y) / Math.hypot(x, y) || 1).toBeCloseTo(1, 12);
      }
    }
    expect(Object.is(sin(-0), -0)).toBe(true);
    expect(sin(Infinity)).toBeNaN();
    expect(sin(1e9)).toBeCloseTo(Math.sin(1e9), 6);
  });

  test("exp is that of the engine up to the largest number there is", () => {
    const largest = 709.782712893384;
    let worst = 0;
    for (const u of fractions(20_000)) {
      const x = largest - u / 64;
      worst = Math.max(worst, Math.abs(exp(x) / Math.exp(x) - 1));
    }
    expect(worst).toBeLessThanOrEqual(3 * Number.EPSILON);
    expect([exp(largest) / Math.exp(largest), exp(largest + 1e-12)]).toEqual([expect.closeTo(1, 12), Infinity]);
  });

  test("powers of ten and of two have whole logarithms, whole powers are products", () => {
    for (let k = -300; k <= 300; k++) expect(log10(Number(`1e${k}`))).toBe(k);
    for (let k = -300; k <= 300; k++) expect(log2(2 ** k)).toBe(k);
    expect([pow(3, 4), pow(-2, 3), pow(2, -2), pow(0, 0), pow(7, 1)]).toEqual([81, -8, 0.25, 1, 7]);
    expect(pow(2.5, 3.5)).toBeCloseTo(2.5 ** 3.5, 12);
    expect(pow(-2.5, 3.5)).toBeNaN();
    expect([pow(0, 0.5), pow(0, -0.5)]).toEqual([0, Infinity]);
  });

  test("they give the same bits in every engine", () => {
    // Bits of all functions on a grid, folded into one number; found in Node 20, tested in Chromium too.
    let hash = 2166136261;
    const bits = new Float64Array(1);
    const words = new Uint32Array(bits.buffer);
    for (const [, ours, , from, to] of cases) {
      for (const u of fractions(500)) {
        bits[0] = ours(from + (to - from) * u);
        for (const word of words) hash = Math.imul(hash ^ word, 16777619) >>> 0;
      }
    }
    expect(hash).toMatchInlineSnapshot(`2624353837`);
  });
});
