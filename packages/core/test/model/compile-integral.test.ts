import { expect, test } from "vitest";
import { compileEnergyIntegral, compileIntegral, compileIntegralGradient } from "../../src/model/compile-integral.ts";
import type { SpectralModel } from "../../src/model/model.ts";

/** A (E/1 TeV)^−Γ, without any closed form. */
const powerLaw: SpectralModel = {
  id: "power-law",
  parameters: [
    { name: "index", value: 2.5, unit: "", max: 2.5 },
    { name: "amplitude", value: 3, unit: "cm-2 s-1 TeV-1" },
  ],
  evaluate(energy, p, out) {
    for (let i = 0; i < energy.length; i++) out[i] = p[1] * energy[i] ** -p[0];
  },
};
const withGradient: SpectralModel = {
  ...powerLaw,
  evaluateGradient(energy, p, out) {
    const n = energy.length;
    for (let i = 0; i < n; i++) {
      out[i] = -Math.log(energy[i]) * p[1] * energy[i] ** -p[0];
      out[n + i] = energy[i] ** -p[0];
    }
  },
};
const edges = Float64Array.of(0.1, 0.3, 2, 200);
const p = Float64Array.of(2.5, 3);
const closed = (s: number) => [0, 1, 2].map((i) => (3 * (edges[i + 1] ** s - edges[i] ** s)) / s);

/** The largest relative difference. */
function distance(a: Float64Array, b: readonly number[]): number {
  return Math.max(...b.map((value, i) => Math.abs(a[i] / value - 1)));
}

test("power-law segments integrate a power law exactly", () => {
  const out = new Float64Array(3);
  compileIntegral(powerLaw, edges)(p, out);
  expect(distance(out, closed(-1.5))).toBeLessThan(1e-12);
  compileEnergyIntegral(powerLaw, edges)(p, out);
  expect(distance(out, closed(-0.5))).toBeLessThan(1e-12);
});

test("also where E dN/dE is flat, where the closed form of a segment is 0/0", () => {
  const out = new Float64Array(1);
  compileIntegral(powerLaw, Float64Array.of(1, Math.E))(Float64Array.of(1, 1), out);
  expect(out[0]).toBeCloseTo(1, 13);
});

test("derivatives by segments and by differences agree with the closed form, also at a limit", () => {
  const s = -1.5;
  const moment = [0, 1, 2].map((i) => (edges[i + 1] ** s - edges[i] ** s) / s);
  const slope = [0, 1, 2].map(
    (i) => -(3 * (Math.log(edges[i + 1]) * edges[i + 1] ** s - Math.log(edges[i]) * edges[i] ** s - moment[i])) / s,
  );
  const out = new Float64Array(6);
  compileIntegralGradient(withGradient, edges)(p, out);
  expect(distance(out.subarray(3), moment)).toBeLessThan(1e-12);
  // d/dΓ of a power law is no power law: as exact as the segments.
  expect(distance(out.subarray(0, 3), slope)).toBeLessThan(1e-4);
  compileIntegralGradient(powerLaw, edges)(p, out);
  expect(distance(out.subarray(3), moment)).toBeLessThan(1e-9);
  expect(distance(out.subarray(0, 3), slope)).toBeLessThan(1e-4);
});

test("the derivative by segments is that of the integral by segments", () => {
  // A curved spectrum: the segments are then approximations, and so is their derivative, in the same way.
  const curved: SpectralModel = {
    id: "curved",
    parameters: [{ name: "scale", value: 0.4, unit: "TeV" }],
    evaluate(energy, q, out) {
      for (let i = 0; i < energy.length; i++) out[i] = Math.exp(-energy[i] / q[0]);
    },
    evaluateGradient(energy, q, out) {
      for (let i = 0; i < energy.length; i++) out[i] = (Math.exp(-energy[i] / q[0]) * energy[i]) / q[0] ** 2;
    },
  };
  const [low, high, out] = [new Float64Array(3), new Float64Array(3), new Float64Array(3)];
  const integral = compileIntegral(curved, edges);
  integral(Float64Array.of(0.4 - 1e-6), low);
  integral(Float64Array.of(0.4 + 1e-6), high);
  compileIntegralGradient(curved, edges)(Float64Array.of(0.4), out);
  for (let i = 0; i < 3; i++) expect((high[i] - low[i]) / 2e-6 / out[i]).toBeCloseTo(1, 6);
});

test("the derivative of a closed integral is that of the integral, not of segments that it does not use", () => {
  // A step at 3 TeV, which segments smear.
  const step: SpectralModel = {
    id: "step",
    parameters: [{ name: "height", value: 2, unit: "cm-2 s-1 TeV-1" }],
    evaluate: (energy, [height], out) => out.set(energy.map((e) => (e < 3 ? height : 2 * height))),
    evaluateGradient: (energy, _, out) => out.set(energy.map((e) => (e < 3 ? 1 : 2))),
    integrate: (_, [height], out) => out.set([height * (1 + 2)]),
  };
  const out = new Float64Array(1);
  compileIntegralGradient(step, Float64Array.of(2, 4))(Float64Array.of(2), out);
  expect(distance(out, [3])).toBeLessThan(1e-9);
});

test("a spectrum that changes sign or vanishes has a finite integral", () => {
  const line: SpectralModel = {
    id: "line",
    parameters: [],
    evaluate(energy, _p, out) {
      for (let i = 0; i < energy.length; i++) out[i] = energy[i] < 1 ? 0 : 2 - energy[i];
    },
  };
  const out = new Float64Array(2);
  compileIntegral(line, Float64Array.of(0.5, 1, 3))(new Float64Array(0), out);
  // A jump within a segment counts by half the segment.
  expect(out[0]).toBeLessThan(0.01);
  expect(out[1]).toBeCloseTo(0, 3);
});

test("a derivative at a limit stays on the side where the model exists", () => {
  const root: SpectralModel = {
    id: "root",
    parameters: [{ name: "a", value: 0, unit: "", min: 0 }],
    evaluate(energy, q, out) {
      for (let i = 0; i < energy.length; i++) out[i] = q[0] < 0 ? Number.NaN : 1 + q[0];
    },
  };
  const out = new Float64Array(1);
  compileIntegralGradient(root, Float64Array.of(1, 2))(Float64Array.of(0), out);
  expect(out[0]).toBeCloseTo(1, 4);
});

test("edges that are no edges are refused", () => {
  for (const bad of [[], [1], [0, 1], [2, 1], [1, 1], [1, Number.NaN], [1, Infinity]]) {
    expect(() => compileIntegral(powerLaw, Float64Array.from(bad))).toThrow("Energy edges");
  }
});
