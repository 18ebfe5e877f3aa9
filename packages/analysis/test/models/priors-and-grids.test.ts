import {
  axisFromCenters,
  axisFromEdges,
  bufferSource,
  createRegistry,
  definePrior,
  type Kind,
  modelFromRecord,
  parameterValues,
  type RegionMap,
  type SkyModelRecord,
  skyModelFromRecord,
  toSkyRecord,
} from "@gammakit/core";
import { formatModels, parseModels, readModels, readSpectralGrid, writeMap } from "@gammakit/io";
import { gaussianPrior, modelsPlugin, powerLaw } from "@gammakit/models";
import { describeWith, readData } from "@gammakit-tools/vitest/data";
import { describe, expect, test } from "vitest";

/** A prior of a plugin from outside. */
const triangle = definePrior({
  id: "acme/triangle",
  summary: "Less likely the farther from the middle",
  numbers: { middle: 0, half: 1 },
  minusTwoLog: (value, { middle, half }) => -2 * Math.log(1 - Math.abs(value - middle) / half),
  range: ({ middle, half }) => [middle - half, middle + half],
});
const registry = createRegistry([modelsPlugin, { name: "acme", contract: 1, extensions: [triangle] }]);
const input = {
  name: "m.yaml",
  resolve: (type: string, kind: Kind) => registry.idOf(kind, type),
  check: (record: SkyModelRecord) => skyModelFromRecord(record, registry),
};
const output = {
  typeOf: (id: string, kind: Kind) => registry.list(kind).find((one) => one.id === id)?.aliases?.[0] ?? id,
};

/** A file with a power law whose parameters are these lines. */
function withParameters(...lines: readonly string[]): string {
  const items = lines.map((line) => `    - ${line}\n`).join("");
  return `components:\n- name: s\n  type: SkyModel\n  spectral:\n    type: pl\n    parameters:\n${items}`;
}

describeWith(["GAMMAKIT_CORPORA"], "the models with priors that Gammapy wrote", () => {
  test.each(["all_models.yaml", "all_models_full.yaml"])("%s", async (name) => {
    const bytes = await readData("GAMMAKIT_CORPORA", `formats/models/${name}`);
    const { models } = parseModels(new TextDecoder().decode(bytes), { resolve: input.resolve });
    const record = models.find((model) => model.name === "with_priors") as SkyModelRecord;
    expect(record.parameters.map(({ prior }) => prior)).toEqual([
      { id: "gaussian", options: { mu: 2.1, sigma: 0.2 } },
      { id: "uniform", options: { min: 0, max: 1e-11 } },
      undefined,
    ]);
    const [index] = modelFromRecord(record, registry).parameters;
    expect(index.prior?.minusTwoLog(2.3)).toBeCloseTo(1 + Math.log(2 * Math.PI * 0.2 ** 2), 12);
    const text = formatModels([record], { ...output, full: name.includes("full") });
    expect(parseModels(text, input).models[0].parameters.map(({ prior }) => prior)).toEqual(
      record.parameters.map(({ prior }) => prior),
    );
    expect(text).toContain(
      "prior:\n                type: GaussianPrior\n                parameters:\n                -   name: mu\n",
    );
  });
});

