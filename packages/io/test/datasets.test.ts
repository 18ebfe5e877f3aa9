import { column, tableOf } from "@gammakit/core";
import { describe, expect, test } from "vitest";
import { memoryFolder, readDatasets, writeFitsTable } from "../src/index.ts";

const read = (yaml: string, options = {}) =>
  readDatasets(
    memoryFolder("run", new Map([["datasets.yaml", new TextEncoder().encode(yaml)]])).file("datasets.yaml"),
    options,
  );
const entry = (name: string, filename: string, type = "MapDataset") =>
  `- {name: ${name}, type: ${type}, filename: ${filename}}\n`;

describe("a list of datasets is refused", () => {
  test.each([
    ["without a list", "dataset: []", /datasets.yaml: a list called "datasets" is needed/],
    ["with a word for an entry", "datasets: [map]", /datasets\[0\] is no mapping/],
    [
      "with an entry without a name",
      "datasets:\n- {type: MapDataset, filename: a.fits}",
      /datasets\[0\]\.name is null/,
    ],
    [
      "with an unknown type",
      `datasets:\n${entry("a", "a.fits", "FooDataset")}`,
      /datasets\[0\]\.type is "FooDataset".*SpectrumDatasetOnOff/,
    ],
    ["with a name twice", `datasets:\n${entry("a", "a.fits")}${entry("a", "b.fits")}`, /two datasets are called "a"/],
    [
      "with a file that is not there",
      `datasets:\n${entry("a", "a.fits")}`,
      /datasets\[0\]\.filename: run has no file a.fits/,
    ],
  ])("%s", async (_, yaml, message) => {
    await expect(read(yaml)).rejects.toThrow(message);
  });

  test.each(["/etc/passwd", "../a.fits", "http://127.0.0.1:9/a.fits", "$HOME/a.fits"])(
    "with the path %s",
    async (path) => {
      const refused = read(`datasets:\n${entry("a", path)}`);
      await expect(refused).rejects.toMatchObject({ code: "invalid-file" });
      await expect(refused).rejects.toThrow(/datasets\[0\]\.filename refers to the file .* outside the folder/);
      await expect(read("datasets: []", { models: path })).rejects.toThrow(/option models refers to the file/);
    },
  );

  test("where the files beside it cannot be reached", async () => {
    const bytes = new TextEncoder().encode(`datasets:\n${entry("a", "a.fits")}`);
    const source = {
      name: "d.yaml",
      size: async () => bytes.length,
      read: async (from: number, n: number) => bytes.subarray(from, from + n),
    };
    await expect(readDatasets(source)).rejects.toThrow(/files beside d.yaml cannot be reached/);
  });
});

test("a list of datasets may name flux points, of which masks leave some out; upper limits are no such", async () => {
  const energy = { unit: "TeV" };
  const columns = [
    column("e_ref", Float64Array.of(1, 3, 10, 30), energy),
    column("e_min", Float64Array.of(0.5, 2, 5, 20), energy),
    column("e_max", Float64Array.of(2, 5, 20, 50), energy),
    column("dnde", Float64Array.of(1e-11, 1e-12, 1e-13, 1e-14), { unit: "cm-2 s-1 TeV-1" }),
    column("dnde_err", Float64Array.of(1e-12, 1e-13, 1e-14, 1e-14), { unit: "cm-2 s-1 TeV-1" }),
    column("is_ul", [false, false, false, true]),
  ];
  const masks = [column("mask_fit", [true, false, true, true]), column("mask_safe", [true, true, false, false])];
  const bytes = [columns, [...columns, ...masks]].map((all) => writeFitsTable(tableOf("FLUXPOINTS", all)));
  const list = ["all", "some"].map((name) => entry(name, `${name}.fits`, "FluxPointsDataset")).join("");
  const files = new Map([
    ["all.fits", bytes[0]],
    ["some.fits", bytes[1]],
    ["datasets.yaml", new TextEncoder().encode(`datasets:\n${list}`)],
  ]);
  const { datasets } = await readDatasets(memoryFolder("run", files).file("datasets.yaml"));
  expect(datasets).toMatchObject(["all", "some"].map((name) => ({ kind: "flux-points", name })));
  expect(datasets[0]).not.toHaveProperty("maskFit");
  expect(datasets[1]).toMatchObject({ maskFit: Uint8Array.of(1, 0, 0, 1) });
});
