import {
  type ByteSource,
  createRegistry,
  defineSpectralModel,
  modelFromRecord,
  type SkyModelRecord,
} from "@gammakit/core";
import { describeWith, inBrowser, readData, readJson } from "@gammakit-tools/vitest/data";
import { describe, expect, test } from "vitest";
import { covarianceLabels, formatCovariance, parseCovariance } from "../../src/models/covariance.ts";
import { formatModels } from "../../src/models/format-models.ts";
import { parseModels } from "../../src/models/parse-models.ts";
import { readModels } from "../../src/models/read-models.ts";
import { decodeText } from "../../src/models/read-text.ts";

const powerLaw = defineSpectralModel({
  id: "power-law",
  aliases: ["PowerLawSpectralModel", "pl"],
  summary: "Power law",
  parameters: {
    index: { value: 2, unit: "" },
    amplitude: { value: 1e-12, unit: "cm-2 s-1 TeV-1" },
    reference: { value: 1, unit: "TeV", frozen: true },
  },
  evaluate(energy, p, out) {
    for (let i = 0; i < energy.length; i++) out[i] = p[1] * (energy[i] / p[2]) ** -p[0];
  },
});
const registry = createRegistry([{ name: "test", contract: 1, extensions: [powerLaw] }]);
const options = {
  resolve: (type: string) => registry.idOf("spectralModel", type),
  check: (record: Parameters<typeof modelFromRecord>[0]) => modelFromRecord(record, registry),
};
const output = {
  typeOf: (id: string) => registry.list("spectralModel").find((e) => e.id === id)?.aliases?.[0] ?? id,
  defaultsOf: (id: string) => registry.create("spectralModel", id).parameters,
};

/** A file with one power law, and `extra` lines for its index. */
function withIndex(extra: string): string {
  return `components:\n- name: s\n  type: SkyModel\n  spectral:\n    type: pl\n    parameters:\n    - {name: index, ${extra}}\n`;
}

const source = `components:
-   name: crab
    type: SkyModel
    datasets_names:
    - obs-1
    spectral:
        type: PowerLawSpectralModel
        parameters:
        -   name: index
            value: 2.5
            error: 0.1
            link: index@00000000
        -   name: amplitude
            value: 3.0e-11
            unit: cm-2 s-1 TeV-1
            min: 0.0
            max: .nan
        -   name: reference
            value: 1.0
            unit: TeV
    spatial:
        type: PointSpatialModel
        frame: icrs
        parameters:
        -   name: lon_0
            value: 83.63
            unit: deg
-   name: other
    type: SkyModel
    spectral:
        type: PowerLawSpectralModel
        parameters:
        -   name: index
            value: 2.5
            link: index@00000000
        -   name: amplitude
            value: 1.0e-12
            unit: cm-2 s-1 TeV-1
        -   name: reference
            value: 1.0e-05
            unit: TeV
            frozen: false
`;

test("links, limits, data sets and what is carried along", () => {
  const file = parseModels(source, options);
  const [crab, other] = file.models;
  expect(crab).toMatchObject({ id: "power-law", name: "crab", datasets: ["obs-1"] });
  expect(crab.parameters[1]).toEqual({
    name: "amplitude",
    value: 3e-11,
    unit: "cm-2 s-1 TeV-1",
    min: 0,
    max: Infinity,
  });
  expect(other.parameters[0].link).toBe("crab.index");
  expect(modelFromRecord(other, registry).parameters[2]).toMatchObject({ value: 1e-5, frozen: false });
  expect(file.carried.get("crab")).toHaveProperty("spatial.parameters.0.value", 83.63);
  expect(file.warnings.map(({ where }) => where)).toEqual(["components[0].spatial"]);
});

test("what was read is written the same, to the letter", () => {
  const { models, carried } = parseModels(source, options);
  expect(formatModels(models, { ...output, carried })).toBe(source.replace("            max: .nan\n", ""));
});

