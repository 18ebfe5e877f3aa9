import { createRegistry, modelFromRecord, parameterValues, partsOf, toRecord, withParameters } from "@gammakit/core";
import { expect, test } from "vitest";
import { gaussian, modelsPlugin, pivotEnergy, powerLaw, productModel, sumModel } from "../../src/index.ts";

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
