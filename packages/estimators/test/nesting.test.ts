import {
  brokenPowerLaw,
  constant,
  expCutoffPowerLaw,
  gaussian,
  logParabola,
  logParabola2,
  powerLaw,
  powerLawIntegral,
  powerLawNorm,
  productModel,
  scaledModel,
  smoothBrokenPowerLaw,
  sumModel,
} from "@gammakit/models";
import { describe, expect, test } from "vitest";
import { isNested } from "../src/index.ts";

describe("a model is nested", () => {
  const curved = [brokenPowerLaw(), smoothBrokenPowerLaw(), logParabola(), logParabola2(), expCutoffPowerLaw()];

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

describe("a model of several parts is nested", () => {
  const ebl = (data: "dominguez" | "franceschini", fixed = true) =>
    table(data, { alpha_norm: { value: 1, frozen: fixed }, redshift: 0.116 });
  /** A factor that is read from a table, as absorption is. */
  function table(name: string, settings: { alpha_norm: { value: number; frozen: boolean }; redshift: number }) {
    return {
      ...powerLawNorm({ tilt: { frozen: true }, norm: settings.alpha_norm }),
      id: "absorption",
      options: { name, data: Float64Array.of(name.length, settings.redshift) },
    };
  }

  test("where each part is", () => {
    expect(isNested(productModel(powerLaw(), ebl("dominguez")), productModel(logParabola(), ebl("dominguez")))).toBe(
      true,
    );
    expect(
      isNested(productModel(powerLaw(), ebl("dominguez")), productModel(powerLaw(), ebl("dominguez", false))),
    ).toBe(true);
    const fixed = sumModel(powerLaw({ index: { value: 2, frozen: true } }), powerLaw());
    expect(isNested(fixed, sumModel(powerLaw(), powerLaw()))).toBe(true);
    expect(isNested(sumModel(powerLaw(), powerLaw()), fixed)).toBe(false);
  });

  test("and not where one is another curve, or of another table", () => {
    const [lp, bpl] = [logParabola(), brokenPowerLaw()];
    expect(isNested(productModel(lp, ebl("dominguez")), productModel(bpl, ebl("dominguez")))).toBe(false);
    expect(
      isNested(productModel(powerLaw(), ebl("dominguez")), productModel(powerLaw(), ebl("franceschini", false))),
    ).toBe(false);
    expect(
      isNested(scaledModel({ options: { parts: [lp] }, norm: 1 }), scaledModel({ options: { parts: [bpl] } })),
    ).toBe(false);
  });

  test("nor where there are more of them, in whichever order they are asked", () => {
    const more = sumModel(powerLaw(), powerLaw({ index: { value: 1.5, frozen: true } }));
    expect(isNested(sumModel(powerLaw()), more)).toBe(false);
    expect(isNested(more, sumModel(powerLaw()))).toBe(false);
  });
});

test("not nested where a parameter that the special case needs is frozen, or one that means nothing is free", () => {
  expect(isNested(powerLaw(), expCutoffPowerLaw({ index: { value: 1.5, frozen: true } }))).toBe(false);
  expect(isNested(powerLaw(), expCutoffPowerLaw({ alpha: { frozen: false } }))).toBe(false);
  expect(isNested(powerLaw(), logParabola({ alpha: { value: 4, frozen: true } }))).toBe(false);
  expect(isNested(powerLaw(), logParabola({ reference: { frozen: false } }))).toBe(false);
});