test("a limit that the file takes away does not come back from the default", () => {
  const limited = defineSpectralModel({
    id: "limited",
    summary: "With limits",
    parameters: { norm: { value: 1, unit: "", min: 0, max: 2 } },
    evaluate: (_energy, p, out) => void out.fill(p[0]),
  });
  const known = createRegistry([{ name: "test", contract: 1, extensions: [limited] }]);
  const text = (extra: string) =>
    `components:\n- type: SkyModel\n  name: s\n  spectral:\n    type: limited\n    parameters:\n    - {name: norm, value: 1${extra}}\n`;
  const limits = (file: string) => {
    const [{ min, max }] = modelFromRecord(parseModels(file).models[0], known).parameters;
    return [min, max];
  };
  const defaultsOf = () => known.create("spectralModel", "limited").parameters;
  for (const [extra, wanted] of [
    ["", [0, 2]],
    [", min: .nan, max: .nan", [-Infinity, Infinity]],
    [", min: -3", [-3, 2]],
  ] as const) {
    const { models } = parseModels(text(extra));
    expect(limits(text(extra))).toEqual(wanted);
    for (const way of [{}, { full: true }, { defaultsOf }, { defaultsOf, full: true }]) {
      expect(limits(formatModels(models, way))).toEqual(wanted);
    }
  }
});

test("full output reads back", () => {
  const { models, carried } = parseModels(source, options);
  const full = formatModels(models, { ...output, carried, full: true });
  expect(full).toContain("            min: .nan\n            max: .nan\n            frozen: true\n");
  const again = parseModels(full, options).models;
  expect(
    again.map((m) => modelFromRecord(m, registry).parameters.map(({ name, value, link }) => [name, value, link])),
  ).toEqual(
    models.map((m) => modelFromRecord(m, registry).parameters.map(({ name, value, link }) => [name, value, link])),
  );
});

test("units become canonical, limits and errors with them", () => {
  const [model] = parseModels(
    "components:\n- type: SkyModel\n  spectral:\n    type: pl\n    parameters:\n" +
      "    - {name: amplitude, value: 2e-18, unit: 1 / (cm2 s MeV), error: 1e-19, min: 1e-20}\n" +
      "    - {name: reference, value: 100, unit: GeV}\n",
    options,
  ).models;
  expect(model.parameters[0]).toMatchObject({ unit: "cm-2 s-1 TeV-1" });
  expect(model.parameters[0].value).toBeCloseTo(2e-12, 26);
  expect(model.parameters[0].error).toBeCloseTo(1e-13, 27);
  expect(model.parameters[0].min).toBeCloseTo(1e-14, 28);
  expect(model.parameters[1]).toEqual({ name: "reference", value: 0.1, unit: "TeV" });
});

test("numbers are written such that PyYAML reads numbers", () => {
  const text = formatModels([
    {
      id: "pl",
      parameters: [1e-12, 1.5e-12, 0.0001, 1e-5, 3, 1e16, 1e22].map((value, i) => ({ name: `p${i}`, value, unit: "" })),
    },
  ]);
  expect([...text.matchAll(/value: (.*)/g)].map(([, value]) => value)).toEqual([
    "1.0e-12",
    "1.5e-12",
    "0.0001",
    "1.0e-05",
    "3.0",
    "1.0e+16",
    "1.0e+22",
  ]);
});

test("a name that YAML would take for something else is quoted", () => {
  for (const name of ["yes", "1e-12", "1:30", "null", "=HYPERLINK(1)", "a: b", "", "\u001b]0;x\u0007", "2006-07-29"]) {
    const text = formatModels([{ id: "pl", name: name || "x", parameters: [] }]);
    expect(parseModels(text, options).models[0].name).toBe(name || "x");
  }
});

describe("what a models file must not hold", () => {
  test.each([
    ["a value that is no number", withIndex("value: yes"), "index"],
    ["base 60", withIndex("value: 1:30"), '"1:30"'],
    ["NaN", withIndex("value: .nan"), "finite"],
    ["min above max", withIndex("value: 2, min: 5, max: 1"), "min 5 > max 1"],
    ["a parameter twice", withIndex("value: 2}\n    - {name: index, value: 2"), "twice"],
    ["a parameter of no model", withIndex("value: 2}\n    - {name: indx, value: 2"), 'Did you mean "index"'],
    ["a merge key", "a: &a {x: 1}\nb: {<<: *a}\ncomponents: []", "<<"],
    ["two documents", "components: []\n---\ncomponents: []", "several"],
    ["nested dashes", "- ".repeat(5000), "deep"],
  ])("%s", (_, text, message) => {
    expect(() => parseModels(text, { ...options, name: "m.yaml" })).toThrow(message);
    expect(() => parseModels(text, { ...options, name: "m.yaml" })).toThrow("m.yaml");
  });
});

