import { type Prior, type PriorRecord, priorFromRecord, type Registry, toPriorRecord } from "@gammakit/core";
import { type ConformanceCase, check } from "./case.ts";
import { checkSame } from "./same.ts";

/** How a prior is tried. */
export interface PriorConformanceOptions {
  /** The values between which it is tried; its range where absent, and −3 and 3 where it has none. */
  readonly between?: readonly [min: number, max: number];
  /** Whether P integrates to 1 over its range, or over `between` where it has none; not tried where absent. */
  readonly normalized?: boolean;
  /** A registry that has the prior; with it its record is tried too. */
  readonly registry?: Registry;
}

/**
 * What every prior must do, as cases for any test runner:
 * `for (const { name, run } of priorConformance(gaussianPrior())) test(name, run)`.
 * Derivatives are compared with differences to 1e-6, integrals with 1 to 1e-4.
 */
export function priorConformance(
  prior: Prior,
  { between = prior.range ?? [-3, 3], normalized = false, registry }: PriorConformanceOptions = {},
): readonly ConformanceCase[] {
  const [from, to] = between;
  // Not at a middle, where a prior may have a tip.
  const values = Array.from({ length: 40 }, (_, i) => from + ((i + 0.4) / 40) * (to - from));
  const cases: ConformanceCase[] = [];
  const add = (name: string, run: () => void) => void cases.push({ name, run: async () => run() });
  add("gives finite numbers within its range, the same ones each time", () => checkFinite(prior, values));
  add("its options can be cloned", () => void structuredClone(prior.options));
  const { range, derivative } = prior;
  if (range !== undefined) {
    add("has a range that is not empty, and −2 ln P = ∞ beyond it", () => checkRange(prior, range));
  }
  if (derivative !== undefined) {
    add("its derivative agrees with differences", () => checkDerivative(prior, derivative, values, to - from));
  }
  if (normalized) add("P integrates to 1", () => checkIntegral(prior, from, to));
  if (registry !== undefined) {
    add("its record becomes the same prior, after JSON and after a worker", () => checkRecord(prior, registry, values));
  }
  return cases;
}

function checkRecord(prior: Prior, registry: Registry, values: readonly number[]): void {
  const record = structuredClone(JSON.parse(JSON.stringify(toPriorRecord(prior))) as PriorRecord);
  const back = priorFromRecord(record, registry);
  checkSame("The record", toPriorRecord(prior), toPriorRecord(back));
  const numbers = (one: Prior) => values.map((value) => [one.minusTwoLog(value), one.derivative?.(value)]);
  checkSame("What it gives", [prior.range, numbers(prior)], [back.range, numbers(back)]);
}

function checkFinite(prior: Prior, values: readonly number[]): void {
  for (const value of values) {
    const found = prior.minusTwoLog(value);
    check(Number.isFinite(found), `minusTwoLog(${value}) is ${found}.`);
    check(found === prior.minusTwoLog(value), `minusTwoLog(${value}) gives another number when called again.`);
  }
}

function checkRange(prior: Prior, [min, max]: readonly [number, number]): void {
  check(min < max, `The range ${min} … ${max} is empty.`);
  const step = (end: number) => 1e-6 * (Math.abs(end) || 1);
  for (const value of [min - step(min), max + step(max)].filter(Number.isFinite)) {
    check(prior.minusTwoLog(value) === Infinity, `minusTwoLog(${value}) is ${prior.minusTwoLog(value)}, not ∞.`);
  }
}

function checkDerivative(
  prior: Prior,
  derivative: NonNullable<Prior["derivative"]>,
  values: readonly number[],
  width: number,
): void {
  const h = 1e-6 * width;
  const expected = values.map((value) => (prior.minusTwoLog(value + h) - prior.minusTwoLog(value - h)) / (2 * h));
  const largest = Math.max(...expected.map(Math.abs));
  values.forEach((value, i) => {
    const found = derivative(value);
    // Differences lose digits relative to the values they are taken of.
    const noise = (1e-15 / h) * Math.abs(prior.minusTwoLog(value));
    const close = Math.abs(found - expected[i]) <= 1e-6 * (Math.abs(expected[i]) + largest) + 10 * noise;
    check(close, `The derivative at ${value} is ${found}, differences give ${expected[i]}.`);
  });
}

/** By the midpoint rule with 200000 steps. */
function checkIntegral(prior: Prior, from: number, to: number): void {
  const n = 200_000;
  const width = (to - from) / n;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += Math.exp(-0.5 * prior.minusTwoLog(from + (i + 0.5) * width));
  check(Math.abs(sum * width - 1) <= 1e-4, `P integrates to ${sum * width}.`);
}
