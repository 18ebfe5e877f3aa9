import { bufferSource, type SkyModelRecord } from "@gammakit/core";
import { expect, test } from "vitest";
import { formatModels } from "../../src/models/format-models.ts";
import { parseModels } from "../../src/models/parse-models.ts";
import { readTemplates } from "../../src/models/read-templates.ts";
import { writeFitsTable } from "../../src/tables/write-fits-table.ts";

const head = "components:\n- name: s\n  type: SkyModel\n  spectral: {type: pl, parameters: []}\n";

/** A table as a file. */
function fits(columns: Readonly<Record<string, readonly number[]>>, meta: Readonly<Record<string, string | number>>) {
  return writeFitsTable({
    name: "T",
    rowCount: Object.values(columns)[0].length,
    columns: Object.entries(columns).map(([name, data]) => ({
      name,
      unit: name === "TIME" ? "d" : "",
      data: Float64Array.from(data),
    })),
    meta,
  });
}

function withTemporal(filename: string): readonly SkyModelRecord[] {
  const temporal = `  temporal: {type: template, scale: tt, filename: ${JSON.stringify(filename)}}\n`;
  return parseModels(head + temporal).models;
}

test("a light curve has the times and the reference of its file", async () => {
  const file = fits(
    { TIME: [0, 0.5, 1], NORM: [1, 2, 3] },
    { MJDREFI: 58849, MJDREFF: 0.25, TIMEUNIT: "d", TIMESYS: "tt" },
  );
  const [model] = await readTemplates(withTemporal("lc.fits"), { openFile: (name) => bufferSource(file, name) });
  expect(model.temporal?.options).toMatchObject({ filename: "lc.fits", time: Float64Array.of(0, 0.5, 1) });
  expect(model.temporal?.parameters).toEqual([{ name: "t_ref", value: 58849.25, unit: "d" }]);
  expect(formatModels([model])).toContain("filename: lc.fits");
});

test("what is no light curve is refused, naming model, file and columns", async () => {
  const file = fits({ TIME: [0, 1], FLUX: [1, 2] }, {});
  await expect(
    readTemplates(withTemporal("lc.fits"), { openFile: (name) => bufferSource(file, name) }),
  ).rejects.toThrow('The model "s": lc.fits has no column NORM; found TIME, FLUX');
});

test("a file elsewhere is refused", async () => {
  expect(() => withTemporal("../../etc/passwd")).toThrow("components[0].temporal.filename");
  const models: readonly SkyModelRecord[] = [
    { id: "pl", parameters: [], spatial: { id: "template", parameters: [], options: { filename: "/etc/passwd" } } },
  ];
  await expect(readTemplates(models, { openFile: (name) => bufferSource(new Uint8Array(0), name) })).rejects.toThrow(
    "below $GAMMAPY_DATA",
  );
});

test("a map without the name of its file cannot be written", () => {
  const record: SkyModelRecord = {
    id: "pl",
    parameters: [],
    temporal: { id: "template", parameters: [], options: { time: Float64Array.of(0, 1), norm: Float64Array.of(1, 1) } },
  };
  expect(() => formatModels([record])).toThrow("options.filename");
});

test("spatial parameters that share a label are linked, and written so", () => {
  const spatial = (name: string, link: string) =>
    `- name: ${name}\n  type: SkyModel\n  spectral: {type: pl, parameters: []}\n  spatial:\n    type: point\n    parameters:\n    - {name: lon_0, value: 5, unit: arcmin, link: ${link}}\n`;
  const { models, unitFactors } = parseModels(`components:\n${spatial("a", "x@1")}${spatial("b", "x@1")}`);
  expect(models[1].spatial?.parameters[0]).toMatchObject({ link: "a.spatial.lon_0", unit: "deg" });
  expect(models[1].spatial?.parameters[0].value).toBeCloseTo(5 / 60, 15);
  expect(unitFactors.has("b.spatial.lon_0")).toBe(true);
  const again = parseModels(formatModels(models)).models;
  expect(again).toEqual(models);
});

test("what is not known here is carried along, with the reason", () => {
  const { models, carried, warnings } = parseModels(
    `${head}  spatial: {type: point, frame: fk5, parameters: []}\n  temporal: {type: const, scale: ut1, parameters: []}\n`,
  );
  expect(models[0]).not.toHaveProperty("spatial");
  expect(Object.keys(carried.get("s") ?? {})).toEqual(["spatial", "temporal"]);
  expect(warnings.map(({ where }) => where)).toEqual(["components[0].spatial", "components[0].temporal"]);
  expect(formatModels(models, { carried })).toContain("frame: fk5");
});