test("how newer Gammapy scales a parameter is passed over without a word", () => {
  const { models, warnings } = parseModels(withIndex("value: 2, scale_method: scale10, scale_transform: lin"), options);
  expect([models[0].parameters[0].value, warnings]).toEqual([2, []]);
});

test("a label that one parameter alone has links nothing, with a warning", () => {
  const { warnings, models } = parseModels(withIndex("value: 2, link: nosuch"), options);
  expect(warnings).toMatchObject([{ code: "lonely-link" }]);
  expect(models[0].parameters[0].link).toBeUndefined();
});

test("a covariance is written in a table and read back to the last bit", () => {
  const labels = covarianceLabels([
    { id: "pl", name: "crab", parameters: ["index", "amplitude"].map((name) => ({ name, value: 1, unit: "" })) },
  ]);
  const matrix = Float64Array.of(0.125, -1.5e-13, -1.5e-13, 1e-24);
  const text = formatCovariance({ labels, matrix });
  expect(text.split("\n")[0]).toBe("|              Parameters |        0 |        1 |");
  expect(parseCovariance(text)).toEqual({ labels: ["crab.spectral.index", "crab.spectral.amplitude"], matrix });
});

test("a covariance gets a row of 0 for each parameter of the models that it does not have", () => {
  const parameters = (...names: readonly string[]) => names.map((name) => ({ name, value: 1, unit: "" }));
  const models = [
    { id: "pl", name: "a", parameters: parameters("index"), spatial: { id: "point", parameters: parameters("lon_0") } },
    { id: "pl", name: "b", parameters: parameters("index"), temporal: { id: "sine", parameters: parameters("amp") } },
  ];
  const labels = [...covarianceLabels(models), "carried.spectral.norm"];
  const matrix = Float64Array.of(4, 1, 0, 1, 9, 2, 0, 2, 5);
  const read = parseCovariance(formatCovariance({ labels, matrix }, models));
  expect(read.labels).toEqual([
    "a.spectral.index",
    "a.spatial.lon_0",
    "b.spectral.index",
    "b.temporal.amp",
    "carried.spectral.norm",
  ]);
  expect([...read.matrix]).toEqual([4, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 9, 0, 2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 5]);
  expect(parseCovariance(formatCovariance(read, models))).toEqual(read);
  expect(() => formatCovariance({ labels, matrix: Float64Array.of(1) }, models)).toThrow(
    /3 parameters needs 9 numbers/,
  );
});

