import {
  parameterValues,
  type Registry,
  type TemporalModel,
  type TemporalRecord,
  temporalFromRecord,
  toSkyRecord,
} from "@gammakit/core";
import { type ConformanceCase, check } from "./case.ts";
import { relativeDifference } from "./compare.ts";
import { checkLimits, checkParameters, registryCases } from "./model-cases.ts";
import { inOtherUnits, otherUnits } from "./other-units.ts";

/** How a temporal model is tried. */
export interface TemporalModelConformanceOptions {
  /** The times [d after `t_ref`] between which it is tried; −2 and 5 where absent. */
  readonly between?: readonly [number, number];
  /** Allowed relative difference of its integral from a quadrature; 1e-6 where absent. */
  readonly tolerance?: number;
  /** A registry that has the model; with it records and the factory are tried too. */
  readonly registry?: Registry;
  /** Whether its formula has a scale of its own, such as a time that is not a parameter: then it is not tried in other units. */
  readonly ownScale?: boolean;
}

/**
 * What every temporal model must do, as cases for any test runner:
 * `for (const { name, run } of temporalModelConformance(flare())) test(name, run)`.
 */
export function temporalModelConformance(
  model: TemporalModel,
  {
    between = [-2, 5],
    tolerance = 1e-6,
    registry,
    ownScale = model.options !== undefined,
  }: TemporalModelConformanceOptions = {},
): readonly ConformanceCase[] {
  const p = parameterValues(model);
  const [from, to] = between;
  const time = Float64Array.from({ length: 41 }, (_, i) => from + ((to - from) * i) / 41);
  const cases: ConformanceCase[] = [];
  const add = (name: string, run: () => void) => void cases.push({ name, run: async () => run() });
  add("parameters have different names, finite values and limits around them", () => checkParameters(model));
  add("t_ref, where there is one, is in days", () => checkReference(model));
  add("its record can be cloned", () => checkRecord(model));
  add("evaluate gives finite numbers, the same ones each time, and changes nothing", () =>
    checkEvaluate(model, p, time),
  );
  add("evaluate at one time does not depend on the others", () => checkPointwise(model, p, time));
  add("gives no NaN where a parameter is at a limit", () => checkLimits(model, (q) => factors(model, q, time)));
  if (!ownScale) add("is the same course in another unit of time", () => checkUnits(model, p, time));
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
  return registry === undefined ? cases : [...cases, ...registryCases(trialOf(model, time), registry)];
}

function trialOf(model: TemporalModel, time: Float64Array) {
  return {
    kind: "temporalModel" as const,
    model,
    extra: { scale: model.scale },
    toRecord: recordOf,
    fromRecord: (record: object, registry: Registry) => temporalFromRecord(record as TemporalRecord, registry),
    values: (one: TemporalModel) => factors(one, parameterValues(one), time),
  };
}

function recordOf(model: TemporalModel): TemporalRecord {
  const { temporal } = toSkyRecord({ spectral: { id: "none", parameters: [], evaluate: () => {} }, temporal: model });
  check(temporal !== undefined, "It has no record.");
  return temporal;
}

function factors(model: TemporalModel, p: Float64Array, time: Float64Array): Float64Array {
  const out = new Float64Array(time.length);
  model.evaluate(time, p, out);
  return out;
}

function checkUnits(model: TemporalModel, p: Float64Array, time: Float64Array): void {
  const size = otherUnits("d");
  const here = factors(model, p, time);
  const there = factors(
    model,
    inOtherUnits(model.parameters, p),
    time.map((t) => t * size),
  );
  here.forEach((value, i) => {
    check(
      relativeDifference(value, there[i]) <= 1e-9 || Math.abs(value - there[i]) <= 1e-12,
      `At ${time[i]} d it gives ${value}; with a unit of time of another size it gives ${there[i]}. A unit of a parameter is wrong, or a constant in its formula has one; for that there is the option ownScale.`,
    );
  });
}

function checkReference({ parameters }: TemporalModel): void {
  const reference = parameters.find(({ name }) => name === "t_ref");
  check(
    reference === undefined || reference.unit === "d",
    `t_ref is in "${reference?.unit}"; it is an instant, MJD in d.`,
  );
}

function checkRecord(model: TemporalModel): void {
  const record = structuredClone(recordOf(model));
  check(
    record.id === model.id && record.parameters.length === model.parameters.length && record.scale === model.scale,
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
