import { axisFromCenters, bufferSource, parameterValues, type SpectralModel } from "@gammakit/core";
import { readEblTable, writeMap } from "@gammakit/io";
import { fileFolder, fileSource, inflateNode } from "@gammakit/io/node";
import { eblAbsorptionNorm } from "@gammakit/models";
import { describeWith, readData } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import {
  type FolderHost,
  planTimeResolved,
  presetRegistry,
  readModelTables,
  timeResolvedSpectroscopy,
} from "../src/index.ts";
import { describeModel } from "../src/job/model-block.ts";
import { flareJob } from "./flare-job.ts";

const registry = presetRegistry();
const plan = (model: object): SpectralModel => planTimeResolved({ ...flareJob, model }, registry).model;

const nodes = { energy: [0.1, 1, 10] };
const table = { ...nodes, values: { data: [1e-4, 1e-6, 1e-8], unit: "cm-2 s-1 GeV-1" } };
const powerLaw = { type: "pl", parameters: { index: 2.4 } };
const norm = { type: "pl-norm" };

/** A block for each model that a spectrum can be fitted with, and how many free parameters it has. */
const fluxes: readonly (readonly [string, object, number])[] = [
  ["PowerLaw2SpectralModel", {}, 2],
  ["bpl", {}, 4],
  ["sbpl", {}, 4],
  ["lp", { parameters: { reference: "1 TeV" } }, 3],
  ["ecpl", {}, 3],
  ["ecpl-3fgl", { parameters: { ecut: "20 TeV" } }, 3],
  ["secpl-3fgl", {}, 4],
  ["secpl-4fgl", {}, 4],
  ["secpl-4fgl-dr3", {}, 4],
  ["const", {}, 1],
  ["gauss", {}, 3],
  ["meyer-crab", { parameters: { norm: { value: 0.5, frozen: false } } }, 1],
  ["product", { options: { parts: [{ type: "template", options: table }, norm] } }, 1],
  ["product", { options: { parts: [powerLaw, { type: "piecewise-norm", options: nodes }] } }, 5],
  ["product", { options: { parts: [powerLaw, { type: "lp-norm" }] } }, 5],
  ["product", { options: { parts: [powerLaw, { type: "ecpl-norm" }] } }, 5],
  ["difference", { options: { parts: [powerLaw, { type: "gauss" }] } }, 5],
  ["quotient", { options: { parts: [powerLaw, norm] } }, 3],
  ["sum", { options: { parts: [powerLaw, { type: "gauss" }] } }, 5],
  ["scale", { options: { parts: [powerLaw] } }, 1],
];

test.each(fluxes)("%s can be fitted, and is described such that it reads back", (type, block, free) => {
  const model = plan({ type, ...block });
  expect(model.parameters.filter(({ frozen }) => !frozen)).toHaveLength(free);
  const again = plan(JSON.parse(JSON.stringify(describeModel(model))));
  expect(again.parameters.map(({ name, value }) => [name, value])).toEqual(
    model.parameters.map(({ name, value }) => [name, value]),
  );
  const energy = Float64Array.of(0.3, 1.2, 7);
  const [a, b] = [new Float64Array(3), new Float64Array(3)];
  model.evaluate(energy, parameterValues(model), a);
  again.evaluate(energy, parameterValues(again), b);
  for (let i = 0; i < 3; i++) expect(Math.abs(b[i] / a[i] - 1)).toBeLessThan(1e-12);
});

test.each([
  ["pl-norm", {}, '"power-law-norm" is a factor without unit'],
  ["lp-norm", {}, '"log-parabola-norm" is a factor without unit'],
  ["ecpl-norm", {}, "is a factor without unit"],
  ["piecewise-norm", { options: nodes }, '"piecewise-norm" is a factor without unit'],
  ["piecewise-norm", {}, "model: piecewise-norm: options must be an object with energy, interp"],
  ["piecewise-norm", { options: { energy: [1, 0.5] } }, "piecewise-norm: options.energy[1] must be increasing"],
  ["piecewise-norm", { options: nodes, parameters: { norm_3: 1 } }, 'no parameter "norm_3"'],
  ["product", { options: { parts: [norm, norm] } }, '"product" is a factor without unit'],
  ["template", { options: table }, '"template" has no parameter that could be fitted'],
  ["template", { options: { ...table, values: [1, 2] } }, "options.energy has 3 entries, options.values 2"],
  [
    "sum",
    { options: { parts: [powerLaw, norm] } },
    '"power-law-norm" is a factor without unit and "power-law" is a flux',
  ],
  ["ebl-norm", {}, "must have a table"],
  ["ebl-norm", { options: { reference: "dominguez" } }, 'name the table "dominguez", which is not read here'],
  ["meyer-crab", {}, 'All parameters of "meyer-crab" are frozen'],
])("%s %j is refused: %s", (type, block, words) => {
  expect(() => plan({ type, ...block })).toThrow(words);
});

/** The job of the flare with absorption on the way, by a block for the table. */
const absorbed = (options: object) => ({
  ...flareJob,
  model: {
    type: "product",
    options: {
      parts: [
        { type: "power-law", parameters: { index: 3, amplitude: "2e-11 cm-2 s-1 TeV-1" } },
        { type: "ebl-norm", options, parameters: { redshift: 0.116 } },
      ],
    },
  },
});

