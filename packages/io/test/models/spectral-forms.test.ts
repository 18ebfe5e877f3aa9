import { type AbsorptionTable, type ByteSource, bufferSource } from "@gammakit/core";
import { type WritableTable, writeFits } from "@gammakit/fits";
import { describe, expect, test } from "vitest";
import { readDatasets } from "../../src/datasets/read-datasets.ts";
import { covarianceLabels, formatCovariance, parseCovariance } from "../../src/models/covariance.ts";
import { eblFile, eblReferences } from "../../src/models/ebl-files.ts";
import { formatModels } from "../../src/models/format-models.ts";
import { parseModels } from "../../src/models/parse-models.ts";
import { readEblTable } from "../../src/models/read-ebl-table.ts";
import { readModels } from "../../src/models/read-models.ts";

/** A file with one model whose spectral block has these lines. */
function withSpectrum(...lines: readonly string[]): string {
  return `components:\n- name: s\n  type: SkyModel\n  spectral:\n${lines.map((line) => `    ${line}\n`).join("")}`;
}

const powerLaw = (name: string, ...lines: readonly string[]) => [
  `${name}:`,
  "  type: PowerLawSpectralModel",
  "  parameters:",
  ...lines.map((line) => `  - ${line}`),
];

describe("models made of two", () => {
  test.each([
    ["add", "sum"],
    ["sub", "difference"],
    ["mul", "product"],
    ["truediv", "quotient"],
  ])("%s is a %s, and is written so", (operator, id) => {
    const text = withSpectrum(
      "type: CompoundSpectralModel",
      ...powerLaw("model1", "{name: index, value: 2}"),
      ...powerLaw("model2", "{name: index, value: 3}"),
      `operator: ${operator}`,
    );
    const { models } = parseModels(text);
    expect(models[0].id).toBe(id);
    expect(formatModels(models)).toContain(`operator: ${operator}\n`);
    expect(parseModels(formatModels(models)).models).toEqual(models);
  });

  test.each([
    ["an operator that is none", ["operator: pow"], 'has the operator "pow"; known: add, sub, mul, truediv'],
    ["no second model", ["operator: add"], "components[0].spectral.model2 must be a spectral model"],
    [
      "a mistake within",
      [...powerLaw("model2", "{name: index, value: 5, min: 6}"), "operator: add"],
      "model2.parameters[0] (index)",
    ],
  ])("with %s are refused with the place", (_, lines, words) => {
    const text = withSpectrum(
      "type: CompoundSpectralModel",
      ...powerLaw("model1", "{name: index, value: 2}"),
      ...lines,
    );
    expect(() => parseModels(text)).toThrow(words);
  });

  test("nested without end are refused", () => {
    const nest = (depth: number): string =>
      depth === 0
        ? "{type: pl}"
        : `{type: CompoundSpectralModel, operator: add, model1: ${nest(depth - 1)}, model2: {type: pl}}`;
    expect(() => parseModels(`components: [{type: SkyModel, name: s, spectral: ${nest(30)}}]`)).toThrow(
      "more than 16 deep",
    );
  });

  test("keep links of the parameters within, in both directions", () => {
    const text = `${withSpectrum(
      "type: CompoundSpectralModel",
      ...powerLaw("model1", "{name: index, value: 2}", "{name: amplitude, value: 1.0e-12, unit: cm-2 s-1 TeV-1}"),
      ...powerLaw("model2", "{name: index, value: 3, link: index@x}"),
      "operator: add",
    )}- name: t\n  type: SkyModel\n  spectral:\n    type: PowerLawSpectralModel\n    parameters:\n    - {name: index, value: 3, link: index@x}\n`;
    const file = parseModels(text);
    expect(file.warnings).toEqual([]);
    expect(file.models[1].parameters[0].link).toBe("s.PowerLawSpectralModel-2_index");
    expect(parseModels(formatModels(file.models)).models).toEqual(file.models);
  });

  test("have each parameter once in a covariance, each with the factor of its own unit", async () => {
    const yaml = `${withSpectrum(
      "type: CompoundSpectralModel",
      ...powerLaw("model1", "{name: amplitude, value: 1, unit: cm-2 s-1 MeV-1}"),
      ...powerLaw("model2", "{name: amplitude, value: 1, unit: cm-2 s-1 TeV-1}"),
      "operator: add",
    )}covariance: c.dat\n`;
    const labels = covarianceLabels(parseModels(yaml).models);
    expect(labels).toEqual(["s.spectral.amplitude", "s.spectral.amplitude"]);
    const files = { "m.yaml": yaml, "c.dat": formatCovariance({ labels, matrix: Float64Array.of(4, 1, 1, 9) }) };
    const { covariance } = await readModels(folder(files, "m.yaml"));
    expect([...(covariance?.matrix ?? [])].map((value) => Number(value.toPrecision(12)))).toEqual([4e12, 1e6, 1e6, 9]);
  });
});

