import { describe, expect, test } from "vitest";
import { memoryFolder, readDatasets } from "../src/index.ts";

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
    [
      "with flux points",
      `datasets:\n${entry("a", "a.fits", "FluxPointsDataset")}`,
      /datasets\[0\]\.type is "FluxPointsDataset".* read its file with readFluxPoints/,
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
