import {
  compileIntegral,
  createRegistry,
  modelFromRecord,
  parameterValues,
  type SpectralModel,
  toRecord,
} from "@gammakit/core";
import { describe, expect, test } from "vitest";
import { eblAbsorptionNorm, modelsPlugin, piecewiseNorm, powerLaw, productModel, template } from "../../src/index.ts";
import "../to-be-relatively.ts";
import { thinFog } from "./thin-fog.ts";

const registry = createRegistry([modelsPlugin]);

function at(model: SpectralModel, energy: number, p = parameterValues(model)): number {
  const out = new Float64Array(1);
  model.evaluate(Float64Array.of(energy), p, out);
  return out[0];
}

function between(model: SpectralModel, low: number, high: number): number {
  const out = new Float64Array(1);
  compileIntegral(model, Float64Array.of(low, high))(parameterValues(model), out);
  return out[0];
}

test("a template of a power law is that power law, integrals and beyond its ends included", () => {
  const law = powerLaw({ index: 2.3 });
  const energy = [0.1, 0.4, 3, 20];
  const model = template({ options: { energy, values: energy.map((e) => at(law, e)) } });
  for (const e of [0.001, 0.1, 1, 20, 500]) expect(at(model, e)).toBeRelatively(at(law, e), 1e-13);
  expect(between(model, 0.02, 300)).toBeRelatively(between(law, 0.02, 300), 1e-12);
});

test("a template that falls to zero is zero there, and its integral ends there", () => {
  const model = template({ options: { energy: [1, 2, 4, 8], values: [1e-10, 1e-12, 0, 0] } });
  expect(at(model, 4)).toBe(0);
  expect(at(model, 6)).toBe(0);
  expect(between(model, 4, 8)).toBe(0);
  expect(between(model, 1, 8)).toBeRelatively(between(model, 1, 4), 1e-12);
});

test("a template that begins with a zero begins there, also for bins that begin far below", () => {
  const energy = Array.from({ length: 101 }, (_, k) => 10 ** (k / 100));
  const law = powerLaw({ index: 2.3 });
  const model = template({ options: { energy, values: energy.map((e, k) => (k === 0 ? 0 : at(law, e))) } });
  expect(at(model, 0.1)).toBe(0);
  expect(between(model, 0.01, 0.99)).toBe(0);
  for (const low of [0.01, 0.5, 0.99]) {
    expect(between(model, low, energy[1])).toBeRelatively(between(model, 1, energy[1]), 1e-12);
    expect(between(model, low, 5)).toBeRelatively(between(model, 1, 5), 1e-12);
  }
});

test("a template in other units is converted, and one without unit is a factor", () => {
  const flux = template({
    options: { energy: { data: [100, 1000], unit: "GeV" }, values: { data: [2e-15, 1e-17], unit: "1 / (cm2 s GeV)" } },
  });
  expect(at(flux, 0.1)).toBeRelatively(2e-12, 1e-13);
  expect(flux.unit).toBeUndefined();
  const factor = template({ options: { energy: [1, 10], values: { data: [0.5, 1], unit: "" } } });
  expect(factor.unit).toBe("");
  expect(productModel(powerLaw(), factor).unit).toBeUndefined();
});

test("a piecewise norm keeps the value of its ends, and takes a norm that is not positive for nothing", () => {
  const model = piecewiseNorm({ options: { energy: [0.1, 1, 10] }, norm_0: 2, norm_1: 0, norm_2: 0.5 });
  expect([0.01, 0.1, 1, 10, 1000].map((e) => Number(at(model, e).toPrecision(12)))).toEqual([2, 2, 0, 0.5, 0.5]);
  const slopes = new Float64Array(3);
  model.evaluateGradient?.(Float64Array.of(1), parameterValues(model), slopes);
  expect([...slopes]).toEqual([0, 0, 0]);
});

test("models with tables survive as records", () => {
  const model = productModel(
    powerLaw(),
    piecewiseNorm({ options: { energy: [0.1, 1], interp: "lin" }, norm_1: 0.7 }),
    eblAbsorptionNorm({ options: { table: thinFog() }, redshift: 0.3 }),
  );
  const back = modelFromRecord(structuredClone(toRecord(model)), registry);
  expect(back.parameters).toEqual(model.parameters);
  expect(at(back, 0.7)).toBe(at(model, 0.7));
});