test("a table that is unknown, or can't be opened, is refused with its key path", async () => {
  const at = "model.options.parts[1].options";
  await expect(readModelTables(absorbed({ reference: "domingez" }), {})).rejects.toThrow(
    `${at}.reference: "domingez" is no known table; did you mean "dominguez"?`,
  );
  await expect(readModelTables(absorbed({ reference: "my own" }), {})).rejects.toThrow(
    `${at}.reference: "my own" is no known table. Known: `,
  );
  await expect(readModelTables(absorbed({ filename: "x.fits" }), {})).rejects.toThrow(
    `${at}.filename: x.fits can't be`,
  );
  await expect(readModelTables(absorbed({ reference: 3 }), {})).rejects.toThrow(`${at}.reference: must be text`);
  const other = { ...flareJob, model: 5 };
  expect(await readModelTables(other, {})).toBe(other);
});

/** Opens what a job names below $GAMMAPY_DATA. */
const host: FolderHost = {
  openFile: (name) => fileSource(name.replace("$GAMMAPY_DATA", process.env.GAMMAPY_DATA ?? "")),
  openFolder: (name) => fileFolder(`${process.env.GAMMAPY_DATA}/${name}`),
  inflate: inflateNode,
};

describeWith(["GAMMAPY_DATA"], "a night of PKS 2155-304 with absorption", () => {
  const time = { start: "2006-07-29T21:30:00", scale: "utc", width: "15 min", count: 2 } as const;

  test("the spectrum at the source is harder, the fit as good, the table is named", async () => {
    const job = { ...absorbed({ reference: "dominguez" }), time };
    const there = await timeResolvedSpectroscopy(job, host);
    const here = await timeResolvedSpectroscopy({ ...flareJob, time }, host);
    const bytes = await readData("GAMMAPY_DATA", "ebl/ebl_dominguez11.fits.gz");
    const fog = eblAbsorptionNorm({
      options: { table: await readEblTable(bufferSource(bytes, "fog")) },
      redshift: 0.116,
    });
    const out = new Float64Array(2);
    fog.evaluate(Float64Array.of(0.5, 2), parameterValues(fog), out);
    const steeper = Math.log(out[0] / out[1]) / Math.log(4);
    const index = (run: typeof there, i: number) =>
      run.bins[i].result.model.parameters.find(({ name }) => name === "index")?.value ?? Number.NaN;
    for (const i of [0, 1]) {
      expect(there.result.bins[i].success).toBe(true);
      // Most events are between 0.5 and 2 TeV, where the absorption is close to a power law.
      expect(Math.abs(index(here, i) - index(there, i) - steeper)).toBeLessThan(0.2);
    }
    expect(there.result.provenance.inputs.map(({ name }) => name)).toContain("ebl_dominguez11.fits.gz");
    const { model } = there.result.job as {
      readonly model: { readonly options: { readonly parts: readonly object[] } };
    };
    expect(model.options.parts[1]).toMatchObject({
      type: "ebl-absorption-norm",
      options: { filename: "$GAMMAPY_DATA/ebl/ebl_dominguez11.fits.gz" },
    });
  });
});

test("a prior is read, described such that it reads back, and refused with its place", () => {
  const prior = { type: "gaussian", mu: 2, sigma: 0.1 };
  const model = plan({ type: "pl", parameters: { index: { value: 2, prior } } });
  expect(model.parameters[0].prior).toMatchObject({ id: "gaussian", options: { mu: 2, sigma: 0.1 } });
  const described = describeModel(model);
  expect(described.parameters).toMatchObject({ index: { value: 2, frozen: false, prior } });
  expect(describeModel(plan(described))).toEqual(described);
  const refused = (entry: object) => () => plan({ type: "pl", parameters: { index: entry } });
  expect(refused({ value: 2, prior: { ...prior, type: "gausian" } })).toThrow(
    'model: index.prior: No prior named "gausian". Did you mean "gaussian"?',
  );
  expect(refused({ value: 2, prior: { type: "gaussian", mu: 2, sgma: 1 } })).toThrow(
    'index.prior: The prior "gaussian": it has no "sgma"; did you mean "sigma"?',
  );
  expect(refused({ value: 2, prior: { type: "gaussian", mu: "2" } })).toThrow("model.parameters.index.prior.mu");
  expect(refused({ value: 2, prior: { mu: 2 } })).toThrow("model.parameters.index.prior.type");
  expect(refused({ value: 2, unit: "TeV0", prior })).toThrow("index.unit: beside a prior");
});

test("a table of spectra is read by the name of its file, and described by it", async () => {
  const axis = (name: string, centers: readonly number[], scale: "lin" | "log") =>
    axisFromCenters(centers, { name, unit: name === "age" ? "" : "TeV", scale });
  const file = writeMap({
    kind: "region-map",
    axes: [axis("energy_true", [0.1, 10], "log"), axis("age", [1, 2], "lin")],
    unit: "cm-2 s-1 TeV-1",
    values: Float64Array.of(1e-10, 1e-14, 2e-10, 2e-14),
  });
  const block = { type: "templateND", options: { filename: "grid.fits" }, parameters: { age: 1.5 } };
  const host = { openFile: (name: string) => bufferSource(file, name) };
  const job = await readModelTables({ ...flareJob, model: block }, host);
  const { model } = planTimeResolved(job, registry);
  expect(model.parameters).toMatchObject([{ name: "age", value: 1.5, min: 1, max: 2 }]);
  expect(describeModel(model)).toMatchObject({ type: "template-nd", options: { filename: "grid.fits" } });
});