test("the rows of a covariance are those that Gammapy has for the file", () => {
  const norm = { id: "power-law-norm", parameters: [{ name: "norm", value: 1, unit: "" }] };
  const table = { id: "template", options: { energy: [1], values: [1e-12] }, parameters: [] };
  const place = { name: "lon_0", value: 0, unit: "deg" };
  const models: readonly SkyModelRecord[] = [
    { ...table, name: "a", spatial: { id: "template", options: { filename: "m.fits" }, parameters: [place] } },
    { id: "product", name: "b", options: { parts: [table, norm] }, parameters: [] },
    // The amplitude first and no reference energy: in Gammapy the index is first, and there is a reference.
    { id: "power-law", name: "c", parameters: ["amplitude", "index"].map((name) => ({ name, value: 2, unit: "" })) },
  ];
  const backgrounds = [{ type: "FoVBackgroundModel", spectral: norm, datasets: ["run"] }];
  const defaultsOf = (id: string) =>
    id === "power-law" ? registry.create("spectralModel", id).parameters : id === norm.id ? norm.parameters : [];
  const covariance = {
    labels: ["b.spectral.norm", "c.spectral.amplitude", "c.spectral.index"],
    matrix: Float64Array.of(4, 1, 2, 1, 9, 3, 2, 3, 25),
  };
  const for10 = { backgrounds, defaultsOf, gammapy: "1.0" } as const;
  const { labels, matrix } = parseCovariance(formatCovariance(covariance, models, for10));
  expect(labels).toEqual([
    "a.spectral.norm",
    "b.spectral.norm",
    "b.spectral.norm",
    "c.spectral.index",
    "c.spectral.amplitude",
    "c.spectral.reference",
    "run-bkg.spectral.norm",
  ]);
  expect(labels.map((_, i) => matrix[i * labels.length + i])).toEqual([0, 0, 4, 25, 9, 0, 0]);
  expect(matrix[2 * labels.length + 3]).toBe(2);
  // What Gammapy wrote has the rows already.
  const again = formatCovariance({ labels, matrix }, models, for10);
  expect(parseCovariance(again)).toEqual({ labels, matrix });
  const placed = { labels: ["a.spatial.lon_0", ...labels], matrix: new Float64Array(64) };
  expect(parseCovariance(formatCovariance(placed, models, for10)).labels).toEqual(labels);
  // Later ones have no norm of a template, but a place.
  const later = parseCovariance(formatCovariance({ labels, matrix }, models, { backgrounds, defaultsOf }));
  expect(later.labels).toEqual(["a.spatial.lon_0", "b.spectral.norm", ...labels.slice(3)]);
  expect(later.labels.map((_, i) => later.matrix[i * 6 + i])).toEqual([0, 4, 25, 9, 0, 0]);
});

test.each([
  ["1.0", ["norm", "tilt", "reference"], ["alpha_norm", "redshift"], [1, 2, 3, 4, 5]],
  ["1.3", ["norm", "tilt", "reference"], ["alpha_norm", "redshift"], [1, 2, 3, 4, 5]],
  ["2.1", ["tilt", "norm", "reference"], ["redshift", "alpha_norm"], [2, 1, 3, 5, 4]],
] as const)("Gammapy %s has rows in the order of its models", (gammapy, norm, absorption, diagonal) => {
  const parametersOf = (names: readonly string[]) => names.map((name) => ({ name, value: 1, unit: "" }));
  const [tilted, absorbed] = [parametersOf(["norm", "tilt", "reference"]), parametersOf(["alpha_norm", "redshift"])];
  const labels = ["norm", "tilt", "reference", "alpha_norm", "redshift"].map((name) => `a.spectral.${name}`);
  const matrix = Float64Array.from({ length: 25 }, (_, i) => (i % 6 === 0 ? i / 6 + 1 : 0));
  for (const reverse of [false, true]) {
    const parts = [
      { id: "power-law-norm", parameters: reverse ? tilted.toReversed() : tilted },
      { id: "ebl-absorption-norm", parameters: reverse ? absorbed.toReversed() : absorbed },
    ];
    const models = [{ id: "product", name: "a", options: { parts }, parameters: [] }];
    const read = parseCovariance(formatCovariance({ labels, matrix }, models, { gammapy }));
    const wanted = [...norm, ...absorption];
    expect(read.labels).toEqual(wanted.map((name) => `a.spectral.${name}`));
    expect(read.labels.map((_, i) => read.matrix[6 * i])).toEqual(diagonal);
  }
});

/** Text files in memory. */
function folder(files: Readonly<Record<string, string>>, name: string): ByteSource {
  const bytes = new TextEncoder().encode(files[name]);
  return {
    name,
    size: async () => bytes.length,
    read: async (offset, length) => bytes.slice(offset, offset + length),
    sibling: (path) => folder(files, path),
  };
}

