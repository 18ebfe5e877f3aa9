import { wstatStatistic } from "@gammakit/fit";
import { minuit } from "@gammakit/minuit";
import { gaussianPrior, logParabola, logParabola2, powerLaw } from "@gammakit/models";
import { expect, test } from "vitest";
import { compareModels, spectralTimeSeries, summarizeComparisons } from "../src/index.ts";
import { spectrumToy } from "./support/spectrum-toy.ts";
import { binsOf } from "./support/toys.ts";

const toy = spectrumToy(logParabola({ amplitude: 1e-11, reference: 1, alpha: 2.2, beta: 0.15 }), 3e13, 3);
const options = {
  model: powerLaw({ index: 2, amplitude: 1e-11 }),
  compareWith: [logParabola({ amplitude: 1e-11, reference: 1 })],
  fluxRange: { min: 1, max: 10 },
  optimizer: minuit(),
};

test("models compared over data without a time are what they are in an interval", async () => {
  const { interval: _, ...wanted } = (await spectralTimeSeries(binsOf([[toy]]), options))[0];
  const found = await compareModels([toy], options);
  expect(found).toEqual(wanted);
  expect(found.flux?.error).toBeGreaterThan(0);
  expect(summarizeComparisons([found])[0]).toMatchObject({ model: "log-parabola", base: "power-law", compared: 1 });
});

test("a model that can't be fitted at all is an error", async () => {
  const none = { ...toy, maskSafe: new Uint8Array(toy.counts.length) };
  await expect(compareModels([none], options)).resolves.toMatchObject({ result: { success: false } });
  await expect(compareModels([], options)).rejects.toThrow("There is no dataset.");
});

test("fits end where they are called off", async () => {
  const found = await compareModels([toy], { ...options, context: { signal: AbortSignal.abort() } });
  expect(found.result.status).toBe("aborted");
});

test("toys tell how many of them are done", async () => {
  const told: string[] = [];
  const context = { onProgress: (done: number, total: number | undefined) => void told.push(`${done} of ${total}`) };
  const { comparisons } = await compareModels([toy], { ...options, significance: { toys: 3, seed: 1 }, context });
  expect(told).toEqual(["1 of 3", "2 of 3", "3 of 3"]);
  expect(comparisons[0].toys?.used).toBe(3);
});

test("a log parabola with two energies is found from its default values, and is the other one", async () => {
  const { comparisons } = await compareModels([toy], {
    ...options,
    compareWith: [logParabola({ amplitude: 1e-11, reference: 1 }), logParabola2()],
  });
  const [one, two] = comparisons;
  expect(two.result.success).toBe(true);
  expect(two.deltaTs).toBeCloseTo(one.deltaTs, 5);
  expect(two.significance).toBeCloseTo(one.significance, 5);
  const beta = ({ result }: typeof one) => result.model.parameters.find(({ name }) => name === "beta");
  expect(beta(two)?.value).toBeCloseTo(beta(one)?.value ?? 0, 3);
});

test("what a prior adds by its unit is no gain of a model", async () => {
  const plain = (await compareModels([toy], options)).comparisons[0];
  const { value } = plain.result.model.parameters[3];
  // It agrees with the data, so that nothing but its height is new: exp(27) in units of the amplitude.
  const amplitude = powerLaw({ amplitude: { value: 1e-11, prior: gaussianPrior({ mu: 1e-11, sigma: 1e-11 }) } });
  const beta = { value, prior: gaussianPrior({ mu: value, sigma: 10 }) };
  const withPriors = await compareModels([toy], {
    ...options,
    model: amplitude,
    compareWith: [logParabola({ amplitude: 1e-11, reference: 1, beta })],
  });
  const [found] = withPriors.comparisons;
  for (const key of ["deltaTs", "deltaAic", "deltaBic", "aic", "significance"] as const) {
    expect(found[key]).toBeCloseTo(plain[key], 2);
  }
});

test("a prior that both models have is a part of what they are compared by", async () => {
  const prior = gaussianPrior({ mu: 3e-11, sigma: 2e-12 });
  const [model, curved] = [
    powerLaw({ index: 2, amplitude: { value: 1e-11, prior } }),
    logParabola({ amplitude: { value: 1e-11, prior }, reference: 1 }),
  ];
  const { result, comparisons } = await compareModels([toy], { ...options, model, compareWith: [curved] });
  expect(comparisons[0].deltaTs).toBeCloseTo(result.stat - comparisons[0].result.stat, 9);
  expect(comparisons[0].deltaTs).toBeGreaterThan(0);
});

test("toys of flux points are refused, as they have no counts", async () => {
  const statistic = { ...wstatStatistic(), id: "flux-points" };
  const given = compareModels([toy], { ...options, statistics: [statistic], significance: { toys: 3 } });
  await expect(given).rejects.toThrow(
    `Toys of "${toy.name}" can't be drawn: it holds flux points, not counts. Compare its models without toys.`,
  );
});