describe("forms of Gammapy", () => {
  const template = (...parameters: readonly string[]) =>
    withSpectrum(
      "type: TemplateSpectralModel",
      ...(parameters.length > 0 ? ["parameters:", ...parameters.map((p) => `- ${p}`)] : ["parameters: []"]),
      "energy: {data: [0.1, 1.0], unit: TeV}",
      "values: {data: [1.0e-12, 1.0e-13], unit: cm-2 s-1 TeV-1}",
    );

  test("a template has no parameters; a norm of 1 is written for Gammapy 1.0 and left out again", () => {
    const [bare] = parseModels(template()).models;
    expect(bare.parameters).toEqual([]);
    const text = formatModels([bare]);
    expect(text).toContain("        -   name: norm\n            value: 1.0\n            frozen: true\n");
    expect(parseModels(text).models).toEqual([bare]);
  });

  test("a template with a norm that says something is multiplied by it", () => {
    const [model] = parseModels(template("{name: norm, value: 0.7, frozen: false, error: 0.1}")).models;
    expect(model).toMatchObject({
      id: "product",
      options: {
        parts: [
          { id: "TemplateSpectralModel", parameters: [] },
          {
            id: "PowerLawNormSpectralModel",
            parameters: [{ name: "norm", value: 0.7, error: 0.1, frozen: false }],
          },
        ],
      },
    });
  });

  test("the factor of a 4FGL cut-off goes with the unit of its reference energy", () => {
    const text = withSpectrum(
      "type: SuperExpCutoffPowerLaw4FGLSpectralModel",
      "parameters:",
      "- {name: reference, value: 1000, unit: MeV}",
      "- {name: expfactor, value: 0.005, error: 0.001, max: 0.1}",
      "- {name: index_2, value: 0.5}",
    );
    const [reference, expfactor] = parseModels(text).models[0].parameters;
    expect(reference).toMatchObject({ value: 0.001, unit: "TeV" });
    // 0.005 (E/MeV)^0.5 is 5 (E/TeV)^0.5.
    expect(expfactor.value).toBeCloseTo(5, 12);
    expect(expfactor.error).toBeCloseTo(1, 12);
    expect(expfactor.max).toBeCloseTo(100, 10);
  });

  test.each([
    ["no creator", "", 5e-6],
    ["Gammapy 1.3", "metadata: {creator: Gammapy 1.3}", 5e-6],
    ["Gammapy 2.0.dev103", "metadata: {creator: Gammapy 2.0.dev103+gb9f0cf82d}", 5e-6],
    ["Gammapy 1.3.1", "metadata: {creator: Gammapy 1.3.1}", 5e6],
    ["Gammapy 2.1", "metadata: {creator: Gammapy 2.1}", 5e6],
  ])("the factor of a 4FGL cut-off in a file of %s goes with the unit of that version", (_, metadata, value) => {
    const text = withSpectrum(
      "type: SuperExpCutoffPowerLaw4FGLSpectralModel",
      "parameters:",
      "- {name: reference, value: 1, unit: TeV}",
      "- {name: expfactor, value: 5.0e-6, prior: {type: GaussianPrior, parameters: [{name: mu, value: 5.0e-6}]}}",
    );
    const { models } = parseModels(`${text}${metadata}\n`);
    const [, expfactor] = models[0].parameters;
    expect(expfactor.value / value).toBeCloseTo(1, 12);
    expect(expfactor.prior?.options).toEqual({ mu: expfactor.value });
    // Written with MeV, all versions read the same.
    const written = formatModels(models);
    expect(written).toContain("value: 1000000.0");
    expect(parseModels(`${written}${metadata}\n`).models[0].parameters[1].value / value).toBeCloseTo(1, 12);
    expect(parseModels(written).models[0].parameters[0]).toMatchObject({ value: 1, unit: "TeV" });
    const labels = covarianceLabels(models);
    const covariance = { labels, matrix: Float64Array.of(0, 0, 0, 4) };
    const { matrix } = parseCovariance(formatCovariance(covariance, models));
    expect(matrix[3] * 1e24).toBeCloseTo(4, 12);
  });
});

