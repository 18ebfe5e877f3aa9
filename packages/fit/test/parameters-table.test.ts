import { columnOf, type SpectralModel } from "@gammakit/core";
import { describe, expect, test } from "vitest";
import { parametersTable } from "../src/index.ts";

const model: SpectralModel = {
  id: "line",
  parameters: [
    { name: "slope", value: 2, error: 0.5, unit: "", min: 0 },
    { name: "pivot", value: 1, unit: "TeV", frozen: true },
  ],
  evaluate: () => undefined,
};
const follower: SpectralModel = {
  ...model,
  name: "other",
  parameters: [{ name: "slope", value: 2, error: 0.5, unit: "", link: "line.slope" }],
};

describe("the table of parameters", () => {
  const table = parametersTable({ models: [model, follower] }, "fit");
  const of = (name: string) => columnOf(table, name).data;

  test("has a row per parameter of each model, known by the model's name", () => {
    expect([table.name, table.rowCount]).toEqual(["fit", 3]);
    expect(of("model")).toEqual(["line", "line", "other"]);
    expect(of("name")).toEqual(["slope", "pivot", "slope"]);
    expect(of("link")).toEqual(["", "", "line.slope"]);
  });

  test("has numbers in the unit of their row, NaN where there is none", () => {
    expect(of("value")).toEqual(Float64Array.of(2, 1, 2));
    expect(of("error")).toEqual(Float64Array.of(0.5, Number.NaN, 0.5));
    expect(of("unit")).toEqual(["", "TeV", ""]);
    expect(of("min")).toEqual(Float64Array.of(0, Number.NaN, Number.NaN));
    expect(of("max")).toEqual(new Float64Array(3).fill(Number.NaN));
    expect(of("frozen")).toEqual([false, true, false]);
  });

  test("without models has no row", () => {
    expect(parametersTable({ models: [] }).rowCount).toBe(0);
  });
});
