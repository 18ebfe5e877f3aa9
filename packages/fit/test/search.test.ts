import type { Statistic } from "@gammakit/core";
import { minuit } from "@gammakit/minuit";
import { constant, powerLaw } from "@gammakit/models";
import { describe, expect, test } from "vitest";
import { type FitSearchOptions, fit } from "../src/index.ts";
import { bare, cashToy, onOffToy } from "./support/toys.ts";

/** A statistic of the constant in units of 1e-12 cm-2 s-1 TeV-1: the toy expects ten counts for each. */
function statisticOf(f: (a: number) => number): Statistic {
  return {
    id: "test/curve",
    accepts: () => true,
    compile: () => ({ value: (npred: Float64Array) => f(npred[0] / 10) }),
  };
}

const data = cashToy([1, 2, 3]);
const fitCurve = (f: (a: number) => number, options: Partial<FitSearchOptions> = {}, start = 1.2e-12) =>
  fit([data], constant({ const: start }), { optimizer: minuit(), statistics: [statisticOf(f)], ...options });
const found12 = ({ model }: Awaited<ReturnType<typeof fit>>) => model.parameters[0].value / 1e-12;

/** Two valleys at ±1 with a hill of 5 between them, the left one lower by about 0.8. */
const twoValleys = (a: number) => 5 * (a * a - 1) ** 2 + 0.4 * a;
/** The same with a hill of 0.3. */
const lowHill = (a: number) => 0.3 * (a * a - 1) ** 2 + 0.05 * a;

describe("several starts", () => {
  test("find the lower of two valleys, and say from which start", async () => {
    const one = await fitCurve(twoValleys);
    expect(found12(one)).toBeCloseTo(1, 1);
    expect(one.search).toBeUndefined();
    const starts = [{ const: 0.8e-12 }, { "constant.const": -0.8e-12 }, { const: -2e-12 }];
    const all = await fitCurve(twoValleys, { starts });
    expect(found12(all)).toBeCloseTo(-1, 1);
    expect(all.status).toBe("converged");
    expect(all.search).toMatchObject({ from: 3, agreeing: 2 });
    expect(all.search?.endings.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => "converged"));
    expect(all.search?.endings[0].stat).toBeCloseTo(one.stat, 6);
    expect(all.message).toContain("Found from start 3 of 4; 2 ended there.");
    expect(all.evaluations).toBeGreaterThan(one.evaluations);
  });

  test("beyond a limit begin at the limit, and names are checked", async () => {
    const limited = constant({ const: { value: 1.2e-12, min: 0.5e-12 } });
    const options = { optimizer: minuit(), statistics: [statisticOf(twoValleys)] };
    const found = await fit([data], limited, { ...options, starts: [{ const: -1e-12 }] });
    expect(found12(found)).toBeCloseTo(1, 1);
    await expect(fit([data], limited, { ...options, starts: [{ cost: 1 }] })).rejects.toThrow('Did you mean "const"?');
  });

  test("are a failed fit where the statistic is a number at none of them", async () => {
    const found = await fitCurve(() => Number.NaN, { starts: [{ const: 1e-12 }] });
    expect(found).toMatchObject({ status: "failed", stat: Number.NaN, search: { from: 1, agreeing: 0 } });
    expect(found.search?.endings).toHaveLength(2);
    expect(found.message).toContain("not a finite number at the start values");
  });

  test("end with an abort", async () => {
    const controller = new AbortController();
    let searches = 0;
    const optimizer = {
      id: "test/once",
      minimize: (...[objective]: Parameters<typeof bare.minimize>) => {
        searches++;
        controller.abort();
        return bare.minimize(objective);
      },
    };
    await fitCurve(twoValleys, { optimizer, starts: [{ const: -1e-12 }], context: { signal: controller.signal } });
    expect(searches).toBe(1);
  });
});