describe("absorption tables", () => {
  const table: AbsorptionTable = {
    energy: Float64Array.of(0.2, 2),
    redshift: Float64Array.of(0.1, 0.2),
    transmission: Float64Array.of(0.9, 0.5, 0.8, 0.25),
  };
  const absorption = (line: string) =>
    withSpectrum("type: EBLAbsorptionNormSpectralModel", "parameters:", "- {name: redshift, value: 0.15}", line);

  test("of the reference data are known by name, and by file wherever it lies", () => {
    expect(eblReferences).toEqual(["dominguez", "franceschini", "finke", "franceschini17", "saldana-lopez21"]);
    const file = "$GAMMAPY_DATA/ebl/ebl_dominguez11.fits.gz";
    for (const name of [
      "dominguez",
      "/data/of/mine/ebl/ebl_dominguez11.fits.gz",
      "C:\\ebl\\ebl_dominguez11.fits.gz",
      file,
    ]) {
      expect(eblFile(name)).toBe(file);
    }
    expect(eblFile("mine.fits")).toBe("mine.fits");
  });

  test("are read by readModels, and written by their names", async () => {
    const opened: string[] = [];
    const openFile = (path: string) => {
      opened.push(path);
      return bufferSource(fitsTable(), path);
    };
    for (const line of ["reference: finke", "filename: /somewhere/else/frd_abs.fits.gz"]) {
      const { models } = await readModels(folder({ "m.yaml": absorption(line) }, "m.yaml"), { openFile });
      const file = "$GAMMAPY_DATA/ebl/frd_abs.fits.gz";
      expect(models[0].options).toEqual({ table: { ...table, file } });
      expect(formatModels(models)).toContain(`        filename: ${file}\n`);
    }
    expect(opened).toEqual(["$GAMMAPY_DATA/ebl/frd_abs.fits.gz", "$GAMMAPY_DATA/ebl/frd_abs.fits.gz"]);
  });

  test("are read for a list of datasets, too", async () => {
    const files = { "list.yaml": "datasets: []", "m.yaml": absorption("reference: finke") };
    const openFile = (path: string) => bufferSource(fitsTable(), path);
    const { models } = await readDatasets(folder(files, "list.yaml"), { models: "m.yaml", openFile });
    expect(models?.models[0].options).toMatchObject({ table });
    await expect(readDatasets(folder(files, "list.yaml"), { models: "m.yaml" })).rejects.toThrow(
      "Say how it is opened, by the option openFile.",
    );
  });

  test("without a file are written in full", () => {
    const record = { id: "ebl-absorption-norm", name: "s", options: { table }, parameters: [] };
    expect(parseModels(formatModels([record])).models[0].options).toEqual({
      energy: { data: [0.2, 2], unit: "TeV" },
      param: { data: [0.1, 0.2], unit: "" },
      values: {
        data: [
          [0.9, 0.5],
          [0.8, 0.25],
        ],
        unit: "",
      },
    });
  });

  test("that cannot be opened, or lie elsewhere, are refused", async () => {
    const read = (line: string) => readModels(folder({ "m.yaml": absorption(line) }, "m.yaml"));
    await expect(read("reference: finke")).rejects.toThrow("needs the table $GAMMAPY_DATA/ebl/frd_abs.fits.gz");
    await expect(read("filename: ../other.fits")).rejects.toThrow("beside the file or below $GAMMAPY_DATA");
    await expect(read("filename: https://example.org/x.fits")).rejects.toThrow(
      "beside the file or below $GAMMAPY_DATA",
    );
    expect(() =>
      parseModels(absorption("{filename: finke, energy: 1}".replace(/[{}]/g, "").replace(", ", "\n    "))),
    ).toThrow("has energy besides");
  });

  test("of a file: energies at the centers of their bins in keV, each redshift once and in order", async () => {
    expect(await readEblTable(fitsTable())).toEqual(table);
  });

  test.each([
    ["no spectra", { spectra: false }, "HDU SPECTRA is missing; found PRIMARY, ENERGIES"],
    [
      "energies out of order",
      { low: [3e9, 1e8] },
      "HDU ENERGIES has energies that are not positive and increasing in row 2",
    ],
    ["a transmission above 1", { first: 1.5 }, "has 1.5 in the column INTPSPEC, for the redshift 0.1"],
    ["a transmission that is no number", { first: Number.NaN }, "has NaN in the column INTPSPEC"],
    ["rows of another length", { width: 1 }, "must be one redshift and 2 values in each"],
  ])("with %s are refused", async (_, change, words) => {
    await expect(readEblTable(fitsTable(change))).rejects.toThrow(words);
  });
});

interface TableChange {
  readonly spectra?: boolean;
  readonly low?: readonly number[];
  readonly first?: number;
  readonly width?: number;
}

/** A table model of XSPEC with two energies and two redshifts, one of them twice and the higher first. */
function fitsTable({
  spectra = true,
  low = [1e8, 1e9],
  first = 0.9,
  width = 2,
}: TableChange = {}): Uint8Array<ArrayBuffer> {
  const rows = [0.8, 0.25, first, 0.5, 0.1, 0.1];
  const energies: WritableTable = {
    kind: "table",
    name: "ENERGIES",
    columns: [
      { name: "ENERG_LO", data: Float64Array.from(low) },
      { name: "ENERG_HI", data: Float64Array.of(4e8, 4e9) },
    ],
  };
  const table: WritableTable = {
    kind: "table",
    name: "SPECTRA",
    columns: [
      { name: "PARAMVAL", data: Float64Array.of(0.2, 0.1, 0.1) },
      { name: "INTPSPEC", data: Float64Array.from(width === 2 ? rows : rows.slice(0, 3)), shape: [width] },
    ],
  };
  return writeFits(spectra ? [energies, table] : [energies]);
}

/** Text files in memory. */
function folder(files: Readonly<Record<string, string>>, name: string): ByteSource {
  return { ...bufferSource(new TextEncoder().encode(files[name]), name), sibling: (path) => folder(files, path) };
}
