import type { SpectralModel } from "@gammakit/core";
import { compileIntegralGradient, parameterValues, toRecord } from "@gammakit/core";

/** One thing a spectral model must do; `run` throws where it does not. */
export interface SpectralModelCase {
  readonly name: string;
  readonly run: () => void;
}

type Kernel = SpectralModel["evaluate"];

/** Energies and bin edges [TeV] at which a model is tried. */
const energy = Float64Array.from({ length: 23 }, (_, i) => 0.013 * 1.55 ** i);
const edges = Float64Array.of(0.11, 0.13, 0.4, 1.7, 2.9, 31);

/**
 * What every spectral model must do, as cases for any test runner:
 * `for (const { name, run } of spectralModelConformance(powerLaw())) test(name, run)`.
 * Values are taken from `model`, so choose ones at which its derivatives exist.
 * Quadrature is compared to 1e-5 (a break may lie within a bin), differences to 1e-6 of the derivative, or 1e-12 of the largest.
 */
export function spectralModelConformance(model: SpectralModel): readonly SpectralModelCase[] {
  const { evaluate, integrate, integrateEnergy, evaluateGradient, integrateGradient } = model;
  const p = parameterValues(model);
  const cases: SpectralModelCase[] = [
    {
      name: "parameters have different names, finite values and limits around them",
      run: () => checkParameters(model),
    },
    {
      name: "evaluate gives finite numbers, the same ones each time",
      run: () => checkKernel("evaluate", evaluate, energy, p, energy.length),
    },
    { name: "evaluate at one energy does not depend on the others", run: () => checkPointwise(evaluate, p) },
    { name: "its record can be cloned", run: () => checkRecord(model) },
    { name: "the integral has a derivative", run: () => void compileIntegralGradient(model, edges) },
  ];
  const bins = edges.length - 1;
  const add = (name: string, run: () => void) => void cases.push({ name, run });
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
  return cases;
}

function checkParameters({ parameters }: SpectralModel): void {
  const names = parameters.map(({ name }) => name);
  if (new Set(names).size !== names.length) throw new Error(`Two parameters have the same name: ${names.join(", ")}.`);
  for (const { name, value, min = -Infinity, max = Infinity } of parameters) {
    if (!Number.isFinite(value) || !(min <= value && value <= max)) {
      throw new Error(`${name} = ${value} is not a finite number within ${min} … ${max}.`);
    }
  }
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
