import { chiSquareTail, type Optimizer } from "@gammakit/core";
import { fit } from "@gammakit/fit";
import { minuit } from "@gammakit/minuit";
import { brokenPowerLaw, constant, logParabola, powerLaw } from "@gammakit/models";
import { beforeAll, describe, expect, test } from "vitest";
import { likelihoodRatioToys, spectralTimeSeries } from "../src/index.ts";
import { simulateCounts } from "../src/simulate-counts.ts";
import { uniformFrom } from "../src/variability/random.ts";
import { spectrumToy } from "./support/spectrum-toy.ts";
import { binsOf, onOffToy } from "./support/toys.ts";

const optimizer = minuit();
const truth = powerLaw({ index: 2.5, amplitude: 2e-11 });
const compared = logParabola({ amplitude: 2e-11, reference: 1, alpha: 2.5, beta: 0.1 });
const data = spectrumToy(truth, 1e14, 1);
let model = truth;
beforeAll(async () => {
  model = (await fit([data], truth, { optimizer })).model;
});

describe("toys of a likelihood ratio", () => {
  test("follow χ² where counts are many and the models regular", async () => {
    const deltaTs = 2.705543454;
    const outcome = await likelihoodRatioToys([data], { model, compared, deltaTs, optimizer, toys: 400, seed: 11 });
    expect(outcome).toMatchObject({ used: 400, failed: 0 });
    expect(outcome.pValue).toBe((outcome.exceeding + 1) / 401);
    expect(outcome.pValueError).toBeCloseTo(Math.sqrt((outcome.pValue * (1 - outcome.pValue)) / 400), 12);
    // Four binomial errors around the tail of χ², one tenth.
    const expected = chiSquareTail(deltaTs, 1);
    expect(Math.abs(outcome.pValue - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / 400));
  });

  test("are the same for the same seed, whatever their number, and others for another", async () => {
    const run = (seed: number, toys: number, deltaTs = 0.5) =>
      likelihoodRatioToys([data], { model, compared, deltaTs, optimizer, toys, seed });
    const [once, again] = [await run(1, 30), await run(1, 30)];
    expect(again).toEqual(once);
    const counts = [once.exceeding];
    for (let seed = 2; seed < 6; seed++) counts.push((await run(seed, 30)).exceeding);
    expect(new Set(counts).size).toBeGreaterThan(1);
    expect((await run(1, 31)).exceeding - once.exceeding).toBeGreaterThanOrEqual(0);
  });

  test("are fitted as hard as the data: a gain that only a rescue finds counts", async () => {
    const faint = spectrumToy(truth, 3e12, 1);
    const broken = brokenPowerLaw();
    // The first toy of this seed, taken for data.
    const toy = simulateCounts(faint, truth, uniformFrom(1)) as typeof faint;
    const series = await spectralTimeSeries(binsOf([[toy]]), { model: truth, optimizer, compareWith: [broken] });
    const { deltaTs, result } = series[0].comparisons[0];
    expect(result.search?.rescuedAlong).toBeDefined();
    const options = { model: truth, compared: broken, deltaTs: deltaTs - 1e-3, optimizer, toys: 1, seed: 1 };
    expect(await likelihoodRatioToys([faint], options)).toMatchObject({ used: 1, exceeding: 1 });
  });

  test("never say that something is impossible", async () => {
    const { pValue, significance } = await likelihoodRatioToys([data], {
      model,
      compared,
      deltaTs: 100,
      optimizer,
      toys: 20,
    });
    expect(pValue).toBe(1 / 21);
    // Two-sided: 1.98 σ for 1/21.
    expect(significance).toBeCloseTo(1.981, 3);
  });

  test("stop at an abort with what is done, and tell how far they are", async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const context = {
      signal: controller.signal,
      onProgress: (done: number) => {
        seen.push(done);
        if (done === 3) controller.abort();
      },
    };
    const outcome = await likelihoodRatioToys([data], { model, compared, deltaTs: 1, optimizer, toys: 50, context });
    expect(seen).toEqual([1, 2, 3]);
    expect(outcome.used + outcome.failed).toBe(3);
  });

  test("are counted where a fit ends without a number", async () => {
    const empty = { ...data, countsOff: new Float64Array(16), counts: new Float64Array(16) };
    const faint = powerLaw({ index: 2.5, amplitude: 1e-18 });
    const outcome = await likelihoodRatioToys([empty], { model: faint, compared, deltaTs: 1, optimizer, toys: 5 });
    expect(outcome).toMatchObject({ used: 0, failed: 5, exceeding: 0 });
    expect(outcome.pValue).toBeNaN();
  });

  test("end where a fit throws in every toy, and count the toy where it throws in some", async () => {
    let calls = 0;
    const throwing = (every: number): Optimizer => ({
      ...optimizer,
      minimize: (objective, context) => {
        if (calls++ % every === 0) throw new Error("no step found");
        return optimizer.minimize(objective, context);
      },
    });
    const options = { model, compared, deltaTs: 1, toys: 6 };
    await expect(likelihoodRatioToys([data], { ...options, optimizer: throwing(1) })).rejects.toThrow("no step found");
    const { used, failed } = await likelihoodRatioToys([data], { ...options, optimizer: throwing(5) });
    expect(failed).toBeGreaterThan(0);
    expect(used + failed).toBe(6);
    expect(used).toBeGreaterThan(0);
  });

  test.each([
    { options: { toys: 0 }, words: "The number of toys must be an integer from 1 to 1000000; it is 0." },
    { options: { toys: 1.5 }, words: "it is 1.5" },
    { options: { seed: 0.5 }, words: "A seed is an integer of 32 bits; 0.5 is not." },
  ])("refuse $options", async ({ options, words }) => {
    await expect(likelihoodRatioToys([data], { model, compared, deltaTs: 1, optimizer, ...options })).rejects.toThrow(
      words,
    );
  });
});

