import { GammakitError, parameterValues, type SpectralModel } from "@gammakit/core";

/** The course of a number in time: straight lines between nodes, constant before the first and after the last. */
export interface Curve {
  /** Increasing [s after the reference of the run's good time]. */
  readonly time: readonly number[] | Float64Array;
  /** In the unit of the parameter. */
  readonly value: readonly number[] | Float64Array;
}

/** A curve as data, or any function of the time [s after the reference of the run's good time]. */
export type ParameterCurve = Curve | ((time: number) => number);

/** Courses of parameters, by name; the others keep their value. */
export type ParameterCurves = Readonly<Record<string, ParameterCurve>>;

/** Parameters as a function of time. */
export interface CompiledCurves {
  /** Whether nothing changes. */
  readonly isConstant: boolean;
  /** Times at which a curve has a node [s]. */
  readonly nodes: readonly number[];
  /** Writes the parameters at `time` [s] into `p`. */
  at(time: number, p: Float64Array): void;
}

/**
 * The parameters of `model` with the curves that are given. Throws "invalid-input" for a parameter that the model does not have, and
 * for a curve whose times do not increase or which has not one value per time.
 */
export function compileCurves(model: SpectralModel, curves: ParameterCurves = {}): CompiledCurves {
  const values = parameterValues(model);
  const parts = Object.entries(curves).map(([name, curve]) => {
    const index = model.parameters.findIndex((parameter) => parameter.name === name);
    if (index < 0) {
      const names = model.parameters.map((parameter) => parameter.name).join(", ");
      throw new GammakitError("invalid-input", `"${model.id}" has no parameter "${name}"; it has ${names}.`, { name });
    }
    return { index, at: curveFunction(name, curve) };
  });
  return {
    isConstant: parts.length === 0,
    nodes: Object.values(curves).flatMap((curve) => (typeof curve === "function" ? [] : [...curve.time])),
    at(time, p) {
      p.set(values);
      for (const { index, at } of parts) p[index] = at(time);
    },
  };
}

function curveFunction(name: string, curve: ParameterCurve): (time: number) => number {
  if (typeof curve === "function") return curve;
  const { time, value } = curve;
  const increases = time.every((t: number, i: number) => Number.isFinite(t) && (i === 0 || t > time[i - 1]));
  if (!increases || time.length === 0 || value.length !== time.length || !value.every(Number.isFinite)) {
    throw new GammakitError(
      "invalid-input",
      `The curve of "${name}" needs increasing times, at least one, and a finite value for each; it has ${time.length} times and ${value.length} values.`,
      { name },
    );
  }
  return (t) => {
    let i = 0;
    while (i < time.length - 2 && t >= time[i + 1]) i++;
    if (t <= time[0] || time.length === 1) return value[0];
    const fraction = Math.min((t - time[i]) / (time[i + 1] - time[i]), 1);
    return value[i] + fraction * (value[i + 1] - value[i]);
  };
}
