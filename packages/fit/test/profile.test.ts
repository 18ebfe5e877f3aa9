import { minuit } from "@gammakit/minuit";
import { constant, expCutoffPowerLaw, powerLaw } from "@gammakit/models";
import { assertClose } from "@gammakit/testing";
import { describe, expect, test } from "vitest";
import { confidence, fit, statProfile } from "../src/index.ts";
import { bare, cashToy, exact, onOffToy, plain } from "./support/toys.ts";

const flat = constant({ const: 1e-12 });
/** 1e6 background counts: the likelihood of the signal is a parabola. */
const gaussian = cashToy([1e6 + 1e4, 0, 0], {
  maskSafe: Uint8Array.of(1, 0, 0),
  background: Float64Array.of(1e6, 0, 0),
});
const error = Math.sqrt(1e6 + 1e4) * 1e-13;

describe("the profile of the statistic", () => {
  test("is the parabola where counts are many", async () => {
    const found = await fit([gaussian], constant({ const: 1e-9 }), { optimizer: exact });
    const steps = [-2, -1, 0, 1, 2];
    const values = steps.map((k) => 1e-9 + k * error);
    const profile = await statProfile([gaussian], found, values, { parameter: "const", optimizer: exact });
    expect(profile.name).toBe("constant.const");
    assertClose(
      profile.stat.map((stat) => stat - found.stat),
      steps.map((k) => k * k),
      { absolute: 0.02 },
    );
  });

  test("is lower where the other parameters are fitted again", async () => {
    const data = [onOffToy([200, 130, 60], [35, 22, 8])];
    const found = await fit(data, powerLaw({ amplitude: 2e-11 }), { optimizer: exact });
    const [index, amplitude] = found.model.parameters;
    const c = found.covariance ?? new Float64Array(9);
    const rho2 = (c[1] * c[1]) / (c[0] * c[4]);
    const sigma = index.error ?? 0;
    const at = [index.value + 0.1 * sigma];
    const free = await statProfile(data, found, at, { parameter: "index", optimizer: exact });
    const held = await statProfile(data, found, at, { parameter: "index", optimizer: exact, reoptimize: false });
    expect(rho2).toBeGreaterThan(0.1);
    assertClose(free.stat[0] - found.stat, 0.01, { relative: 0.02 });
    assertClose(held.stat[0] - found.stat, 0.01 / (1 - rho2), { relative: 0.02 });
    expect(amplitude.value).toBeGreaterThan(0);
  });

  test("is NaN where a minimization fails, and goes on", async () => {
    const data = [onOffToy([200, 130, 60], [35, 22, 8])];
    const found = await fit(data, powerLaw({ amplitude: 2e-11 }), { optimizer: exact });
    let calls = 0;
    const moody = {
      id: "moody",
      minimize: (...args: Parameters<typeof exact.minimize>) => {
        const result = exact.minimize(...args);
        return calls++ === 1 ? { ...result, status: "failed" as const } : result;
      },
    };
    const profile = await statProfile(data, found, [1.8, 1.9, 2], { parameter: "index", optimizer: moody });
    expect([...profile.stat].map(Number.isFinite)).toEqual([true, false, true]);
  });

  test("knows its parameter", async () => {
    const data = [cashToy([30, 20, 10])];
    const [a, b] = [
      powerLaw({ name: "a" }),
      powerLaw({ name: "b", index: { value: 0, frozen: true }, amplitude: { link: "a.amplitude" } }),
    ];
    const found = await fit(data, [a, b], { optimizer: exact });
    const profileOf = (parameter: string) => statProfile(data, found, [1e-12], { parameter, optimizer: exact });
    await expect(profileOf("indx")).rejects.toThrow('The fit has no parameter "indx". Did you mean "index"?');
    await expect(profileOf("index")).rejects.toThrow("Several models have a parameter");
    await expect(profileOf("b.index")).rejects.toThrow('Parameter "b.index" is frozen. Free: a.index, a.amplitude.');
    expect((await profileOf("b.amplitude")).name).toBe("a.amplitude");
    expect((await profileOf("amplitude")).name).toBe("a.amplitude");
  });
});