describe("simulated counts", () => {
  test("have the expected mean, in ON and OFF regions", () => {
    const [on, off] = [0, 0].map(() => new Float64Array(16));
    const n = 400;
    for (let seed = 0; seed < n; seed++) {
      const toy = simulateCounts(data, model, uniformFrom(seed));
      if (toy.kind !== "spectrum-on-off") throw new Error("the kind has changed");
      for (let j = 0; j < 16; j++) {
        on[j] += toy.counts[j] / n;
        off[j] += toy.countsOff[j] / n;
      }
    }
    // Sums over bins: the data themselves, but for what the fit smooths. Four standard deviations of the mean.
    const sum = (values: Float64Array) => values.reduce((total, x) => total + x, 0);
    const [total, totalOff] = [sum(data.counts), sum(data.countsOff)];
    expect(Math.abs(sum(on) - total)).toBeLessThan(4 * Math.sqrt(total / n) + 0.02 * total);
    expect(Math.abs(sum(off) - totalOff)).toBeLessThan(4 * Math.sqrt(totalOff / n) + 0.02 * totalOff);
  });

  test("leave bins alone that are not fitted", () => {
    const mask = Uint8Array.from({ length: 16 }, (_, j) => j % 2);
    const toy = simulateCounts({ ...data, maskSafe: mask }, model, uniformFrom(1));
    const kept = data.counts.filter((n, j) => mask[j] === 0 && toy.counts[j] === n);
    expect(kept).toHaveLength(8);
    expect(toy.counts).not.toEqual(data.counts);
    expect(data.counts).toEqual(spectrumToy(truth, 1e14, 1).counts);
  });
});

test("a time series has toys for nested models, where they are asked for", async () => {
  const bins = binsOf([[onOffToy("a", [60, 30, 5], [40, 20, 9])], [onOffToy("b", [0, 0, 0], [40, 20, 9])]]);
  const series = await spectralTimeSeries(bins, {
    model: powerLaw({ index: 2, amplitude: 2e-12 }),
    optimizer,
    compareWith: [compared, constant({ const: 1e-12 })],
    significance: { toys: 25, seed: 3 },
  });
  expect(series[0].comparisons[0].toys).toMatchObject({ used: 25 });
  expect(series[0].comparisons[1].toys).toBeUndefined();
  expect(series[1].comparisons[0].toys).toBeUndefined();
});