describe("priors in files", () => {
  test("survive record and file, one of a plugin and one with a weight too", () => {
    const spectral = powerLaw({
      name: "s",
      index: { value: 2, prior: gaussianPrior({ mu: 2, sigma: 0.1, weight: 3 }) },
      amplitude: { value: 1e-12, prior: triangle({ middle: 1e-12, half: 1e-12 }) },
    });
    const record = structuredClone(toSkyRecord({ spectral }));
    const [back] = parseModels(formatModels([record], output), input).models;
    expect(back.parameters.map(({ prior }) => prior)).toEqual(record.parameters.map(({ prior }) => prior));
    const [index] = skyModelFromRecord(back, registry).spectral.parameters;
    expect(index.prior?.minusTwoLog(2.2)).toBe(spectral.parameters[0].prior?.minusTwoLog(2.2));
  });

  test("go with the unit of the parameter", () => {
    const yaml = withParameters(
      "{name: amplitude, value: 1.0e-18, unit: cm-2 s-1 MeV-1, prior: {type: GaussianPrior, weight: 1, parameters: [{name: mu, value: 2.0e-18}, {name: sigma, value: 1.0e-18}]}}",
    );
    const [{ prior }] = parseModels(yaml, input).models[0].parameters;
    const { mu, sigma } = (prior?.options ?? {}) as { readonly mu: number; readonly sigma: number };
    expect([mu / 2e-12, sigma / 1e-12]).toEqual([expect.closeTo(1, 12), expect.closeTo(1, 12)]);
    const foreign = yaml.replace("GaussianPrior", "acme/triangle");
    expect(() => parseModels(foreign, input)).toThrow(/parameters\[0\].prior is "acme\/triangle", and how its numbers/);
  });

  test.each([
    [
      "{name: index, value: 2, prior: {type: GausianPrior}}",
      'm.yaml: components[0].spectral.parameters[0].prior.type is not known: No prior named "GausianPrior". Did you mean "GaussianPrior"?',
    ],
    [
      "{name: index, value: 2, prior: {type: GaussianPrior, parameters: [{name: sgma, value: 1}]}}",
      'm.yaml: components[0].spectral.parameters[0].prior: power-law: index.prior: The prior "gaussian": it has no "sgma"; did you mean "sigma"?',
    ],
    [
      "{name: index, value: 2, prior: {type: GaussianPrior, weight: two}}",
      "parameters[0].prior.weight must be a number",
    ],
    ["{name: index, value: 2, prior: [1]}", "parameters[0].prior must be a prior with type and parameters"],
    [
      "{name: index, value: 2, prior: {type: gaussian, parameters: [{name: mu}]}}",
      "prior.parameters[0] (mu) has no value",
    ],
    [
      "{name: index, value: 2, prior: {type: gaussian, parameters: [{name: sigma, value: 0}]}}",
      "sigma must be above 0, not 0",
    ],
  ])("wrong ones are refused with their place: %s", (line, words) => {
    expect(() => parseModels(withParameters(line), input)).toThrow(words);
  });
});

describe("what is wrong with a parameter is said with its path", () => {
  test("a misspelt name", () => {
    const yaml = withParameters("{name: index, value: 2}", "{name: amplitud, value: 1.0e-12, unit: cm-2 s-1 TeV-1}");
    expect(() => parseModels(yaml, input)).toThrow(
      'm.yaml: components[0].spectral.parameters[1].name: power-law has no parameter "amplitud". Did you mean "amplitude"?',
    );
  });

  test("one of a spatial model, and one of a model made of two", () => {
    const spatial = `${withParameters("{name: index, value: 2}")}  spatial: {type: gauss, parameters: [{name: sigm, value: 1, unit: deg}]}\n`;
    expect(() => parseModels(spatial, input)).toThrow("components[0].spatial.parameters[0].name: ");
    const part = (name: string) => `{type: pl, parameters: [{name: index, value: 2}, {name: ${name}, value: 1}]}`;
    const compound = `components:\n- name: s\n  type: SkyModel\n  spectral:\n    type: compound\n    operator: add\n    model1: {type: pl, parameters: [{name: index, value: 2}]}\n    model2: ${part("refrence")}\n`;
    expect(() => parseModels(compound, input)).toThrow("components[0].spectral.model2.parameters[1].name: ");
  });

  test("a constant that is a factor", () => {
    const yaml = withParameters("{name: const, value: 2}").replace("type: pl", "type: const");
    expect(() => parseModels(yaml, input)).toThrow(
      /components\[0\].spectral.parameters\[0\].unit is empty.*PowerLawNorm/,
    );
  });
});