describe("absorption", () => {
  const model = eblAbsorptionNorm({ options: { table: thinFog() } });

  test("has the values of the table at its nodes, and lies between 0 and 1", () => {
    const { energy, redshift } = thinFog();
    for (const z of redshift) {
      for (const e of energy) {
        expect(at(model, e, Float64Array.of(1, z))).toBeRelatively(Math.exp(-z * Math.sqrt(e)), 1e-12);
      }
    }
    expect(at(model, 1, Float64Array.of(1, -3))).toBe(1);
    expect(at(model, 1e9, Float64Array.of(1, 3))).toBe(0);
  });

  test("is linear in redshift within a cell and beyond the table, and a power in alpha_norm", () => {
    const depth = (z: number, alpha = 1) => -Math.log(at(model, 2, Float64Array.of(alpha, z)));
    expect(depth(0.3)).toBeRelatively((depth(0.2) + depth(0.4)) / 2, 1e-12);
    expect(depth(0.5)).toBeRelatively(depth(0.4) + (depth(0.4) - depth(0.2)) / 2, 1e-12);
    expect(depth(0.3, 0.4)).toBeRelatively(0.4 * depth(0.3), 1e-12);
    expect(at(model, 1e9, Float64Array.of(0, 3))).toBe(1);
  });

  test("of Gammapy's lists is that of the table", () => {
    const { energy, redshift, transmission } = thinFog();
    const rows = Array.from(redshift, (_, k) => [...transmission.subarray(k * 40, (k + 1) * 40)]);
    const options = {
      energy: { data: Array.from(energy, (e) => e * 1e9), unit: "keV" },
      param: { data: [...redshift], unit: "" },
      values: { data: rows, unit: "" },
    };
    const listed = registry.create("spectralModel", "EBLAbsorptionNormSpectralModel", { options, redshift: 0.17 });
    expect(at(listed, 0.7)).toBeRelatively(at(model, 0.7, Float64Array.of(1, 0.17)), 1e-12);
  });

  test.each([
    ["no table", {}, "must have a table"],
    ["an option that is none", { tabel: 1 }, "options.tabel is not known"],
    ["lists as a table", { table: { energy: [1], redshift: [1], transmission: [1] } }, "each a Float64Array"],
    ["a table of the wrong size", { table: { ...thinFog(), redshift: Float64Array.of(1) } }, "1 × 40 entries, not 160"],
    ["redshifts out of order", { table: { ...thinFog(), redshift: Float64Array.of(3, 2, 1, 0) } }, "redshift[1]"],
    [
      "a transmission above 1",
      { table: { energy: Float64Array.of(1), redshift: Float64Array.of(0), transmission: Float64Array.of(1.1) } },
      "transmission[0] must lie between 0 and 1",
    ],
    [
      "rows of different lengths",
      { energy: [1, 2], param: [0, 1], values: [[1, 1], [1]] },
      "values.data[1] must have 2",
    ],
  ])("refuses %s", (_, options, words) => {
    expect(() => registry.create("spectralModel", "ebl-norm", { options })).toThrow(words);
  });
});

test.each([
  ["no energies", { energy: [], values: [] }, "options.energy must have 1 energies or more"],
  ["energies that are no numbers", { energy: [1, "2"], values: [1, 2] }, "options.energy[1] must be a finite number"],
  ["an energy of zero", { energy: [0, 1], values: [1, 2] }, "options.energy[0] must be above 0"],
  [
    "energies in seconds",
    { energy: { data: [1], unit: "s" }, values: [1] },
    'options.energy.unit is "s"; it must be TeV',
  ],
  ["a negative value", { energy: [1, 2], values: [1, -2] }, "options.values[1] must not be negative"],
  ["something else", 5, "options must be an object"],
])("a template with %s is refused", (_, options, words) => {
  expect(() => registry.create("spectralModel", "template", { options })).toThrow(words);
});