describe("a rescue", () => {
  test("follows a profile over a low hill, and says along which parameter", async () => {
    const plain = await fitCurve(lowHill);
    expect(found12(plain)).toBeCloseTo(0.98, 1);
    for (const optimizer of [minuit(), bare]) {
      const found = await fitCurve(lowHill, { optimizer, rescue: true });
      expect(found.status).toBe("converged");
      expect(found12(found)).toBeCloseTo(-1.02, 1);
      expect(found.search?.rescuedAlong).toBe("constant.const");
      expect(found.message).toContain("Rescued along const: its profile led lower.");
      expect(found.openSides).toBeUndefined();
    }
  });

  test("changes nothing where the errors describe the likelihood", async () => {
    const toy = onOffToy([500, 220, 70], [9, 4, 2]);
    const model = powerLaw({ index: 2, amplitude: 2e-11 });
    const [plain, searched] = [
      await fit([toy], model, { optimizer: minuit() }),
      await fit([toy], model, { optimizer: minuit(), rescue: true }),
    ];
    expect(searched.search).toBeUndefined();
    expect(searched.message).toBe(plain.message);
    expect(searched.stat).toBeLessThanOrEqual(plain.stat);
    searched.model.parameters.forEach(({ value, error = 0 }, k) => {
      expect(Math.abs(value - plain.model.parameters[k].value)).toBeLessThanOrEqual(0.01 * error);
    });
  });
});

describe("a likelihood without a minimum is unconstrained", () => {
  /** Falls for ever, by less than 0.01 from a = ½ ln 5000 on. */
  const falling = (a: number) => 50 * Math.exp(-2 * a);

  test.each([true, false])("with the parameter, the side and the value, with rescue %s", async (rescue) => {
    const found = await fitCurve(falling, { rescue });
    expect(found).toMatchObject({ status: "unconstrained", success: false });
    expect(found.covariance).toBeUndefined();
    const [side] = found.openSides ?? [];
    expect(side).toMatchObject({ parameter: "constant.const", side: "above", flat: true, unit: "cm-2 s-1 TeV-1" });
    // The edge is found to three percent of its value.
    expect(Math.abs(side.from / (0.5e-12 * Math.log(5000)) - 1)).toBeLessThan(0.03);
    expect(found.message).toMatch(/^The likelihood is flat in const above 4\.\de-12 cm-2 s-1 TeV-1: /);
  });

  test("below as well as above", async () => {
    const found = await fitCurve((a) => falling(-a), { rescue: true }, -1.2e-12);
    expect(found.message).toMatch(/^The likelihood is flat in const below −4\.\de-12 cm-2 s-1 TeV-1: /);
  });

  test("not where it rises by more than a hundredth, which is told", async () => {
    for (const rise of [0.012, 0.4]) {
      const found = await fitCurve((a) => rise * (1 - Math.exp(-((a - 1) ** 2))), { rescue: true });
      expect(found.status).toBe("converged");
      expect(found.openSides?.map(({ side, flat }) => [side, flat])).toEqual([
        ["below", false],
        ["above", false],
      ]);
      expect(found.openSides?.[0].rise).toBeCloseTo(rise, 3);
      expect(found.message).toContain("No bound of one sigma on const from below");
    }
    const shallow = await fitCurve((a) => 0.008 * (1 - Math.exp(-((a - 1) ** 2))), { rescue: true });
    expect(shallow.status).toBe("unconstrained");
    expect(shallow.message).toContain("does not depend on constant.const");
  });
});

test("a fit whose profile leads lower is no success, unless it may go there", async () => {
  // A shallow dent at 1, whose error is ten times the value, and a deeper one at 40.
  const dents = (a: number) => -0.05 * Math.exp(-(((a - 1) / 3) ** 2)) - 0.3 * Math.exp(-(((a - 40) / 10) ** 2));
  const plain = await fitCurve(dents);
  expect(plain.status).toBe("failed");
  expect(plain.message).toContain("The likelihood is higher elsewhere along constant.const.");
  const rescued = await fitCurve(dents, { rescue: true });
  expect(rescued.status).toBe("converged");
  expect(found12(rescued)).toBeCloseTo(40, 0);
  expect(rescued.search).toMatchObject({ from: 1, rescuedAlong: "constant.const" });
});
