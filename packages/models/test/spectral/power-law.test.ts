import { compileIntegral, parameterValues, withParameters } from "@gammakit/core";
import { expect, test } from "vitest";
import { powerLaw } from "../../src/spectral/power-law.ts";

const edges = (...e: number[]) => Float64Array.from(e);

test("flux, energy flux and dN/dE of an index-2.3 power law between 10 and 500 GeV", () => {
  const model = powerLaw({ index: 2.3 });
  const p = parameterValues(model);
  const out = new Float64Array(1);
  model.integrate?.(edges(0.01, 0.5), p, out);
  expect(out[0] / 3.0434221671292856e-10).toBeCloseTo(1, 12);
  model.integrateEnergy?.(edges(0.01, 0.5), p, out);
  expect(out[0] / 9.166424307300184e-12).toBeCloseTo(1, 12);
  model.evaluate(edges(Math.sqrt(0.005)), p, out);
  expect(out[0] / 4.4277643069137613e-10).toBeCloseTo(1, 12);
});

test("the integral is smooth through index 1", () => {
  const model = powerLaw();
  const out = new Float64Array(1);
  model.integrate?.(edges(1, 10), Float64Array.of(1, 1e-12, 1), out);
  expect(out[0] / 2.3025850929940454e-12).toBeCloseTo(1, 14);
  // ln 10 − 2e-8 (ln 10)²/2, to the last digits, where the textbook formula has lost eight.
  model.integrate?.(edges(1, 10), Float64Array.of(1 + 2e-8, 1e-12, 1), out);
  expect(out[0] / (1e-12 * (Math.LN10 - 1e-8 * Math.LN10 ** 2))).toBeCloseTo(1, 14);
});

test("the numerical integral of a power law is exact, as its segments are power laws", () => {
  const { integrate, ...bare } = powerLaw({ index: 2.7 });
  const out = new Float64Array(2);
  const exact = new Float64Array(2);
  const p = parameterValues(bare);
  compileIntegral(bare, edges(0.1, 1, 30))(p, out);
  integrate?.(edges(0.1, 1, 30), p, exact);
  for (let i = 0; i < 2; i++) expect(out[i] / exact[i]).toBeCloseTo(1, 12);
});

test("parameters given with units", () => {
  const model = powerLaw({
    index: 3,
    amplitude: "2e-11 cm-2 s-1 TeV-1",
    reference: { value: "300 GeV", frozen: false },
  });
  expect([...parameterValues(model)]).toEqual([3, 2e-11, 0.3]);
  expect(model.parameters[2].frozen).toBe(false);
  expect(() => powerLaw({ indx: 2 } as object)).toThrow('Did you mean "index"');
  expect(() => powerLaw({ index: Number.NaN })).toThrow("finite");
  expect(withParameters(model, { index: 2 }).parameters[0].value).toBe(2);
});

test("edges that are changed in place are other edges, and so is another reference", () => {
  const model = powerLaw();
  const reused = edges(1, 2, 4);
  const out = new Float64Array(2);
  const expectFlux = (reference: number) => {
    model.integrate?.(reused, Float64Array.of(2, 1e-12, reference), out);
    for (const i of [0, 1]) {
      const flux = 1e-12 * reference ** 2 * (1 / reused[i] - 1 / reused[i + 1]);
      expect(out[i] / flux).toBeCloseTo(1, 14);
    }
  };
  expectFlux(1);
  reused.set([3, 5, 9]);
  expectFlux(1);
  expectFlux(2);
  reused[2] = 7;
  expectFlux(2);
});
