import { expect, test } from "vitest";
import { assertClose, assertWithinSigma, relativeDifference } from "../src/index.ts";

test("the relative difference is in units of the larger magnitude", () => {
  expect(relativeDifference(99, 100)).toBe(0.01);
  expect(relativeDifference(-1, 1)).toBe(2);
  expect(relativeDifference(0, 0)).toBe(0);
  expect(relativeDifference(NaN, NaN)).toBe(0);
  expect(relativeDifference(NaN, 1)).toBe(Infinity);
  expect(relativeDifference(Infinity, 1)).toBe(Infinity);
});

test("numbers within the tolerance pass, exact by default", () => {
  assertClose(1, 1);
  assertClose([1.0005, NaN], [1, NaN], { relative: 1e-3 });
  assertClose(Float64Array.of(1e-9), [0], { absolute: 1e-8 });
  expect(() => assertClose(1, 1 + 1e-15)).toThrow(/allowed no difference/);
});

test("a failure names the worst number, what was expected and by how much it is off", () => {
  expect(() => assertClose([1, 2.1, 3.5], [1, 2, 3], { relative: 1e-2, label: "errors" })).toThrow(
    "errors[2] is 3.5, expected 3: 0.500 off, 0.143 relative, allowed 0.01 relative.",
  );
});

test("NaN is not close to a number, nor a number to NaN", () => {
  expect(() => assertClose(NaN, 1, { relative: 1 })).toThrow(/NaN/);
  expect(() => assertClose(1, NaN, { absolute: 1 })).toThrow(/NaN/);
});

test("arrays of different length are not close", () => {
  expect(() => assertClose([1, 2], [1])).toThrow("value: 2 numbers where 1 are expected.");
});

test("a best fit is compared in units of its error bar", () => {
  assertWithinSigma(1.004, 1, 0.5);
  expect(() => assertWithinSigma(1.006, 1, 0.5, 0.01, "norm")).toThrow(/norm is 1.006, expected 1 ± 0.5: 0.0120 of/);
  expect(() => assertWithinSigma(1, 1, 0)).toThrow(/error bar of the golden number/);
  expect(() => assertWithinSigma(NaN, 1, 1)).toThrow(/NaN/);
});
