import {
  brokenPowerLaw,
  constant,
  expCutoffPowerLaw,
  gaussian,
  logParabola,
  powerLaw,
  powerLawIntegral,
  smoothBrokenPowerLaw,
} from "@gammakit/models";
import { describe, expect, test } from "vitest";
import { isNested } from "../src/index.ts";

describe("a model is nested", () => {
  const curved = [brokenPowerLaw(), smoothBrokenPowerLaw(), logParabola(), expCutoffPowerLaw()];

  test.each(curved)("in $id, as a power law", (complex) => {
    expect(isNested(powerLaw(), complex)).toBe(true);
    expect(isNested(powerLawIntegral(), complex)).toBe(true);
    expect(isNested(complex, powerLaw())).toBe(false);
  });

  test("in a power law, as a constant", () => {
    expect(isNested(constant(), powerLaw())).toBe(true);
    expect(isNested(powerLaw(), constant())).toBe(false);
  });

  test("not in a curve of another kind", () => {
    expect(isNested(logParabola(), expCutoffPowerLaw())).toBe(false);
    expect(isNested(powerLaw(), gaussian())).toBe(false);
  });

  test("in itself with more parameters free", () => {
    const fixed = powerLaw({ index: { value: 2.5, frozen: true } });
    expect(isNested(fixed, powerLaw())).toBe(true);
    expect(isNested(powerLaw(), fixed)).toBe(false);
    expect(isNested(fixed, powerLaw({ index: { value: 2.6, frozen: true } }))).toBe(false);
  });
});

test("not nested where a parameter that the special case needs is frozen, or one that means nothing is free", () => {
  expect(isNested(powerLaw(), expCutoffPowerLaw({ index: { value: 1.5, frozen: true } }))).toBe(false);
  expect(isNested(powerLaw(), expCutoffPowerLaw({ alpha: { frozen: false } }))).toBe(false);
  expect(isNested(powerLaw(), logParabola({ alpha: { value: 4, frozen: true } }))).toBe(false);
  expect(isNested(powerLaw(), logParabola({ reference: { frozen: false } }))).toBe(false);
});
