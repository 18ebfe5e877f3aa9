import { minuit } from "@gammakit/minuit";
import { constant, powerLaw } from "@gammakit/models";
import { describe, expect, test } from "vitest";
import { type FitModel, fit } from "../src/index.ts";
import { bare, cashToy, onOffToy } from "./support/toys.ts";

const model = powerLaw({ index: 2, amplitude: 2e-12 });
const nowhere = new Uint8Array(3);

describe("data that cannot tell leave the models as they were", () => {
  test.each([
    {
      name: "no safe bin",
      data: onOffToy([5, 3, 1], [9, 4, 2], { maskSafe: nowhere }),
      words: "No energy bin can be used",
    },
    { name: "no wanted bin", data: cashToy([5, 3, 1], { maskFit: nowhere }), words: "No energy bin can be used" },
    {
      name: "no background",
      data: onOffToy([5, 3, 1], [0, 0, 0], { acceptanceOff: new Float64Array(3) }),
      words: "have no background estimate",
    },
    {
      name: "no exposure",
      data: onOffToy([5, 3, 1], [9, 4, 2], { exposure: new Float64Array(3) }),
      words: "The data say nothing about power-law.index and power-law.amplitude",
    },
    { name: "no ON event", data: onOffToy([0, 0, 0], [9, 4, 2]), words: "There is no ON event" },
    { name: "no event at all", data: onOffToy([0, 0, 0], [0, 0, 0]), words: "a smaller flux always fits better" },
    { name: "no count with a known background", data: cashToy([0, 0, 0]), words: "There is no ON event" },
    {
      name: "events outside the mask only",
      data: cashToy([0, 7, 0], { maskSafe: Uint8Array.of(1, 0, 1) }),
      words: "There is no ON event",
    },
  ])("$name", async ({ data, words }) => {
    for (const optimizer of [minuit(), bare]) {
      const found = await fit([data], model, { optimizer });
      expect(found).toMatchObject({ status: "unconstrained", success: false });
      expect(found.message).toContain(words);
      expect(found.model.parameters).toEqual(model.parameters);
      expect(found.covariance).toBeUndefined();
      expect(Number.isFinite(found.stat)).toBe(true);
      expect(found.evaluations).toBeLessThan(3);
    }
  });
});

test("one empty dataset beside others is information", async () => {
  const found = await fit([onOffToy([0, 0, 0], [9, 4, 2]), onOffToy([50, 20, 9], [9, 4, 2], { name: "b" })], model, {
    optimizer: minuit(),
  });
  expect(found.status).toBe("converged");
});

test("a model that no data see is named", async () => {
  const data = [
    onOffToy([50, 20, 9], [9, 4, 2]),
    onOffToy([3, 2, 1], [9, 4, 2], { name: "dark", exposure: new Float64Array(3) }),
  ];
  const other: FitModel = { ...constant({ name: "other" }), datasets: ["dark"] };
  const found = await fit(data, [model, other], { optimizer: minuit() });
  expect(found.status).toBe("unconstrained");
  expect(found.message).toContain("The data say nothing about other.const:");
  const linked: FitModel = {
    ...constant({ name: "other", const: { link: "power-law.amplitude" } }),
    datasets: ["dark"],
  };
  expect((await fit(data, [model, linked], { optimizer: minuit() })).status).toBe("converged");
});

test("a prior makes up for missing data", async () => {
  const prior = { id: "normal", minusTwoLog: (x: number) => ((x - 3e-12) / 1e-12) ** 2 };
  const data = onOffToy([5, 3, 1], [9, 4, 2], { exposure: new Float64Array(3) });
  const found = await fit([data], constant({ const: { value: 1e-12, prior } }), { optimizer: minuit() });
  expect(found.status).toBe("converged");
  expect(found.model.parameters[0].value).toBeCloseTo(3e-12, 15);
});

describe("parameters that do not matter at the minimum are named", () => {
  const data = onOffToy([30, 12, 7], [9, 4, 2]);
  test.each([minuit(), bare])("one without effect, with the optimizer $id", async (optimizer) => {
    // The reference energy of a power law of index 0 has no effect.
    const useless = powerLaw({ index: { value: 0, frozen: true }, amplitude: 2e-12, reference: { frozen: false } });
    const found = await fit([data], useless, { optimizer });
    expect(found.status).toBe("unconstrained");
    expect(found.message).toContain("does not depend on power-law.reference here");
  });

  test.each([minuit(), bare])("two of which only a combination matters, with the optimizer $id", async (optimizer) => {
    const one = cashToy([30, 0, 0], { maskSafe: Uint8Array.of(1, 0, 0) });
    const found = await fit([one], [constant({ const: 1e-12, name: "a" }), constant({ const: 1e-12, name: "b" })], {
      optimizer,
    });
    expect(found.status).toBe("unconstrained");
    expect(found.message).toContain("a.const and b.const");
  });

  test("the index of a flux of zero", async () => {
    const found = await fit([onOffToy([1, 1, 1], [90, 90, 90])], powerLaw({ amplitude: { value: 2e-12, min: 0 } }), {
      optimizer: minuit(),
    });
    expect(found.status).toBe("unconstrained");
    expect(found.message).toContain("power-law.index");
  });
});

test("a point that is no minimum has no errors", async () => {
  const saddle = {
    id: "test/saddle",
    accepts: () => true,
    compile: () => ({ value: (npred: Float64Array) => -((npred[0] - 12) ** 2) }),
  };
  const stuck = {
    id: "stuck",
    minimize: () => ({
      status: "converged" as const,
      x: Float64Array.of(1.2),
      value: 0,
      evaluations: 1,
      message: "done",
    }),
  };
  const found = await fit([cashToy([1, 2, 3])], constant({ const: 1e-12 }), { optimizer: stuck, statistics: [saddle] });
  expect(found).toMatchObject({ status: "failed", success: false });
  expect(found.message).toContain("not a minimum along constant.const");
});

describe("a shape that the data bound on one side only is no minimum, at whatever reference energy its error is larger than it", () => {
  test.each([
    [cashToy([1, 0, 0]), [1, 2.8, 8]],
    [onOffToy([2, 0, 0], [1, 1, 1]), [1, 2.8]],
    [onOffToy([0, 0, 2], [1, 1, 1]), [1, 2.8, 8]],
  ])("%#", async (data, references) => {
    for (const reference of references) {
      const start = powerLaw({ index: 2, amplitude: 1e-13 * reference ** -2, reference });
      const found = await fit([data], start, { optimizer: minuit() });
      expect(found.status).toBe("unconstrained");
      expect(found.message).toContain("index");
    }
  });
});