describe("the confidence interval", () => {
  test("lets a parameter leave the limit on which it is at the minimum", async () => {
    const data = [cashToy([200, 70, 25])];
    const cut = expCutoffPowerLaw({ index: 2, amplitude: 2e-11, lambda_: { value: 0.1, min: 0 } });
    const optimizer = minuit();
    const found = await fit(data, cut, { optimizer });
    const [index, , , lambda] = found.model.parameters;
    // On it, not beside it: that is its value, and its scale.
    expect(lambda.value).toBe(0);
    expect(found.diagnostics.atLimit).toEqual(["exp-cutoff-power-law.lambda_"]);
    const { lower, upper } = await confidence(data, found, { parameter: "index", optimizer });
    for (const value of [index.value - lower, index.value + upper]) {
      const held = { ...cut, parameters: cut.parameters.map((p, k) => (k === 0 ? { ...p, value, frozen: true } : p)) };
      const { stat } = await fit(data, held, { optimizer });
      assertClose(stat - found.stat, 1, { absolute: 0.02 });
    }
  });

  // n − μ̂ ln μ … rises by one at the roots of 2(μ − n − n ln(μ/n)) = 1; for n = 9 these are 6.3347 and 12.3396.
  const low = [9, 0, 0];
  const used = { maskSafe: Uint8Array.of(1, 0, 0) };
  test.each([minuit(), plain, bare])("of nine counts, with the optimizer $id", async (optimizer) => {
    const data = [cashToy(low, used)];
    const found = await fit(data, flat, { optimizer: exact });
    const interval = await confidence(data, found, { parameter: "const", optimizer });
    const [lower, upper] = [root(9, 1, 9), root(9, 9, 30)];
    assertClose([interval.lower, interval.upper], [(9 - lower) * 1e-13, (upper - 9) * 1e-13], { relative: 5e-3 });
    expect(Object.keys(interval).sort()).toEqual(["lower", "upper"]);
  });

  test("of the crossing search is exact to 1e-4", async () => {
    const data = [cashToy(low, used)];
    const found = await fit(data, flat, { optimizer: exact });
    const interval = await confidence(data, found, { parameter: "const", optimizer: plain });
    assertClose([interval.lower, interval.upper], [(9 - root(9, 1, 9)) * 1e-13, (root(9, 9, 30) - 9) * 1e-13], {
      relative: 1e-4,
    });
  });

  test.each([minuit(), plain])("ends where a limit comes first, with the optimizer $id", async (optimizer) => {
    const data = [cashToy(low, used)];
    const found = await fit(data, constant({ const: { value: 1e-12, min: 8e-13 } }), { optimizer: exact });
    const interval = await confidence(data, found, { parameter: "const", optimizer });
    expect(interval.lower).toBeNaN();
    expect(interval.upper).toBeGreaterThan(0);
    expect(interval.reason).toContain("limit of constant.const");
  });

  test.each([plain, bare])("meets a lower minimum with $id: it says so", async (optimizer) => {
    const data = [cashToy([60, 30, 15])];
    const found = await fit(data, powerLaw({ amplitude: 1e-11 }), { optimizer: exact });
    // A result that is no minimum: the amplitude is one error off.
    const [index, amplitude, reference] = found.model.parameters;
    const moved = { ...found.model, parameters: [index, { ...amplitude, value: amplitude.value * 1.3 }, reference] };
    const [stat] = (
      await statProfile(data, found, [amplitude.value * 1.3], { parameter: "amplitude", optimizer, reoptimize: false })
    ).stat;
    const wrong = { ...found, models: [moved], model: moved, stat };
    expect((await confidence(data, wrong, { parameter: "index", optimizer })).reason).toContain(
      "a lower value was met",
    );
  });

  test("needs a fit that converged, and its datasets", async () => {
    const data = [cashToy(low, used)];
    const failed = await fit([cashToy([0, 0, 0], used)], flat, { optimizer: exact });
    const nothing = await confidence([cashToy([0, 0, 0], used)], failed, { parameter: "const", optimizer: exact });
    expect(nothing).toMatchObject({ lower: Number.NaN, upper: Number.NaN });
    expect(nothing.reason).toContain("the fit did not converge");
    const found = await fit(data, flat, { optimizer: exact });
    await expect(
      confidence([cashToy([5, 0, 0], used)], found, { parameter: "const", optimizer: exact }),
    ).rejects.toThrow("Give the datasets and the statistics of the fit");
    await expect(confidence(data, found, { parameter: "const", nSigma: 0, optimizer: exact })).rejects.toThrow(
      "nSigma is 0",
    );
  });
});

/** μ between a and b where the Cash statistic of n counts has risen by one. */
function root(n: number, a: number, b: number): number {
  const rise = (mu: number) => 2 * (mu - n - n * Math.log(mu / n)) - 1;
  let [low, high] = [a, b];
  for (let k = 0; k < 100; k++) {
    const middle = 0.5 * (low + high);
    if (rise(middle) > 0 === rise(low) > 0) low = middle;
    else high = middle;
  }
  return low;
}
