import { createRegistry, defineExtension, inlineExecutor, type Objective, type RunContext } from "@gammakit/core";
import { fit } from "@gammakit/fit";
import { minuit, minuitPlugin } from "@gammakit/minuit";
import { modelsPlugin, powerLaw } from "@gammakit/models";
import { expect, test } from "vitest";
import { type FitToysOptions, fitToys, summarizeToys, type ToySample } from "../../src/index.ts";
import { simulateCounts } from "../../src/simulate-counts.ts";
import { uniformFor } from "../../src/variability/random.ts";
import { spectrumToy } from "../support/spectrum-toy.ts";

const truth = powerLaw({ index: 2.5, amplitude: 2e-11 });
const model = powerLaw({ index: 2, amplitude: 1e-11 });
const optimizer = minuit();
const bright = spectrumToy(truth, 1e14, 1);
const faint = spectrumToy(truth, 2e12, 2);
const subjects = [bright, faint].map((dataset) => ({ datasets: [dataset], truth }));

async function sampled(options: Partial<FitToysOptions>, of = subjects): Promise<readonly ToySample[]> {
  const samples: ToySample[] = [];
  for await (const sample of fitToys(of, { model, optimizer, ...options })) samples.push(sample);
  return samples;
}

test("errors of a bright source hold the truth in 68 % of the toys, and the likelihood ratio follows χ²", async () => {
  const [sample] = await sampled({ toys: 400, seed: 4, asymmetric: true }, subjects.slice(0, 1));
  const { statuses, quantities, likelihoodRatio, goodness } = summarizeToys(sample, { stat: 14, bins: 16 });
  expect(statuses).toEqual({ converged: 400 });
  expect(quantities.map(({ name }) => name)).toEqual(["index", "amplitude"]);
  for (const { coverage, asymmetricCoverage, pullMean, pullMeanError, pullWidth, pullWidthError } of quantities) {
    for (const { share, error, used } of [coverage, asymmetricCoverage]) {
      expect(used).toBe(400);
      expect(Math.abs(share - 0.6827)).toBeLessThan(4 * error);
    }
    expect(Math.abs(pullMean)).toBeLessThan(4 * pullMeanError);
    expect(Math.abs(pullWidth - 1)).toBeLessThan(4 * pullWidthError);
  }
  expect(likelihoodRatio).toMatchObject({ used: 400, dof: 2 });
  expect(likelihoodRatio.ksPValue).toBeGreaterThan(1e-3);
  for (const { expected, found } of likelihoodRatio.beyond) {
    expect(Math.abs(found.share - expected)).toBeLessThan(4 * found.error);
  }
  expect(likelihoodRatio.counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(395);
  expect(goodness).toMatchObject({ used: 400, dof: 14, observed: 14 });
  expect(goodness.pValue).toBeGreaterThan(0.1);
});

test("each toy is fitted as `fit` fits it, to the bit", async () => {
  const [, sample] = await sampled({ toys: 40, seed: 9 });
  for (let toy = 0; toy < 40; toy++) {
    const drawn = simulateCounts(faint, truth, uniformFor(9, 1, toy));
    const { status, stat, model: fitted } = await fit([drawn], model, { optimizer });
    expect([sample.status[toy], sample.stat[toy]]).toEqual([status, stat]);
    sample.estimates.forEach(({ value, error }, k) => {
      expect(value[toy]).toBe(fitted.parameters[k].value);
      expect(error[toy]).toBe(fitted.parameters[k].error ?? Number.NaN);
    });
  }
});

test("toys are the same for the same seed, whatever their number, the executor and the other subjects", async () => {
  const [first, second] = await sampled({ toys: 60, seed: 3 });
  const executor = inlineExecutor({ registry: createRegistry([modelsPlugin, minuitPlugin]) });
  expect(await sampled({ toys: 60, seed: 3, context: { executor } })).toEqual([first, second]);
  const [fewer] = await sampled({ toys: 30, seed: 3 });
  expect(fewer.stat).toEqual(first.stat.slice(0, 30));
  const [alone] = await sampled({ toys: 60, seed: 3 }, [{ ...subjects[1], stream: 1 } as (typeof subjects)[0]]);
  expect(alone).toEqual(second);
  const [other] = await sampled({ toys: 60, seed: 5 });
  expect(other.stat).not.toEqual(first.stat);
});

test("toys are the same where several are under way at once, with an optimizer that waits", async () => {
  const waiting = defineExtension("optimizer", { id: "acme/waiting", summary: "Lets others go first" }, () => ({
    async minimize(objective: Objective, context?: RunContext) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      return optimizer.minimize(objective, context);
    },
  }));
  const acme = { name: "acme", contract: 1, extensions: [waiting] } as const;
  const registry = createRegistry([modelsPlugin, acme]);
  const at = (concurrency: number) => ({ context: { executor: inlineExecutor({ registry, concurrency }) } });
  const options = { toys: 60, seed: 3, optimizer: waiting() };
  expect(await sampled({ ...options, ...at(4) })).toEqual(await sampled({ ...options, ...at(1) }));
});

