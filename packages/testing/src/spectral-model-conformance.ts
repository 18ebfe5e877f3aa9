import {
  compileIntegralGradient,
  type ModelRecord,
  modelFromRecord,
  parameterValues,
  type Registry,
  type SpectralModel,
  toRecord,
} from "@gammakit/core";
import { type ConformanceCase, check } from "./case.ts";
import { relativeDifference } from "./compare.ts";
import { checkLimits, checkParameters, registryCases } from "./model-cases.ts";
import { inOtherUnits, otherUnits } from "./other-units.ts";

/** How a spectral model is tried. */
export interface SpectralModelConformanceOptions {
  /** A registry that has the model; with it records and the factory are tried too. */
  readonly registry?: Registry;
  /** Whether its formula has a scale of its own, such as an energy that is not a parameter: then it is not tried in other units. */
  readonly ownScale?: boolean;
}

type Kernel = SpectralModel["evaluate"];

/** Energies and bin edges [TeV] at which a model is tried. */
const energy = Float64Array.from({ length: 23 }, (_, i) => 0.013 * 1.55 ** i);
const edges = Float64Array.of(0.11, 0.13, 0.4, 1.7, 2.9, 31);

/**
 * What every spectral model must do, as cases for any test runner:
 * `for (const { name, run } of spectralModelConformance(powerLaw(), { registry })) test(name, run)`.
 * Values are taken from `model`, so choose ones at which its derivatives exist.
 * Quadrature is compared to 1e-5 (a break may lie within a bin), differences to 1e-6 of the derivative, or 1e-12 of the largest.
 * Without options and a scale of its own it must give the same spectrum in other units of energy, length and time.
 */
export function spectralModelConformance(
  model: SpectralModel,
  { registry, ownScale = model.options !== undefined }: SpectralModelConformanceOptions = {},
): readonly ConformanceCase[] {
  const { evaluate, integrate, integrateEnergy, evaluateGradient, integrateGradient } = model;
  const p = parameterValues(model);
  const bins = edges.length - 1;
  const cases: ConformanceCase[] = [];
  const add = (name: string, run: () => void) => void cases.push({ name, run: async () => run() });
  add("parameters have different names, finite values and limits around them", () => checkParameters(model));
  add("evaluate gives finite numbers, the same ones each time", () =>
    checkKernel("evaluate", evaluate, energy, p, energy.length),
  );
  add("evaluate at one energy does not depend on the others", () => checkPointwise(evaluate, p));
  add("gives no NaN where a parameter is at a limit", () =>
    checkLimits(model, (q) => run(evaluate, energy, q, energy.length)),
  );
  add("its record can be cloned", () => checkRecord(model));
  add("the integral has a derivative", () => void compileIntegralGradient(model, edges));
  if (!ownScale) add("is the same spectrum in other units", () => checkUnits(model, p));
  if (integrate !== undefined) {
    add("integrate gives finite numbers, the same ones each time", () =>
      checkKernel("integrate", integrate, edges, p, bins),
    );
    add("integrate agrees with a quadrature of evaluate", () => checkIntegral("integrate", integrate, evaluate, p, 1));
  }
  if (integrateEnergy !== undefined) {
    add("integrateEnergy agrees with a quadrature of E·evaluate", () =>
      checkIntegral("integrateEnergy", integrateEnergy, evaluate, p, 2),
    );
  }
  if (evaluateGradient !== undefined) {
    add("evaluateGradient agrees with differences of evaluate", () =>
      checkGradient(model, evaluate, evaluateGradient, energy, energy.length),
    );
  }
  if (integrateGradient !== undefined && integrate !== undefined) {
    add("integrateGradient agrees with differences of integrate", () =>
      checkGradient(model, integrate, integrateGradient, edges, bins),
    );
  }
  return registry === undefined ? cases : [...cases, ...registryCases(trialOf(model), registry)];
}

function trialOf(model: SpectralModel) {
  return {
    kind: "spectralModel" as const,
    model,
    toRecord: (one: SpectralModel) => toRecord(one),
    fromRecord: (record: object, registry: Registry) => modelFromRecord(record as ModelRecord, registry),
    values: (one: SpectralModel) => run(one.evaluate, energy, parameterValues(one), energy.length),
  };
}

function run(kernel: Kernel, x: Float64Array, p: Float64Array, size: number): Float64Array {
  const out = new Float64Array(size);
  kernel(x, p, out);
  return out;
}

