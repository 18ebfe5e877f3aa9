import { createRegistry, type Executor, inlineExecutor, poissonTail } from "@gammakit/core";
import { modelsPlugin } from "@gammakit/models";
import { expect, test } from "vitest";
import {
  fluxPoints,
  type NormToysOptions,
  normToys,
  summarizeToys,
  type ToyNorm,
  type ToySample,
} from "../../src/index.ts";
import { allOf, countsToy, flat } from "../support/counts-toy.ts";

const dataset = countsToy([9], [3], [1]);
const options: NormToysOptions = {
  reference: flat,
  energyEdges: allOf(dataset),
  selection: ["ul", "errn-errp"],
  toys: 2000,
  seed: 2,
};

async function sampled(subjects: readonly ToyNorm[], changes: Partial<NormToysOptions> = {}) {
  const samples: ToySample[] = [];
  for await (const sample of normToys(subjects, { ...options, ...changes })) samples.push(sample);
  return samples;
}

test("a limit holds the truth as often as the counts allow that make it", async () => {
  // 6 ± 3 events over a background of 3: by profile likelihood, the limit at 2σ is below 6 for 3 counts or less.
  const [sample] = await sampled([{ datasets: [dataset], energy: 0, truth: 6 }]);
  const { limitCoverage, quantities } = summarizeToys(sample, { stat: Number.NaN, bins: 1 });
  const rise = (n: number) => 2 * (9 - n + (n > 0 ? n * Math.log(n / 9) : 0));
  const least = Array.from({ length: 9 }, (_, n) => n).find((n) => rise(n) <= 4) ?? Number.NaN;
  const expected = poissonTail(least - 1, 9);
  expect(limitCoverage.used).toBe(2000);
  expect(Math.abs(limitCoverage.share - expected)).toBeLessThan(4 * limitCoverage.error);
  // An error is √n: it holds the truth where |n − 9| ≤ √n.
  const held = Array.from({ length: 40 }, (_, n) => n).filter((n) => Math.abs(n - 9) <= Math.sqrt(n) + 1e-9);
  const symmetric = poissonTail(held[0] - 1, 9) - poissonTail(held[held.length - 1], 9);
  expect(Math.abs(quantities[0].coverage.share - symmetric)).toBeLessThan(4 * quantities[0].coverage.error);
});

test("without an event there is no error, and a limit all the same", async () => {
  const [sample] = await sampled([{ datasets: [countsToy([0], [0.5], [1])], energy: 0, truth: 0 }], {
    ulMethod: "feldman-cousins",
  });
  const { statuses, limitCoverage } = summarizeToys(sample, { stat: Number.NaN, bins: 1 });
  expect(Math.abs(statuses.failed / 2000 - Math.exp(-0.5))).toBeLessThan(0.05);
  expect(limitCoverage).toMatchObject({ used: 2000, share: 1 });
});

test("the goodness of fit over a known background is that of the counts, not of their number", async () => {
  // The same number of events, spread as the spectrum has them or all in the last bin.
  const goodness = await Promise.all(
    [
      [40, 20, 10],
      [5, 5, 60],
    ].map(async (counts) => {
      const data = countsToy(counts, [5, 5, 5], [35, 15, 5]);
      const energyEdges = [data.energyEdges[0], data.energyEdges[3]];
      const { points } = await fluxPoints([data], { reference: flat, energyEdges });
      const [sample] = await sampled([{ datasets: [data], energy: 0, truth: points[0].norm }], { energyEdges });
      return summarizeToys(sample, { stat: points[0].stat, bins: 3 }).goodness;
    }),
  );
  const [good, bad] = goodness;
  expect(good.observed).toBeLessThan(0.2);
  expect(good.pValue).toBeGreaterThan(0.9);
  expect(bad.observed).toBeGreaterThan(100);
  expect(bad.pValue).toBe(1 / 2001);
  // Near χ² with two degrees of freedom where the model is true: mean 2, standard deviation 2.
  for (const { mean, width, used } of goodness) {
    expect(Math.abs(mean - 2)).toBeLessThan(0.2);
    expect(Math.abs(width - 2)).toBeLessThan(0.3);
    expect(used).toBe(2000);
  }
});

test("norms are the same on an executor", async () => {
  const subjects = [0, 4].map((truth) => ({ datasets: [dataset], energy: 0, truth }));
  const expected = await sampled(subjects, { toys: 130 });
  const executor = inlineExecutor({ registry: createRegistry([modelsPlugin]) });
  expect(await sampled(subjects, { toys: 130, context: { executor } })).toEqual(expected);
});

test("toys whose worker was lost say so; where all were lost, it is thrown", async () => {
  const inline = inlineExecutor({ registry: createRegistry([modelsPlugin]) });
  const losing = (isLost: (index: number) => boolean): Executor => ({
    ...inline,
    async *map(task, inputs, context) {
      for await (const outcome of inline.map(task, inputs, context)) {
        const { index } = outcome;
        const error = { code: "task-failed", message: `its worker was lost with input ${index}` } as const;
        yield isLost(index) ? { index, attempts: 3, status: "failed", lost: true, error } : outcome;
      }
    },
  });
  const subjects = [0, 4].map((truth) => ({ datasets: [dataset], energy: 0, truth }));
  const [first, second] = await sampled(subjects, { toys: 50, context: { executor: losing((index) => index === 1) } });
  expect(first.status.filter((status) => status === "failed").length).toBeGreaterThanOrEqual(25);
  expect(first.reason).toBe("its worker was lost with input 1");
  expect(second.reason).toBeUndefined();
  await expect(sampled(subjects, { toys: 50, context: { executor: losing(() => true) } })).rejects.toMatchObject({
    code: "task-failed",
    message: "its worker was lost with input 0",
  });
});
