import { withParameters } from "@gammakit/core";
import { minuit } from "@gammakit/minuit";
import { powerLaw } from "@gammakit/models";
import { assertClose } from "@gammakit/testing";
import { expect, test } from "vitest";
import { compileRefit, confidence, fit } from "../src/index.ts";
import { onOffToy, plain } from "./support/toys.ts";

const optimizer = minuit();
const model = powerLaw({ index: 2, amplitude: 2e-11 });
const first = onOffToy([200, 130, 60], [35, 22, 8]);
const others = [
  [220, 110, 71],
  [3, 1, 0],
  [0, 0, 0],
  [180, 150, 55],
].map((counts) => ({ ...first, counts: Float64Array.from(counts) }));

test.each([optimizer, plain])(
  "other counts give what `fit` gives of them, to the bit, with the optimizer $id",
  async (one) => {
    const refit = compileRefit([first], model, { optimizer: one });
    for (const dataset of [first, ...others, first]) {
      const expected = await fit([dataset], model, { optimizer: one });
      const found = await refit([dataset]);
      expect([found.status, found.stat]).toEqual([expected.status, expected.stat]);
      expect([...found.values]).toEqual(expected.model.parameters.map(({ value }) => value));
      expect([...found.errors]).toEqual(expected.model.parameters.map(({ error }) => error ?? Number.NaN));
    }
  },
);

test("asymmetric errors are those of `confidence`", async () => {
  const found = await compileRefit([first], model, { optimizer, asymmetric: true })([others[0]]);
  const result = await fit([others[0]], model, { optimizer });
  for (const [k, parameter] of ["index", "amplitude"].entries()) {
    const { lower, upper } = await confidence([others[0]], result, { optimizer, parameter });
    // Both begin at the same minimum, in another scale.
    assertClose([found.lower[k], found.upper[k]], [lower, upper], { relative: 1e-3 });
  }
});

test("the statistic is told at values of reference, frozen ones included", async () => {
  const truth = withParameters(model, { index: { value: 2.2 }, amplitude: { value: 1.9e-11 } });
  const reference = truth.parameters.map(({ value }) => value);
  const { statReference, stat } = await compileRefit([first], model, { optimizer, reference })([others[0]]);
  const there = await fit([others[0]], withParameters(truth, { index: { frozen: true } }), { optimizer });
  expect(statReference).toBeGreaterThan(there.stat);
  expect(there.stat).toBeGreaterThan(stat);
  expect((await compileRefit([first], model, { optimizer })([first])).statReference).toBeNaN();
});

test("without an event nothing is known", async () => {
  const { status, errors } = await compileRefit([first], model, { optimizer })([others[2]]);
  expect(status).toBe("unconstrained");
  expect([...errors]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});