function checkUnits(model: SpectralModel, p: Float64Array): void {
  const { parameters, unit = "cm-2 s-1 TeV-1", evaluate } = model;
  const [size, factor] = [otherUnits("TeV"), otherUnits(unit)];
  const here = run(evaluate, energy, p, energy.length);
  const there = run(
    evaluate,
    energy.map((e) => e * size),
    inOtherUnits(parameters, p),
    energy.length,
  );
  here.forEach((value, i) => {
    check(
      relativeDifference(value * factor, there[i]) <= 1e-9,
      `At ${energy[i]} TeV it gives ${value}; in units of energy, length and time of another size it gives ${there[i] / factor} of the same. A unit of a parameter is wrong, or a constant in its formula has one; for that there is the option ownScale.`,
    );
  });
}

function checkKernel(what: string, kernel: Kernel, x: Float64Array, p: Float64Array, size: number): void {
  const [xBefore, pBefore] = [x.slice(), p.slice()];
  const first = new Float64Array(size).fill(Number.NaN);
  kernel(x, p, first);
  if (!same(x, xBefore) || !same(p, pBefore)) throw new Error(`${what} changes its input.`);
  first.forEach((value, i) => {
    if (!Number.isFinite(value)) throw new Error(`${what} writes ${value} at index ${i} (${x[i]} TeV).`);
  });
  const second = new Float64Array(size).fill(1e300);
  kernel(x, p, second);
  if (!same(first, second)) throw new Error(`${what} gives other numbers when called again.`);
}

function checkPointwise(evaluate: Kernel, p: Float64Array): void {
  const together = new Float64Array(energy.length);
  evaluate(energy, p, together);
  const alone = new Float64Array(1);
  energy.forEach((e, i) => {
    evaluate(Float64Array.of(e), p, alone);
    if (alone[0] !== together[i])
      throw new Error(`At ${e} TeV evaluate gives ${alone[0]} alone and ${together[i]} among others.`);
  });
}

function checkRecord(model: SpectralModel): void {
  const record = toRecord(model);
  const clone = structuredClone(record);
  if (clone.id !== model.id || clone.parameters.length !== model.parameters.length)
    throw new Error("The record is incomplete.");
}

function checkIntegral(what: string, integral: Kernel, evaluate: Kernel, p: Float64Array, power: 1 | 2): void {
  const bins = edges.length - 1;
  const found = new Float64Array(bins);
  integral(edges, p, found);
  const largest = Math.max(...found.map(Math.abs));
  for (let i = 0; i < bins; i++) {
    const expected = simpson(evaluate, p, edges[i], edges[i + 1], power);
    if (!(Math.abs(found[i] - expected) <= 1e-5 * Math.abs(expected) + 1e-12 * largest)) {
      throw new Error(`${what} gives ${found[i]} between ${edges[i]} and ${edges[i + 1]} TeV, quadrature ${expected}.`);
    }
  }
}

/** ∫ E^(power−1) f dE by Simpson's rule in ln E with 2000 intervals. */
function simpson(evaluate: Kernel, p: Float64Array, low: number, high: number, power: 1 | 2): number {
  const n = 2000;
  const h = Math.log(high / low) / n;
  const x = Float64Array.from({ length: n + 1 }, (_, k) => low * Math.exp(k * h));
  const f = new Float64Array(n + 1);
  evaluate(x, p, f);
  return (
    (h / 3) *
    f.reduce((sum, value, k) => sum + value * x[k] ** power * (k === 0 || k === n ? 1 : k % 2 === 1 ? 4 : 2), 0)
  );
}

function checkGradient(model: SpectralModel, kernel: Kernel, gradient: Kernel, x: Float64Array, size: number): void {
  const p = parameterValues(model);
  const found = new Float64Array(p.length * size);
  gradient(x, p, found);
  const [low, high] = [new Float64Array(size), new Float64Array(size)];
  model.parameters.forEach(({ name, value }, k) => {
    const h = 1e-5 * (Math.abs(value) || 1);
    const q = p.slice();
    q[k] = value - h;
    kernel(x, q, low);
    q[k] = value + h;
    kernel(x, q, high);
    const expected = high.map((v, i) => (v - low[i]) / (2 * h));
    const largest = Math.max(...expected.map(Math.abs));
    for (let i = 0; i < size; i++) {
      // Differences lose digits relative to the values they are taken of.
      const noise = (1e-15 / h) * Math.max(Math.abs(low[i]), Math.abs(high[i]));
      const tolerance = 1e-6 * Math.abs(expected[i]) + 1e-12 * largest + 10 * noise;
      if (!(Math.abs(found[k * size + i] - expected[i]) <= tolerance)) {
        throw new Error(`d/d${name} at ${x[i]} TeV is ${found[k * size + i]}, differences give ${expected[i]}.`);
      }
    }
  });
}

function same(a: Float64Array, b: Float64Array): boolean {
  return a.every((value, i) => Object.is(value, b[i]));
}