test("a covariance beside the file follows its parameters into canonical units", async () => {
  const yaml = `${withIndex("value: 2")}    - {name: amplitude, value: 2e-18, unit: cm-2 s-1 MeV-1}\ncovariance: c.dat\n`;
  const labels = ["s.spectral.index", "s.spectral.amplitude"];
  const files = {
    "m.yaml": yaml,
    "c.dat": formatCovariance({ labels, matrix: Float64Array.of(0.01, 1e-20, 1e-20, 4e-38) }),
  };
  const { covariance } = await readModels(folder(files, "m.yaml"), options);
  expect([...(covariance?.matrix ?? [])].map((value) => Number(value.toPrecision(12)))).toEqual([
    0.01, 1e-14, 1e-14, 4e-26,
  ]);
  const wrong = { ...files, "c.dat": "1 0 0\n0 1 0\n0 0 1\n" };
  await expect(readModels(folder(wrong, "m.yaml"), options)).rejects.toThrow("covariance of 3 parameters");
});

test("a covariance of parts has the labels of newer Gammapy or of 1.0", async () => {
  const factor = (name: string) =>
    `{type: ${name}, parameters: [{name: norm, value: 1}, {name: reference, value: 2, unit: GeV}]}`;
  const pair = (model1: string, model2: string) =>
    `{type: CompoundSpectralModel, operator: mul, model1: ${model1}, model2: ${model2}}`;
  const spectral = pair(pair(factor("A"), factor("B")), factor("C"));
  const yaml = `components:\n- {name: a, type: SkyModel, spectral: ${spectral}}\ncovariance: c.dat\n`;
  const matrix = Float64Array.from({ length: 36 }, (_, i) => (i % 7 === 0 ? i / 7 + 1 : 0));
  const labelsOf = (parts: readonly string[]) =>
    parts.flatMap((part) => [`a.spectral.${part}norm`, `a.spectral.${part}reference`]);
  for (const parts of [
    ["", "", ""],
    ["model1.model1.", "model1.model2.", "model2."],
  ]) {
    const text = formatCovariance({ labels: labelsOf(parts), matrix });
    const { models, covariance } = await readModels(folder({ "m.yaml": yaml, "c.dat": text }, "m.yaml"));
    expect(covariance?.labels).toEqual(labelsOf(["", "", ""]));
    expect(covariance?.labels).toEqual(covarianceLabels(models));
    const diagonal = [0, 1, 2, 3, 4, 5].map((i) => covariance?.matrix[7 * i]);
    expect(diagonal).toEqual([1, 2e-6, 3, 4e-6, 5, 6e-6].map((value) => expect.closeTo(value, 14)));
  }
});

test("the norm of a template, which models here do not have, has no row in what is read", async () => {
  const model = (name: string, spectral: string) => `- name: ${name}\n  type: SkyModel\n  spectral: ${spectral}\n`;
  const table =
    "{type: TemplateSpectralModel, parameters: [{name: norm, value: 1, frozen: true}], \
    energy: {data: [1, 10], unit: TeV}, values: {data: [1.0e-12, 1.0e-14], unit: cm-2 s-1 TeV-1}}";
  const factor = "{type: PowerLawNormSpectralModel, parameters: [{name: norm, value: 1}]}";
  const product = `{type: CompoundSpectralModel, model1: ${table}, model2: ${factor}, operator: mul}`;
  const files = {
    "m.yaml": `components:\n${model("a", table)}${model("b", product)}covariance: c.dat\n`,
    "c.dat": formatCovariance({
      labels: ["a.spectral.norm", "b.spectral.norm", "b.spectral.norm"],
      matrix: Float64Array.of(0, 0, 0, 0, 0, 0, 0, 0, 4),
    }),
  };
  const { models, covariance } = await readModels(folder(files, "m.yaml"));
  expect(covariance).toEqual({ labels: ["b.spectral.norm"], matrix: Float64Array.of(4) });
  expect(covariance?.labels).toEqual(covarianceLabels(models));
});