test("toys without an event are told as what they are", async () => {
  const dark = powerLaw({ index: 2.5, amplitude: 1e-18 });
  const dataset = { ...faint, countsOff: new Float64Array(16), counts: new Float64Array(16) };
  const [sample] = await sampled({ toys: 10 }, [{ datasets: [dataset], truth: dark }]);
  const { statuses, quantities, goodness } = summarizeToys(sample, { stat: Number.NaN, bins: 16 });
  expect(statuses).toEqual({ unconstrained: 10 });
  expect(quantities[0]).toMatchObject({ used: 0, coverage: { used: 0, share: Number.NaN } });
  expect(goodness.pValue).toBeNaN();
});

/** MIGRAD that throws for some of the toys. */
function faulty(isFaulty: (objective: Objective) => boolean) {
  const extension = defineExtension("optimizer", { id: "acme/faulty", summary: "Throws at times" }, () => ({
    async minimize(objective: Objective, context?: RunContext) {
      if (isFaulty(objective)) throw new Error(`no step of toy ${objective.evaluate(objective.start)}`);
      return optimizer.minimize(objective, context);
    },
  }));
  const registry = createRegistry([modelsPlugin, { name: "acme", contract: 1, extensions: [extension] }]);
  return {
    optimizer: registry.create("optimizer", "acme/faulty"),
    context: { executor: inlineExecutor({ registry, concurrency: 3 }) },
  };
}

test("a toy whose fit throws is a failed one, with the reason, and ends no other", async () => {
  const plain = await sampled({ toys: 60, seed: 3 });
  // All toys of the bright source, and some of the faint one.
  const isFaulty = ({ evaluate, start }: Objective) => evaluate(start) > 50;
  const { context, ...options } = faulty(isFaulty);
  const found = await sampled({ toys: 60, seed: 3, ...options });
  expect(await sampled({ toys: 60, seed: 3, ...options, context })).toEqual(found);
  const [all, some] = found.map(({ status }) => status.filter((one) => one === "failed").length);
  expect(all).toBe(60);
  expect(some).toBeGreaterThan(5);
  expect(some).toBeLessThan(55);
  const { status, stat, reason } = found[1];
  expect(stat).toEqual(plain[1].stat.map((value, i) => (status[i] === "failed" ? Number.NaN : value)));
  expect(reason).toMatch(/^The optimizer "acme\/faulty" of plugin "acme" threw Error: no step of toy /);
  expect(summarizeToys(found[1], { stat: 1, bins: 16 })).toMatchObject({ reason, statuses: { failed: some } });
});

test("an optimizer that throws for every toy ends them, with what it said", async () => {
  const { context, ...options } = faulty(() => true);
  await expect(sampled({ toys: 30, ...options })).rejects.toThrow(
    /"acme\/faulty" of plugin "acme" threw Error: no step of toy/,
  );
  await expect(sampled({ toys: 30, ...options, context })).rejects.toThrow(
    /^The optimizer "acme\/faulty" of plugin "acme" threw Error: no step of toy/,
  );
});

test.each([
  [{ toys: 0 }, "The number of toys must be an integer from 1 to 1000000; it is 0."],
  [{ toys: 2.5 }, "it is 2.5"],
  [{ seed: 2 ** 40 }, "A seed is an integer of 32 bits; 1099511627776 is not."],
])("%j is refused", async (options, words) => {
  await expect(sampled(options)).rejects.toThrow(words);
});

test("an abort ends the toys", async () => {
  const controller = new AbortController();
  const context = { signal: controller.signal, onProgress: () => controller.abort() };
  await expect(sampled({ toys: 1000, context })).rejects.toMatchObject({ code: "aborted" });
});
