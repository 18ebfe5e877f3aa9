import { parameterValues } from "@gammakit/core";
import { expect, test } from "vitest";
import { phaseCurveTemporal } from "../../src/index.ts";

const options = { phase: [0, 0.25, 1], norm: [0, 4, 1] };

test("the mean over whole cycles is 1, however many", () => {
  const model = phaseCurveTemporal({ f0: 30, options });
  const out = new Float64Array(1);
  // 100 days of 30 Hz: 259 200 000 cycles.
  model.integrate?.(Float64Array.of(0), Float64Array.of(100), parameterValues(model), out);
  expect(out[0] / 100).toBeCloseTo(1, 12);
});

test("a frequency that changes is followed", () => {
  // From 1 to 1.00009 cycles per 1000 s within a day; a cycle changes by f1/f0² = 1e-6 of itself.
  const model = phaseCurveTemporal({ f0: 1e-3, f1: 1e-12, phi_ref: 0.3, options });
  const p = parameterValues(model);
  const [start, stop, n] = [0.1234, 0.98, 2_000_000];
  const value = new Float64Array(n);
  const time = value.map((_, k) => start + ((stop - start) * (k + 0.5)) / n);
  model.evaluate(time, p, value);
  const sum = (value.reduce((a, b) => a + b) * (stop - start)) / n;
  const out = new Float64Array(1);
  model.integrate?.(Float64Array.of(start), Float64Array.of(stop), p, out);
  expect(Math.abs(out[0] / sum - 1)).toBeLessThan(1e-6);
});
