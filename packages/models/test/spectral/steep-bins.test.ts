import {
  compileIntegral,
  compileIntegralGradient,
  exp,
  log,
  parameterValues,
  type SpectralModel,
} from "@gammakit/core";
import { describe, expect, it } from "vitest";
import { logQuadrature } from "../../src/numeric/log-quadrature.ts";
import { expCutoffPowerLaw } from "../../src/spectral/exp-cutoff-power-law.ts";
import { expCutoffPowerLaw3FGL } from "../../src/spectral/exp-cutoff-power-law-3fgl.ts";
import { logParabola } from "../../src/spectral/log-parabola.ts";
import { logParabola2 } from "../../src/spectral/log-parabola-2.ts";
import { smoothBrokenPowerLaw } from "../../src/spectral/smooth-broken-power-law.ts";
import { superExpCutoffPowerLaw3FGL } from "../../src/spectral/super-exp-cutoff-power-law-3fgl.ts";
import { superExpCutoffPowerLaw4FGL } from "../../src/spectral/super-exp-cutoff-power-law-4fgl.ts";
import { superExpCutoffPowerLaw4FGLDR3 } from "../../src/spectral/super-exp-cutoff-power-law-4fgl-dr3.ts";

const edges = Float64Array.from({ length: 71 }, (_, i) => 0.1 * exp((i * log(600)) / 70));

describe("bins in which a spectrum underflows", () => {
  it("are not divided, and no others", () => {
    let calls = 0;
    const { integrate } = logQuadrature({
      parameters: 1,
      evaluate: (energy, p, out) => {
        calls++;
        out.set(energy.map((e) => exp(-p[0] * e)));
      },
      evaluateGradient: () => undefined,
      rate: (_, high, p) => 1 + p[0] * high,
      exponent: (low, _, p) => -p[0] * low,
    });
    const out = new Float64Array(1);
    integrate(Float64Array.of(10, 20), Float64Array.of(1000), out);
    expect([calls, out[0]]).toEqual([1, 0]);
    calls = 0;
    integrate(Float64Array.of(0.5, 2), Float64Array.of(1000), out);
    expect(calls).toBeGreaterThan(100);
    expect(out[0] / (exp(-500) / 1000)).toBeCloseTo(1, 6);
  });

  const models: readonly SpectralModel[] = [
    ...[0.5, 7, 30, 100, 1000, -3].map((lambda) => expCutoffPowerLaw({ index: 2.5, lambda_: lambda })),
    ...[-300, -40, 40, 300].map((index) => expCutoffPowerLaw({ index, lambda_: 12 })),
    ...[-20, 20, 100, 500].map((beta) => logParabola({ alpha: 3, beta, reference: "1 TeV" })),
    ...[-20, 20, 500].map((beta) => logParabola2({ alpha: 3, beta, reference: "1 TeV", escale: "3 TeV" })),
    ...[-900, -200, 200, 900].map((alpha) => logParabola({ alpha, beta: 30, reference: "1 TeV" })),
    ...[2, 0.1, 0.01, 0.001, -3].map((ecut) => expCutoffPowerLaw3FGL({ index: 2.5, ecut })),
    ...[-300, 300].map((index) => expCutoffPowerLaw3FGL({ index, ecut: 0.1 })),
    ...[0.3, 1.5, 4, -2].map((index_2) => superExpCutoffPowerLaw3FGL({ ecut: 0.05, index_1: 2, index_2 })),
    ...[-2, 0.5, 10, 3000].map((expfactor) => superExpCutoffPowerLaw4FGL({ expfactor, index_2: 1.5 })),
    ...[-5, 0.5, 100, 3000].map((expfactor) => superExpCutoffPowerLaw4FGLDR3({ expfactor, index_2: 1.5 })),
    ...[-30, 3, 400].map((index2) => smoothBrokenPowerLaw({ index1: 2, index2, beta: 0.1 })),
  ];

  it.each(models)(
    "$id $parameters.0.value $parameters.2.value $parameters.3.value: integrals are those of parts of the bins",
    (model) => {
      const p = parameterValues(model);
      const parts = 16;
      const fine = Float64Array.from({ length: 70 * parts + 1 }, (_, i) => 0.1 * exp((i * log(600)) / (70 * parts)));
      const [whole, split] = [new Float64Array(70), new Float64Array(70 * parts)];
      compileIntegral(model, edges)(p, whole);
      compileIntegral(model, fine)(p, split);
      const n = p.length;
      const [slopes, splitSlopes] = [new Float64Array(70 * n), new Float64Array(70 * parts * n)];
      compileIntegralGradient(model, edges)(p, slopes);
      compileIntegralGradient(model, fine)(p, splitSlopes);
      const sumOf = (values: Float64Array, from: number) =>
        values.subarray(from * parts, (from + 1) * parts).reduce((sum, value) => sum + value, 0);
      for (let i = 0; i < 70; i++) {
        const sum = sumOf(split, i);
        // What is smaller has fewer digits.
        if (sum > 1e-290 && sum < 1e290) expect(Math.abs(whole[i] / sum - 1)).toBeLessThan(1e-8);
        else if (sum < 1e-290) expect(whole[i]).toBeLessThan(1e-289);
        for (let k = 0; k < n; k++) {
          const slope = sumOf(splitSlopes, k * 70 + i);
          if (sum > 1e-270 && sum < 1e270)
            expect(Math.abs(slopes[k * 70 + i] - slope)).toBeLessThanOrEqual(1e-6 * Math.abs(slope) + 1e-10 * sum);
        }
      }
    },
  );
});
