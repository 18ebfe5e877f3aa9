import {
  createRegistry,
  defineSpectralModel,
  modelFromRecord,
  parameterValues,
  partsOf,
  type SpectralModel,
  toRecord,
  withParameters,
} from "@gammakit/core";
import { expect, test } from "vitest";
import {
  constant,
  differenceModel,
  gaussian,
  modelsPlugin,
  pivotEnergy,
  powerLaw,
  powerLawNorm,
  productModel,
  quotientModel,
  scaledModel,
  sumModel,
} from "../../src/index.ts";
import "../to-be-relatively.ts";

function at(model: SpectralModel, energy: number): number {
  const out = new Float64Array(1);
  model.evaluate(Float64Array.of(energy), parameterValues(model), out);
  return out[0];
}

test("names that clash get the name of their part", () => {
  const model = sumModel(powerLaw({ name: "crab" }), powerLaw(), gaussian());
  expect(model.parameters.map(({ name }) => name)).toEqual([
    "crab_index",
    "crab_amplitude",
    "crab_reference",
    "power-law_index",
    "power-law_amplitude",
    "power-law_reference",
    "gaussian_amplitude",
    "mean",
    "sigma",
  ]);
});

test("a sum of a product survives as a record, with what was changed since", () => {
  const inner = productModel(powerLaw({ index: 2.2 }), powerLaw());
  const model = withParameters(sumModel(inner, gaussian()), { mean: 3, "power-law_index": { value: 2.5, error: 0.1 } });
  const record = structuredClone(toRecord(model));
  const back = modelFromRecord(record, createRegistry([modelsPlugin]));
  expect(back.parameters).toEqual(model.parameters);
  expect(partsOf(back)[1].parameters[1].value).toBe(3);
  expect(partsOf(partsOf(back)[0])[0].parameters[0]).toMatchObject({ name: "index", value: 2.5, error: 0.1 });
  const [a, b] = [new Float64Array(1), new Float64Array(1)];
  model.evaluate(Float64Array.of(1.5), parameterValues(model), a);
  back.evaluate(Float64Array.of(1.5), parameterValues(back), b);
  expect(b[0]).toBe(a[0]);
});

test("a sum of nothing is refused", () => {
  expect(() => sumModel()).toThrow("sum needs models");
});

test("the energy at which a fitted power law is known best", () => {
  const model = powerLaw({ index: 4.008673449, amplitude: 1.02154423041e-10 });
  const covariance = Float64Array.of(
    0.12473282745,
    1.74002887434e-12,
    0,
    1.74002887434e-12,
    1.67010979374e-22,
    0,
    0,
    0,
    0,
  );
  expect(pivotEnergy(model, covariance)).toBeCloseTo(1.1463218545587848, 9);
});

test("without parts a registry refuses it as a file's mistake", () => {
  const registry = createRegistry([modelsPlugin]);
  for (const options of [undefined, {}, { options: {} }, { options: { parts: [1] } }]) {
    expect(() => registry.create("spectralModel", "product", options)).toThrow("product needs models");
  }
});

test("a difference and a quotient are what they say", () => {
  const [a, b] = [powerLaw({ index: 2.2, amplitude: 3e-12 }), constant({ const: 1e-13 })];
  expect(at(differenceModel(a, b), 2)).toBeRelatively(at(a, 2) - 1e-13, 1e-15);
  expect(at(quotientModel(a, b), 2)).toBeRelatively(at(a, 2) / 1e-13, 1e-15);
  expect(quotientModel(a, b).unit).toBe("");
  expect(quotientModel(a, powerLawNorm()).unit).toBeUndefined();
});

test("what cannot be added or divided is refused", () => {
  expect(() => sumModel(powerLaw(), powerLawNorm())).toThrow("can be multiplied, with productModel");
  expect(() => differenceModel(powerLawNorm(), powerLaw())).toThrow("is a factor without unit");
  expect(() => quotientModel(powerLawNorm(), powerLaw())).toThrow("can't be divided by the flux");
  expect(() => differenceModel(powerLaw())).toThrow("difference needs 2 models, not 1");
  expect(sumModel(powerLawNorm(), powerLawNorm()).unit).toBe("");
});

test("a scaled model has one parameter, and survives as a record with the model within", () => {
  const model = scaledModel({ options: { parts: [powerLaw({ index: 2.7 })] }, norm: 0.4 });
  expect(model.parameters.map(({ name, frozen = false }) => [name, frozen])).toEqual([["norm", false]]);
  expect(at(model, 3)).toBeRelatively(0.4 * at(powerLaw({ index: 2.7 }), 3), 1e-15);
  const back = modelFromRecord(structuredClone(toRecord(model)), createRegistry([modelsPlugin]));
  expect(at(back, 3)).toBe(at(model, 3));
  expect(partsOf(back)[0].parameters[0].value).toBe(2.7);
  expect(() => scaledModel({ options: { parts: [] } })).toThrow("scale: options.parts must hold one model");
});

test("data sets of different binning share a model without new memory", () => {
  const written = new Set<Float64Array>();
  const probe = defineSpectralModel({
    id: "acme/probe",
    summary: "Remembers where it writes",
    parameters: { amplitude: { value: 1, unit: "cm-2 s-1 TeV-1" } },
    evaluate(energy, p, out) {
      written.add(out);
      for (let i = 0; i < energy.length; i++) out[i] = p[0];
    },
  });
  const model = sumModel(probe(), powerLaw());
  const p = parameterValues(model);
  for (let k = 0; k < 100; k++) {
    for (const n of [3, 5]) model.evaluate(new Float64Array(n).fill(1), p, new Float64Array(n));
  }
  expect(written.size).toBe(2);
});