describeWith(["GAMMAKIT_CORPORA"], "files of Gammapy's", () => {
  const text = async (path: string) => decodeText(await readData("GAMMAKIT_CORPORA", path), path);

  test("two linked power laws and their covariance", async () => {
    const file = parseModels(await text("formats/models/two_models.yaml"), options);
    expect(file.models.map(({ parameters }) => parameters.map(({ value }) => value))).toEqual([
      [2, 1e-12, 1],
      [2.3, 2.5e-12, 1.5],
    ]);
    expect(file.covarianceFile).toBe("two_models_covariance.dat");
    const covariance = parseCovariance(await text("formats/models/two_models_covariance.dat"), "c", 11);
    expect(covariance.labels[3]).toBe("b.spectral.index");
    expect(covariance.matrix[3 * 11 + 3]).toBe(0.1369);
  });

  test.each(["all_models.yaml", "all_models_full.yaml"])("every built-in model: %s", async (name) => {
    const source = await text(`formats/models/${name}`);
    const file = parseModels(source, { name });
    const again = parseModels(formatModels(file.models, { carried: file.carried, full: name.includes("full") }), {
      name,
    });
    expect(again.models.map(withFrozen)).toEqual(file.models.map(withFrozen));
    const values = (carried: typeof file.carried) => [...carried.values()].map((value) => JSON.stringify(value)).sort();
    expect(values(again.carried)).toEqual(values(file.carried));
    const linked = file.models.find((model) => model.name === "linked2");
    expect(linked?.parameters[0].link).toBe("linked1.index");
  });
});

/** Full output has errors, limits and frozen flags of every parameter, the file those of the models that Gammapy writes in full. */
function withFrozen({ spatial, temporal, ...model }: SkyModelRecord): object {
  const [shape, course] = [spatial, temporal].map(
    (part) =>
      part && {
        ...part,
        parameters: part.parameters.map((parameter) => ({
          frozen: false,
          error: 0,
          min: -Infinity,
          max: Infinity,
          ...parameter,
        })),
      },
  );
  return { ...model, spatial: shape, temporal: course };
}

interface Fault {
  readonly id: string;
  readonly category: string;
  readonly file: string;
  readonly trigger: string;
  readonly expect: "read" | "error" | "error-or-warning";
  readonly must_mention: readonly string[];
}

describeWith(["GAMMAKIT_CORPORA"], "hostile model files", () => {
  test("are refused, or read with a warning, in time, saying why", async () => {
    const { cases } = await readJson<{ cases: readonly Fault[] }>("GAMMAKIT_CORPORA", "faults/manifest.json");
    const faults = cases.filter(
      (c) => c.category === "yaml" && c.trigger === "read as model file" && c.id !== "covariance_wrong_shape",
    );
    expect(faults.length).toBeGreaterThan(30);
    for (const fault of faults) {
      const name = fault.file.split("/").at(-1) ?? "";
      const bytes = await readData("GAMMAKIT_CORPORA", `faults/${fault.file}`);
      const start = performance.now();
      const outcome = attempt(() => parseModels(decodeText(bytes, name), { ...options, name }));
      expect(performance.now() - start, fault.id).toBeLessThan(1000);
      expect(outcome.kind === "read" ? "read" : "noticed", `${fault.id}: ${outcome.message}`).toBe(
        fault.expect === "read" ? "read" : "noticed",
      );
      if (fault.expect === "error") expect(outcome.kind, fault.id).toBe("error");
      for (const word of fault.must_mention.filter((w) => outcome.kind === "error" || w !== "file")) {
        expect(outcome.message.toLowerCase(), fault.id).toContain(word === "file" ? name : word.toLowerCase());
      }
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { polluted?: unknown; polluted2?: unknown }).polluted).toBeUndefined();
  });

  test.skipIf(inBrowser)("broken covariances", async () => {
    for (const [file, word] of [
      ["cov_nan", "nan"],
      ["cov_not_symmetric", "symmetric"],
      ["cov_not_posdef", "positive"],
    ]) {
      const bytes = await readData("GAMMAKIT_CORPORA", `faults/text/${file}.dat`);
      expect(() => parseCovariance(decodeText(bytes, file), `${file}.dat`, 3)).toThrow(word);
    }
  });
});

function attempt(read: () => ReturnType<typeof parseModels>): {
  readonly kind: "read" | "warning" | "error";
  readonly message: string;
} {
  try {
    const { warnings } = read();
    return {
      kind: warnings.length > 0 ? "warning" : "read",
      message: warnings.map(({ message }) => message).join("; "),
    };
  } catch (error) {
    return { kind: "error", message: (error as Error).message };
  }
}
