import { compileIntegral, parameterValues, type SpectralModel } from "@gammakit/core";
import { expect, test } from "vitest";
import { logParabola } from "../../src/spectral/log-parabola.ts";
import { logParabola2 } from "../../src/spectral/log-parabola-2.ts";
import "../to-be-relatively.ts";

function values(model: SpectralModel, energy: readonly number[]): readonly number[] {
  const out = new Float64Array(energy.length);
  model.evaluate(Float64Array.from(energy), parameterValues(model), out);
  return [...out];
}

test("has the values of Gammapy 2.1", () => {
  const model = logParabola2({ amplitude: 3e-12, reference: "5 TeV", alpha: 2.3, beta: 0.21, escale: "0.8 TeV" });
  const expected = [4.393811443508488e-9, 2.030697782681092e-10, 1.310708455129029e-10, 3e-12, 1.2448397245068633e-14];
  values(model, [0.1, 0.8, 1, 5, 30]).forEach((value, i) => {
    expect(value).toBeRelatively(expected[i], 1e-13);
  });
});

test("is the log parabola with the slope that it has at its reference", () => {
  const [reference, escale, alpha, beta] = [4, 0.5, 2.2, 0.3];
  const model = logParabola2({ reference, escale, alpha, beta });
  const same = logParabola({ reference, alpha: alpha + beta * Math.log(reference / escale), beta });
  const edges = Float64Array.of(0.05, 0.3, 4, 90);
  const [ours, theirs] = [model, same].map((one) => {
    const out = new Float64Array(3);
    compileIntegral(one, edges)(parameterValues(one), out);
    return [...out, ...values(one, [0.05, 0.5, 4, 60])];
  });
  ours.forEach((value, i) => {
    expect(value).toBeRelatively(theirs[i], 1e-13);
  });
});

test("with one reference for both is the log parabola", () => {
  const energy = [0.1, 1, 10];
  expect(values(logParabola2({ escale: 10 }), energy)).toEqual(values(logParabola(), energy));
});
