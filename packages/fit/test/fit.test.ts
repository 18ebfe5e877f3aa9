import { type Optimizer, withParameters } from "@gammakit/core";
import { minuit } from "@gammakit/minuit";
import { constant, powerLaw } from "@gammakit/models";
import { assertClose } from "@gammakit/testing";
import { describe, expect, expectTypeOf, test } from "vitest";
import { type FitModel, fit, modelCovariance, statisticFor } from "../src/index.ts";
import { bare, cashToy, deepFreeze, exact, onOffToy, plain } from "./support/toys.ts";

const flat = constant({ const: 1e-12 });
const parameterOf = (model: FitModel, name: string) => model.parameters.find((parameter) => parameter.name === name);

describe("a constant flux and Poisson counts", () => {
  // Expected are 10, 20 and 40 counts for 1e-12 cm-2 s-1 TeV-1: the best value is Σn/70, its error √Σn/70.
  const data = cashToy([11, 23, 43]);
  const stat = [11, 23, 43].reduce((sum, n, i) => sum + 2 * (1.1 * 10 * 2 ** i - n * Math.log(1.1 * 10 * 2 ** i)), 0);

  test.each([exact, plain, bare])("has its analytic minimum, with the optimizer $id", async (optimizer) => {
    const found = await fit([data], flat, { optimizer });
    expect(found.status).toBe("converged");
    assertClose(found.stat, stat, { absolute: 1e-6 });
    assertClose(found.model.parameters[0].value, 1.1e-12, { relative: 1e-5 });
    assertClose(found.model.parameters[0].error ?? 0, (Math.sqrt(77) / 70) * 1e-12, { relative: 1e-3 });
  });

  test("gives two datasets the weight of their counts", async () => {
    const found = await fit([data, cashToy([9, 17, 37], { name: "second" })], flat, { optimizer: exact });
    assertClose(found.model.parameters[0].value, 1e-12, { relative: 1e-5 });
    assertClose(found.model.parameters[0].error ?? 0, Math.sqrt(140 / 140 ** 2) * 1e-12, { relative: 1e-3 });
  });

  test("adds the known background", async () => {
    const background = Float64Array.of(1, 2, 4);
    const found = await fit([cashToy([11, 22, 44], { background })], flat, { optimizer: exact });
    assertClose(found.model.parameters[0].value, 1e-12, { relative: 1e-5 });
  });

  test("uses bins inside both masks alone", async () => {
    const masked = cashToy([12, 99, 40], { maskSafe: Uint8Array.of(1, 0, 1), maskFit: Uint8Array.of(1, 1, 0) });
    const found = await fit([masked], flat, { optimizer: exact });
    assertClose(found.model.parameters[0].value, 1.2e-12, { relative: 1e-5 });
  });
});

test("ON counts less the scaled OFF counts are the best flux", async () => {
  const used = { maskSafe: Uint8Array.of(1, 0, 0) };
  const found = await fit([onOffToy([25, 0, 0], [50, 0, 0], used)], flat, { optimizer: exact });
  assertClose(found.model.parameters[0].value, 2e-12, { absolute: 1e-3 * 5e-13 });
  // √(n_on + α² n_off) counts, of which 1e-12 makes ten.
  assertClose(found.model.parameters[0].error ?? 0, Math.sqrt(25 + 0.5) * 1e-13, { relative: 5e-3 });
  assertClose(found.stat, 0, { absolute: 1e-6 });
});

describe("parameters", () => {
  const data = onOffToy([200, 130, 60], [35, 22, 8]);
  const model = powerLaw({ index: 2, amplitude: 2e-11 });

  test("that are frozen keep their value and have no error", async () => {
    const found = await fit([data], withParameters(model, { index: { value: 2.3, frozen: true } }), {
      optimizer: exact,
    });
    expect(parameterOf(found.model, "index")).toMatchObject({ value: 2.3, frozen: true });
    expect(parameterOf(found.model, "index")).not.toHaveProperty("error");
    expect(found.covariance?.filter((c) => c !== 0)).toHaveLength(1);
  });

  test("stop at their limits, which the result says", async () => {
    for (const optimizer of [minuit(), bare]) {
      const found = await fit([data], withParameters(model, { index: { min: 1.9 } }), { optimizer });
      expect(found.status).toBe("converged");
      expect(parameterOf(found.model, "index")?.value).toBeCloseTo(1.9, 4);
      expect(parameterOf(found.model, "index")).not.toHaveProperty("error");
      expect(parameterOf(found.model, "amplitude")?.error).toBeGreaterThan(0);
      expect(found.message).toContain("At a limit: power-law.index");
      expect(found.diagnostics.atLimit).toEqual(["power-law.index"]);
    }
  });

  test("whose limits were taken away have none", async () => {
    const limited = powerLaw({ index: { value: 2, min: 1.9 }, amplitude: 2e-11 });
    const freed = withParameters(limited, { index: { min: undefined } });
    const [a, b] = [await fit([data], freed, { optimizer: exact }), await fit([data], model, { optimizer: exact })];
    assertClose(a.model.parameters[0].value, b.model.parameters[0].value, { relative: 1e-5 });
    expect(a.diagnostics.atLimit ?? []).toEqual([]);
  });

  test("without finite start are a fit that failed", async () => {
    const found = await fit(
      [data],
      { ...model, evaluate: () => {}, integrate: (_, __, out) => out.fill(Number.NaN) },
      { optimizer: exact },
    );
    expect(found).toMatchObject({ status: "failed", success: false });
    expect(found).not.toHaveProperty("covariance");
  });
});