describe("a table of spectra with parameters", () => {
  const energy = axisFromCenters([0.1, 1, 10], { name: "energy_true", unit: "TeV", scale: "log" });
  const age = axisFromCenters([10, 20], { name: "age", unit: "", scale: "lin" });
  const width = axisFromEdges([1, 4, 16], { name: "width", unit: "", scale: "log" });
  const value = (e: number, a: number, w: number) => 1e-12 * e ** -2 * a * w;

  /** A map whose axes are in this order. */
  function mapOf(axes: readonly (typeof energy)[]): RegionMap {
    const values: number[] = [];
    const of = (picked: ReadonlyMap<string, number>) =>
      value(picked.get("energy_true") ?? 0, picked.get("age") ?? 0, picked.get("width") ?? 0);
    const fill = (k: number, picked: ReadonlyMap<string, number>) => {
      if (k < 0) values.push(of(picked));
      else for (const center of axes[k].centers) fill(k - 1, new Map([...picked, [axes[k].name, center]]));
    };
    fill(axes.length - 1, new Map());
    return { kind: "region-map", axes, unit: "cm-2 s-1 TeV-1", values: Float64Array.from(values) };
  }

  const yaml =
    "components:\n- name: s\n  type: SkyModel\n  spectral:\n    type: TemplateNDSpectralModel\n    parameters:\n    - {name: age, value: 15}\n    - {name: width, value: 3, frozen: true}\n    filename: grids/g.fits\n    unit: cm-2 s-1 TeV-1\n";
  const source = { ...bufferSource(new TextEncoder().encode(yaml), "m.yaml") };

  test.each([
    ["energies first", [energy, age, width]],
    ["energies last", [age, width, energy]],
    ["energies between", [width, energy, age]],
  ])("is read with the file of models, %s, and written back", async (_, axes) => {
    const file = writeMap(mapOf(axes));
    const opened: string[] = [];
    const openFile = (path: string) => {
      opened.push(path);
      return bufferSource(file, path);
    };
    const { models, warnings } = await readModels(source, { ...input, openFile });
    expect([opened, warnings]).toEqual([["grids/g.fits"], []]);
    const { spectral } = skyModelFromRecord(models[0], registry);
    const at = (name: string) => spectral.parameters.find((parameter) => parameter.name === name);
    expect(at("age")).toMatchObject({ value: 15, min: 10, max: 20 });
    expect(at("width")).toMatchObject({ value: 3, min: 1, max: 16, frozen: true });
    const out = new Float64Array(1);
    spectral.evaluate(Float64Array.of(3), parameterValues(spectral), out);
    // The logarithm is linear in the age: the geometric mean of the nodes.
    expect(out[0] / value(3, Math.sqrt(200), 3)).toBeCloseTo(1, 12);
    const text = formatModels(models, output);
    expect(text).toContain("type: TemplateNDSpectralModel\n");
    expect(text).toContain("filename: grids/g.fits\n        unit: cm-2 s-1 TeV-1\n");
    const again = await readModels(bufferSource(new TextEncoder().encode(text), "m.yaml"), { ...input, openFile });
    expect(again.models).toEqual(models);
  });

  test("of a file elsewhere, or of another kind of file, is refused", async () => {
    const elsewhere = bufferSource(new TextEncoder().encode(yaml.replace("grids/g.fits", "../g.fits")), "m.yaml");
    const openFile = (path: string) => bufferSource(writeMap(mapOf([age, width])), path);
    await expect(readModels(elsewhere, { ...input, openFile })).rejects.toThrow(/must be a path beside the file/);
    await expect(readModels(source, { ...input, openFile })).rejects.toThrow(/has no axis of energy; found age, width/);
    expect(() => parseModels(yaml, input)).toThrow(/must hold the table of "grids\/g.fits".*readModels/);
  });

  test("without a file cannot be written", async () => {
    const options = await readSpectralGrid(writeMap(mapOf([energy, age, width])));
    expect(() => formatModels([{ id: "template-nd", options, parameters: [] }])).toThrow(/writeMap/);
  });
});
