import { parameterValues, type TemporalModel, toSkyRecord } from "@gammakit/core";
import { type ConformanceCase, check } from "./case.ts";

/** How a temporal model is tried. */
export interface TemporalModelConformanceOptions {
  /** The times [d after `t_ref`] between which it is tried; −2 and 5 where absent. */
  readonly between?: readonly [number, number];
  /** Allowed relative difference of its integral from a quadrature; 1e-6 where absent. */
  readonly tolerance?: number;
}

/**
 * What every temporal model must do, as cases for any test runner:
 * `for (const { name, run } of temporalModelConformance(flare())) test(name, run)`.
 */
export function temporalModelConformance(
  model: TemporalModel,
  { between = [-2, 5], tolerance = 1e-6 }: TemporalModelConformanceOptions = {},
): readonly ConformanceCase[] {
  const p = parameterValues(model);
  const [from, to] = between;
  const time = Float64Array.from({ length: 41 }, (_, i) => from + ((to - from) * i) / 41);
  const cases: ConformanceCase[] = [];
  const add = (name: string, run: () => void) => void cases.push({ name, run: async () => run() });
  add("parameters have different names, finite values and limits around them", () => checkParameters(model));
  add("its record can be cloned", () => checkRecord(model));
  add("evaluate gives finite numbers, the same ones each time, and changes nothing", () =>
    checkEvaluate(model, p, time),
  );
  add("evaluate at one time does not depend on the others", () => checkPointwise(model, p, time));
  const { integrate } = model;
  if (integrate !== undefined) {
    const whole = (start: number, stop: number) => {
      const out = new Float64Array(1);
      integrate(Float64Array.of(start), Float64Array.of(stop), p, out);
      return out[0];
    };
    add("integrate agrees with a quadrature of evaluate", () => checkIntegral(model, p, whole, between, tolerance));
    add("the integral over an interval is the sum over its parts", () => checkParts(whole, between));
  }
  return cases;
}

function checkParameters({ parameters }: TemporalModel): void {
  const names = parameters.map(({ name }) => name);
  check(new Set(names).size === names.length, `Two parameters have the same name: ${names.join(", ")}.`);
  for (const { name, value, unit, min = -Infinity, max = Infinity } of parameters) {
    check(
      Number.isFinite(value) && min <= value && value <= max,
      `${name} = ${value} is not a finite number within ${min} … ${max}.`,
    );
    check(name !== "t_ref" || unit === "d", `t_ref is in "${unit}"; it is an instant, MJD in d.`);
  }
}

function checkRecord(model: TemporalModel): void {
  const spectral = { id: "none", parameters: [], evaluate: () => {} };
  const { temporal } = structuredClone(toSkyRecord({ spectral, temporal: model }));
  check(
    temporal?.id === model.id &&
      temporal.parameters.length === model.parameters.length &&
      temporal.scale === model.scale,
    "The record is incomplete.",
  );
}

function checkEvaluate(model: TemporalModel, p: Float64Array, time: Float64Array): void {
  const [timeBefore, pBefore] = [time.slice(), p.slice()];
  const first = new Float64Array(time.length).fill(Number.NaN);
  model.evaluate(time, p, first);
  check(
    time.every((value, i) => Object.is(value, timeBefore[i])) && p.every((value, i) => Object.is(value, pBefore[i])),
    "evaluate changes its input.",
  );
  for (const [i, value] of first.entries()) check(Number.isFinite(value), `evaluate writes ${value} at ${time[i]} d.`);
  const second = new Float64Array(time.length).fill(1e300);
  model.evaluate(time, p, second);
  check(
    first.every((value, i) => Object.is(value, second[i])),
    "evaluate gives other numbers when called again.",
  );
}

function checkPointwise(model: TemporalModel, p: Float64Array, time: Float64Array): void {
  const together = new Float64Array(time.length);
  model.evaluate(time, p, together);
  const alone = new Float64Array(1);
  for (let i = 0; i < time.length; i++) {
    model.evaluate(time.subarray(i, i + 1), p, alone);
    check(
      alone[0] === together[i],
      `At ${time[i]} d evaluate gives ${alone[0]} alone and ${together[i]} among others.`,
    );
  }
}

function checkIntegral(
  model: TemporalModel,
  p: Float64Array,
  integral: (start: number, stop: number) => number,
  [from, to]: readonly [number, number],
  tolerance: number,
): void {
  for (const [a, b] of [
    [0, 1],
    [0.07, 0.4],
    [0.35, 0.71],
  ]) {
    const [start, stop] = [from + a * (to - from), from + b * (to - from)];
    const expected = simpson(model, p, start, stop);
    const found = integral(start, stop);
    check(
      Math.abs(found - expected) <= tolerance * Math.abs(expected),
      `integrate gives ${found} d from ${start} d to ${stop} d, a quadrature ${expected} d.`,
    );
  }
}

function checkParts(integral: (start: number, stop: number) => number, [from, to]: readonly [number, number]): void {
  const middle = from + 0.37 * (to - from);
  const [whole, parts] = [integral(from, to), integral(from, middle) + integral(middle, to)];
  check(Math.abs(whole - parts) <= 1e-9 * Math.abs(whole), `The whole is ${whole} d, its parts ${parts} d.`);
}

/** ∫ f dt by Simpson's rule with 20 000 intervals. */
function simpson(model: TemporalModel, p: Float64Array, start: number, stop: number): number {
  const n = 20_000;
  const h = (stop - start) / n;
  const value = new Float64Array(n + 1);
  model.evaluate(
    value.map((_, k) => start + k * h),
    p,
    value,
  );
  return (h / 3) * value.reduce((sum, f, k) => sum + f * (k === 0 || k === n ? 1 : k % 2 === 1 ? 4 : 2), 0);
}