describe("links", () => {
  const datasets = [
    onOffToy([200, 130, 60], [35, 22, 8], { name: "a" }),
    onOffToy([90, 40, 30], [20, 17, 4], { name: "b" }),
  ];
  const one = { ...powerLaw({ index: 2, amplitude: 2e-11, name: "one" }), datasets: ["a"] };
  const two = {
    ...powerLaw({ index: { value: 5, link: "one.index" }, amplitude: 1e-11, name: "two" }),
    datasets: ["b"],
  };

  test("make two models share a value and its error", async () => {
    const found = await fit(datasets, [one, two], { optimizer: exact });
    const [a, b] = found.models;
    expect(found.status).toBe("converged");
    expect(b.parameters[0]).toMatchObject({
      value: a.parameters[0].value,
      error: a.parameters[0].error,
      link: "one.index",
    });
    expect(found.names).toEqual([
      "one.index",
      "one.amplitude",
      "one.reference",
      "two.index",
      "two.amplitude",
      "two.reference",
    ]);
    const c = found.covariance ?? new Float64Array(36);
    for (let k = 0; k < 6; k++) {
      expect(c[3 * 6 + k]).toBe(c[k]);
      for (let l = 0; l < 6; l++) expect(c[k * 6 + l]).toBe(c[l * 6 + k]);
    }
    // Amplitudes of different data are correlated through the index alone, and less than perfectly.
    expect(Math.abs(c[1 * 6 + 4])).toBeLessThan(Math.sqrt(c[1 * 6 + 1] * c[4 * 6 + 4]));
    expect([...(modelCovariance(found, b) ?? [])]).toEqual([
      c[21],
      c[22],
      c[23],
      c[27],
      c[28],
      c[29],
      c[33],
      c[34],
      c[35],
    ]);
  });

  test("in one fit do what one model for both does", async () => {
    const tied = withParameters(two, { amplitude: { link: "one.amplitude" } });
    const linked = await fit(datasets, [one, tied], { optimizer: exact });
    const single = await fit(datasets, powerLaw({ index: 2, amplitude: 2e-11 }), { optimizer: exact });
    assertClose(linked.stat, single.stat, { absolute: 1e-6 });
    assertClose(linked.models[1].parameters[1].value, single.model.parameters[1].value, { relative: 1e-4 });
    assertClose(linked.models[1].parameters[1].error ?? 0, single.model.parameters[1].error ?? 1, { relative: 1e-3 });
  });

  test("to what is not there, or in a circle, are refused by name", async () => {
    const bad = (link: string) => fit(datasets, [withParameters(one, { index: { link } }), two], { optimizer: exact });
    await expect(bad("two.indx")).rejects.toThrow(
      'one.index is linked to "two.indx", which no model of the fit has. Did you mean "two.index"?',
    );
    await expect(bad("two.index")).rejects.toThrow("one.index is linked in a circle");
  });

  test("models apart give the sum of their own fits", async () => {
    const free = withParameters(two, { index: { value: 2, link: undefined } });
    const joint = await fit(datasets, [one, free], { optimizer: exact });
    const alone = [
      await fit([datasets[0]], one, { optimizer: exact }),
      await fit([datasets[1]], free, { optimizer: exact }),
    ];
    assertClose(joint.stat, alone[0].stat + alone[1].stat, { absolute: 1e-5 });
    assertClose(joint.models[1].parameters[0].error ?? 0, alone[1].model.parameters[0].error ?? 1, { relative: 1e-3 });
  });
});

test("a Gaussian prior pulls as the weighted mean says", async () => {
  // 400 counts where 1e-12 makes ten: 40 ± 2. A prior of 30 ± 2, alike in weight, halves the way and the variance.
  const used = { maskSafe: Uint8Array.of(1, 0, 0), background: Float64Array.of(1e6, 0, 0) };
  const [value, sigma] = [0.9e-9, 1e-10];
  const data = cashToy([1e6 + 1e4, 0, 0], used);
  const prior = { id: "normal", minusTwoLog: (x: number) => ((x - value) / sigma) ** 2 };
  const found = await fit([data], constant({ const: { value: 1e-9, prior } }), { optimizer: exact });
  // The likelihood alone is a Gaussian to good accuracy: 1e-9 with error √(1.01e6) counts.
  const error = Math.sqrt(1e6 + 1e4) * 1e-13;
  const weight = 1 / error ** 2 + 1 / sigma ** 2;
  assertClose(found.model.parameters[0].value, (1e-9 / error ** 2 + value / sigma ** 2) / weight, { relative: 2e-4 });
  assertClose(found.model.parameters[0].error ?? 0, 1 / Math.sqrt(weight), { relative: 2e-3 });
});

