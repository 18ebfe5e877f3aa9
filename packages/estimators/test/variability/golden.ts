import type { Measurement } from "@gammakit/fit";
import type { PlanePoint, TimedMeasurement } from "../../src/index.ts";
import truth from "../fixtures/variability.json" with { type: "json" };

export { truth };

/** Columns to points. */
export function timed(columns: {
  readonly time: readonly number[];
  readonly value: readonly number[];
  readonly error: readonly number[];
}): readonly TimedMeasurement[] {
  return columns.time.map((time, i) => ({ time, value: columns.value[i], error: columns.error[i] }));
}

export function plane(columns: Readonly<Record<keyof Omit<PlanePoint, "errorCorrelation">, readonly number[]>>) {
  const { x, y, xError, yError } = columns;
  return x.map((_, i): PlanePoint => ({ x: x[i], y: y[i], xError: xError[i], yError: yError[i] }));
}

/** Changes scale and zero of a measurement. */
export function moved<M extends Measurement>(series: readonly M[], factor: number, shift: number): readonly M[] {
  return series.map((point) => ({ ...point, value: factor * point.value + shift, error: factor * point.error }));
}
