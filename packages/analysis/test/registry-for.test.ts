import { fitPlugin } from "@gammakit/fit";
import { minuitPlugin } from "@gammakit/minuit";
import { describe, expect, test } from "vitest";
import { jobRegistry } from "../src/job/job-registry.ts";
import { registryFor } from "../src/job/registry-for.ts";

const job = { model: { type: "power-law" } };
const whole = await jobRegistry([fitPlugin, minuitPlugin]);

describe("the registry of a job that brings none", () => {
  test("names the same plugins, whatever of them is loaded", async () => {
    const names = whole.plugins.map(({ name }) => name);
    expect((await registryFor(job, {})).plugins.map(({ name }) => name)).toEqual(names);
    expect((await registryFor({ model: { type: "sum" } }, {})).plugins.map(({ name }) => name)).toEqual(names);
  });

  test.each([
    {},
    job,
    { ...job, compareWith: [{ type: "PowerLawSpectralModel", parameters: [{ name: "index" }] }] },
    { ...job, fit: { optimizer: "minuit", statistic: "cash" }, makers: [], estimators: [] },
  ])("is small where %j names what most do", async (common) => {
    const registry = await registryFor(common, {});
    expect(registry.list("estimator")).toEqual([]);
  });

  test.each([
    null,
    { model: "power-law" },
    { model: { type: "power-lwa" } },
    { model: { type: "sum", options: {} } },
    { model: { type: "power-law", parameters: { index: { value: 2, prior: { type: "uniform" } } } } },
    { model: { type: "power-law", parameters: [{ name: "index", prior: { type: "uniform" } }] } },
    { ...job, compareWith: { type: "power-law" } },
    { ...job, compareWith: [{ type: "log-parabola" }] },
    { ...job, background: { maker: "wobble-regions" } },
    { ...job, makers: [{ maker: "safe-mask" }] },
    { ...job, fit: { optimizer: "nelder-mead" } },
    { ...job, fit: { statistic: { type: "wstat" } } },
    { ...job, fit: { optimizer: 1 } },
    { ...job, background: { maker: "ring" } },
    { ...job, makers: [{}] },
    { ...job, estimators: ["excess"] },
    { ...job, outputs: ["a.csv"] },
    { ...job, reader: "acme" },
    { ...job, posterior: {} },
  ])("is whole where %j does not", async (other) => {
    const registry = await registryFor(other, {});
    expect(registry.list("estimator").length).toBe(whole.list("estimator").length);
    expect(registry.list("spectralModel").length).toBe(whole.list("spectralModel").length);
  });

  test("is that of the host where it has one", async () => {
    expect(await registryFor(job, { registry: whole })).toBe(whole);
  });
});