test("datasets and models stay as they were", async () => {
  const datasets = deepFreeze([onOffToy([200, 130, 60], [35, 22, 8]), cashToy([11, 23, 43])]);
  const models = deepFreeze([powerLaw({ amplitude: 2e-11 }), constant({ const: 1e-13 })]);
  const before = structuredClone(datasets);
  await fit(datasets, models, { optimizer: minuit() });
  expect(structuredClone(datasets)).toEqual(before);
  expect(models[0].parameters[1].value).toBe(2e-11);
});

test("the result has the type of the model", async () => {
  const model = { ...flat, color: "red" };
  const found = await fit([cashToy([1, 2, 3])], model, { optimizer: exact });
  expectTypeOf(found.model.color).toEqualTypeOf<string>();
  expect(found.model.color).toBe("red");
  const several = await fit([cashToy([1, 2, 3])], [model], { optimizer: exact });
  expectTypeOf(several.model.color).toEqualTypeOf<string>();
});

test("an abort is a result", async () => {
  const found = await fit([cashToy([1, 2, 3])], flat, { optimizer: exact, context: { signal: AbortSignal.abort() } });
  expect(found.status).toBe("aborted");
});

test("what stops a search is said", async () => {
  const found = await fit([onOffToy([200, 130, 60], [35, 22, 8])], powerLaw(), { optimizer: minuit({ maxCalls: 5 }) });
  expect(found).toMatchObject({ status: "max-evaluations", success: false });
  expect(found.covariance).toBeUndefined();
});

describe("what cannot be fitted is refused in words", () => {
  const data = cashToy([1, 2, 3]);
  const options = { optimizer: exact };
  test.each([
    { name: "no dataset", run: () => fit([], flat, options), words: "There is no dataset" },
    { name: "no model", run: () => fit([data], [], options), words: "There is no model to fit" },
    {
      name: "nothing free",
      run: () => fit([data], constant({ const: { value: 1, frozen: true } }), options),
      words: "No parameter is free: constant.const",
    },
    {
      name: "one name twice",
      run: () => fit([data], [flat, flat], options),
      words: 'Two models of the fit are called "constant"',
    },
    {
      name: "a dataset that is not there",
      run: () => fit([data], { ...flat, datasets: ["cast"] }, options),
      words: 'Model "constant" applies to the dataset "cast", which is not there. Did you mean "cash"?',
    },
    {
      name: "arrays that do not match",
      run: () => fit([{ ...data, edisp: new Float64Array(6) }], flat, options),
      words: 'Dataset "cash" has 6 entries in "edisp" for 9 pairs of true and reconstructed bins',
    },
    {
      name: "no statistic",
      run: () => fit([data], flat, { ...options, statistics: [] }),
      words: 'No statistic accepts the dataset "cash" of kind "spectrum". Given: none.',
    },
  ])("$name", async ({ run, words }) => {
    await expect(run()).rejects.toThrow(words);
  });

  test("a model that was not fitted has no covariance", async () => {
    const found = await fit([data], flat, options);
    expect(() => modelCovariance(found, flat)).toThrow('"constant" is not one of the fitted models');
  });
});

test("a statistic of one's own takes part", async () => {
  // χ² of one bin: 12 counts ± 3 where 1e-12 makes ten.
  const chi2 = {
    id: "test/chi2",
    accepts: () => true,
    compile: () => ({ value: (npred: Float64Array) => ((npred[0] - 12) / 3) ** 2 }),
  };
  const found = await fit([cashToy([0, 0, 0])], flat, { optimizer: exact, statistics: [chi2] });
  assertClose(found.model.parameters[0].value, 1.2e-12, { relative: 1e-5 });
  assertClose(found.model.parameters[0].error ?? 0, 3e-13, { relative: 1e-4 });
  expect(statisticFor(cashToy([1, 2, 3])).id).toBe("cash");
  expect(statisticFor(onOffToy([1, 2, 3], [1, 2, 3])).id).toBe("wstat");
});

test("an optimizer that says it converged where there is no number has failed", async () => {
  const optimizer: Optimizer = {
    id: "lost",
    minimize: ({ start }) => {
      const x = start.map(() => Number.NaN);
      return { status: "converged", x, value: Number.NaN, evaluations: 1, message: "Done." };
    },
  };
  const { status, success, message } = await fit([cashToy([11, 23, 43])], flat, { optimizer });
  expect([status, success, message]).toEqual(["failed", false, expect.stringContaining("no number")]);
});
