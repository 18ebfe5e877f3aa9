import { createRegistry, modelFromRecord, parameterValues, type SpectralModel, toRecord } from "@gammakit/core";
import { describe, expect, test } from "vitest";
import { modelsPlugin, templateND } from "../../src/index.ts";
import reference from "../fixtures/template-nd.json" with { type: "json" };

const options = {
  energy: reference.energy,
  axes: [
    { name: "scale", nodes: reference.scale },
    { name: "cutoff", interp: "log" as const, nodes: reference.cutoff },
  ],
  values: reference.values,
};

function at(model: SpectralModel, energy: readonly number[]): number[] {
  const out = new Float64Array(energy.length);
  model.evaluate(Float64Array.from(energy), parameterValues(model), out);
  return [...out];
}

describe("templateND", () => {
  const straight = reference.cases.filter(({ points_scale }) => points_scale === "lin");
  test.each(straight)("is Gammapy's at scale $scale, cutoff $cutoff, within the table and beyond", (known) => {
    const model = templateND({ options, scale: known.scale, cutoff: known.cutoff });
    const ratios = at(model, reference.x).map((value, i) => value / known.value[i]);
    for (const ratio of ratios) expect(Math.abs(ratio - 1)).toBeLessThan(1e-9);
  });

  test("is a power law between two energies, which Gammapy 1.0 by default is not: it takes logarithms of pixel numbers", () => {
    const [first, second] = reference.energy;
    const middle = Math.sqrt(first * second);
    const [a, b, c] = at(templateND({ options, scale: 2, cutoff: 10 }), [first, middle, second]);
    expect(b / Math.sqrt(a * c)).toBeCloseTo(1, 12);
    // 0.15 TeV, between the nodes 0.1 and 0.316 TeV of a spectrum that falls as E^-2 there.
    const byDefault = reference.cases.find(
      (one) => one.points_scale === "default" && one.scale === 2 && one.cutoff === 10,
    );
    expect((byDefault?.value[1] ?? 0) / (2e-12 * 0.15 ** -2)).toBeLessThan(0.25);
    expect(at(templateND({ options, scale: 2, cutoff: 10 }), [0.15])[0] / (2e-12 * 0.15 ** -2)).toBeCloseTo(1, 2);
  });

  test("has a parameter per axis, in the middle of its limits", () => {
    expect(templateND({ options }).parameters).toEqual([
      { name: "scale", value: 2.5, unit: "", min: 1, max: 4 },
      { name: "cutoff", value: 50.5, unit: "", min: 1, max: 100 },
    ]);
  });

  test("survives its record", () => {
    const model = templateND({ options: { ...options, filename: "grid.fits" }, cutoff: 7 });
    const back = modelFromRecord(structuredClone(toRecord(model)), createRegistry([modelsPlugin]));
    expect(toRecord(back)).toEqual(toRecord(model));
    expect(at(back, [0.7])).toEqual(at(model, [0.7]));
  });

  test.each([
    [{ ...options, values: [1] }, /options.values has 1 numbers; energies and axes ask for 63/],
    [{ ...options, axes: [{ name: "a", nodes: [2, 1] }] }, /options.axes\[0\].nodes\[1\] must be increasing: 1/],
    [{ ...options, axes: [{ name: "a", interp: "log", nodes: [0, 1] }] }, /above 0: 0/],
    [{ ...options, axes: [{ name: "a", node: [1] }] }, /options.axes\[0\].node is not known/],
    [{ ...options, axes: [options.axes[0], options.axes[0]] }, /options.axes\[1\].name is "scale" like another's/],
    [{ filename: "grid.fits" }, /must hold the table of "grid.fits"/],
    [undefined, /options must be an object/],
  ])("refuses %j", (bad, message) => {
    expect(() => templateND({ options: bad as never })).toThrow(message);
  });
});
