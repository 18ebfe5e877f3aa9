import {
  corePlugin,
  countsStatistic,
  createRegistry,
  type Dataset,
  type EstimatorContext,
  excessErrors,
  modelFromRecord,
  toRecord,
} from "@gammakit/core";
import { fit } from "@gammakit/fit";
import { minuit, minuitPlugin } from "@gammakit/minuit";
import { modelsPlugin } from "@gammakit/models";
import { assertClose } from "@gammakit/testing";
import { describe, expect, test } from "vitest";
import { estimatorsPlugin, fluxPoints, type LikelihoodProfileResult } from "../src/index.ts";
import { countsToy, flat } from "./support/counts-toy.ts";
import { onOffToy } from "./support/toys.ts";

const registry = createRegistry([corePlugin, modelsPlugin, minuitPlugin, estimatorsPlugin]);
const context: EstimatorContext = { registry };
const run = async (id: string, datasets: readonly Dataset[], options?: unknown, models = [toRecord(flat)]) =>
  registry.create("estimator", id, options).run(datasets, models, context);

describe("the estimators of the registry", () => {
  test("excess adds what all safe bins hold over a known background, in a range where one is given", async () => {
    const toy = countsToy([30, 7], [10, 5], [4, 1]);
    expect(await run("excess", [toy, toy])).toMatchObject({ counts: 74, background: 30, excess: 44 });
    const { energyEdges } = toy;
    const part = await run("excess", [toy], { max: `${energyEdges[1]} TeV` });
    const { significance } = countsStatistic({ nOn: 30, background: 10 });
    expect(part).toMatchObject({ counts: 30, excess: 20, significance });
    expect(part).not.toHaveProperty("countsOff");
  });

  test("excess says where a range holds no bin of the data, and takes no zeros for counts", async () => {
    const toy = countsToy([30, 7], [10, 5], [4, 1]);
    const refused = async (options: unknown, words: string) =>
      expect(run("excess", [toy], options)).rejects.toThrow(
        `The estimator "excess": no energy bin of the data ${words}`,
      );
    await refused({ min: "200 TeV" }, "lies above 200 TeV");
    await refused({ max: "1 GeV" }, "lies between 0 and 0.001 TeV");
    await refused({ min: "1.1 TeV", max: "1.2 TeV" }, "lies between 1.1 and 1.2 TeV; bins are not cut.");
  });

  test("excess of ON and OFF counts is that of Li and Ma", async () => {
    const toy = onOffToy("toy", [30, 7, 2], [60, 20, 10]);
    const { significance } = countsStatistic({ nOn: 39, nOff: 90, alpha: 0.1 });
    expect(await run("excess", [toy])).toMatchObject({ counts: 39, countsOff: 90, background: 9, significance });
    // Without a background all counts would be excess.
    const blind = {
      ...toy,
      countsOff: new Float64Array(toy.counts.length),
      acceptanceOff: new Float64Array(toy.counts.length),
    };
    expect(await run("excess", [toy, blind])).toMatchObject({ counts: 39, background: 9, significance });
    await expect(run("excess", [toy, countsToy([1], [1], [1])])).rejects.toThrow("can't be added");
  });

  test("flux-points are those of the function", async () => {
    const toy = countsToy([30, 7], [10, 5], [4, 1]);
    const edges = [...toy.energyEdges];
    const options = { energyEdges: edges.map((edge) => `${edge * 1000} GeV`), selection: ["ul", "errn-errp"] } as const;
    const reference = modelFromRecord(toRecord(flat), registry);
    expect(await run("flux-points", [toy], options)).toEqual(
      await fluxPoints([toy], {
        reference,
        energyEdges: edges.map((edge) => (edge * 1000) / 1000),
        selection: ["ul", "errn-errp"],
      }),
    );
  });

  test("likelihood-profile is a parabola around many counts, and knows the exact errors", async () => {
    const toy = countsToy([40000], [0], [4000]);
    const free = { ...flat, parameters: flat.parameters.map((p) => ({ ...p, frozen: p.name !== "amplitude" })) };
    const { model } = await fit([toy], free, { optimizer: minuit() });
    const found = (await run("likelihood-profile", [toy], { nSigma: 2, count: 5 }, [
      toRecord(model),
    ])) as LikelihoodProfileResult;
    expect(found.parameter).toBe(`${flat.id}.amplitude`);
    assertClose(found.error / found.value, 1 / 200, { relative: 1e-3 });
    const { lower, upper } = excessErrors({ nOn: 40000, background: 0 });
    assertClose(
      [found.errn, found.errp].map((e) => (e / found.value) * 40000),
      [lower, upper],
      { relative: 1e-3 },
    );
    assertClose(found.deltaStat, [4, 1, 0, 1, 4], { absolute: 0.03 });
  });

  test("options that make no sense are refused with the estimator's name", () => {
    const refusal = (id: string, options: unknown) => () => registry.create("estimator", id, options);
    expect(refusal("excess", { mim: 1 })).toThrow('The estimator "excess": unknown option "mim"; did you mean "min"?');
    expect(refusal("excess", { min: "2 TeV", max: "1 TeV" })).toThrow("max must be above min");
    expect(refusal("flux-points", { energyEdges: "1 TeV" })).toThrow("energyEdges must be a list of energies");
    expect(refusal("likelihood-profile", { count: 1 })).toThrow("count must be a whole number from 2");
  });

  test("what needs a model says so where none was fitted", async () => {
    const toy = countsToy([30], [10], [4]);
    await expect(run("flux-points", [toy], undefined, [])).rejects.toThrow("the fit did not converge");
    await expect(run("likelihood-profile", [toy], { parameter: "beta" })).rejects.toThrow(
      'there is no parameter "beta"',
    );
  });
});
