import type { Objective } from "@gammakit/core";
import { hintOf, invalid } from "./check.ts";
import { type Contour, type ContourOptions, contour } from "./contour.ts";
import { abs } from "./math.ts";
import { migrad } from "./migrad.ts";
import { type MinosResult, minos } from "./minos.ts";
import type { MinosOptions, MinuitOptions } from "./options.ts";
import type { MinuitResult } from "./result.ts";

/** A value per parameter: in order, or by name. */
export type PerParameter<T> = readonly (T | undefined)[] | Readonly<Record<string, T>>;

/** Derivatives of a function at `x`: written into `out`, or returned. */
export type GradientFunction =
  | ((x: Float64Array, out: Float64Array) => void)
  | ((x: Float64Array) => ArrayLike<number>);

/** Options of `minimize`. */
export interface FunctionOptions extends MinuitOptions {
  /** Names of the parameters; x0, x1, … by default, or the keys of `start`. */
  readonly names?: readonly string[];
  /** [lower, upper] of a parameter; ±Infinity or null where there is none. */
  readonly limits?: PerParameter<readonly [number | null, number | null]>;
  /** Typical step; by default 1 % of the start value, 0.1 where that is 0. */
  readonly step?: PerParameter<number>;
  /** Parameters that stay at their start value. */
  readonly fixed?: PerParameter<boolean> | undefined;
  /** Writes the derivatives at `x` into `out`, or returns them. */
  readonly gradient?: GradientFunction;
  /** Rise of the function that defines one sigma: 1 (default) for chi-square and −2 ln L, 0.5 for −ln L. */
  readonly up?: number;
  readonly signal?: AbortSignal;
}

/** What `minimize` found: MINUIT's result with values and errors by name, and the two next questions one may ask. */
export interface FunctionMinimum extends MinuitResult {
  readonly names: readonly string[];
  /** Value and error of each parameter, by name. */
  readonly parameters: Readonly<Record<string, { readonly value: number; readonly error: number }>>;
  /** Best values, in order: the same as `x`. */
  readonly values: Float64Array;
  /** The interval of a parameter by MINOS. */
  minos(parameter: string | number, options?: MinosOptions): MinosResult;
  /** A contour in the plane of two parameters. */
  contour(parameterX: string | number, parameterY: string | number, options?: ContourOptions): Contour;
}

/**
 * The minimum of a plain function, with errors: MIGRAD for those who have just a function and a start.
 *
 *     const fit = minimize(([x, y]) => (x - 1) ** 2 + (y - 2) ** 2 / 4, { x: 0, y: 0 });
 *     fit.parameters.y; // { value: 2, error: 2 }
 *
 * Throws "invalid-input" for an unknown option or name, or limits the wrong way round; and whatever the function throws.
 */
export function minimize(
  f: (x: Float64Array) => number,
  start: ArrayLike<number> | Readonly<Record<string, number>>,
  options: FunctionOptions = {},
): FunctionMinimum {
  const { limits, step, fixed, gradient, up = 1, signal, ...search } = options;
  const values = isList(start) ? Array.from(start) : Object.values(start);
  const { names = isList(start) ? values.map((_, i) => `x${i}`) : Object.keys(start), ...others } = search;
  const bounds = perParameter(names, "limits", limits);
  const steps = perParameter(names, "step", step);
  const objective: Objective = {
    names,
    start: Float64Array.from(values),
    lower: Float64Array.from(bounds, (pair) => pair?.[0] ?? -Infinity),
    upper: Float64Array.from(bounds, (pair) => pair?.[1] ?? Infinity),
    step: Float64Array.from(values, (value, i) => steps[i] ?? (value === 0 ? 0.1 : 0.01 * abs(value))),
    up,
    evaluate: f,
    ...(gradient ? { gradient: writing(gradient) } : {}),
  };
  const held = { ...others, fixed: perParameter(names, "fixed", fixed).map(Boolean) };
  const context = signal ? { signal } : {};
  const result = migrad(objective, held, context);
  return {
    ...result,
    names,
    parameters: Object.fromEntries(names.map((name, i) => [name, { value: result.x[i], error: result.errors[i] }])),
    values: result.x,
    minos: (parameter, more) => minos(objective, result, indexOf(names, parameter), { ...held, ...more }, context),
    contour: (x, y, more) =>
      contour(objective, result, indexOf(names, x), indexOf(names, y), { ...held, ...more }, context),
  };
}

function isList(values: ArrayLike<number> | Readonly<Record<string, number>>): values is ArrayLike<number> {
  return Array.isArray(values) || ArrayBuffer.isView(values);
}

/** Values in the order of the parameters; undefined where there is none. */
function perParameter<T>(names: readonly string[], option: string, given: PerParameter<T> = {}): (T | undefined)[] {
  if (Array.isArray(given)) {
    const expected = names.length;
    const actual = given.length;
    if (actual === expected) return [...given];
    throw invalid(
      `Option "${option}" has ${actual} entries for ${expected} parameters. Give one per parameter, or an object by name.`,
      { option, expected, actual },
    );
  }
  const byName = given as Readonly<Record<string, T>>;
  for (const name of Object.keys(byName)) indexOf(names, name, ` of option "${option}"`);
  return names.map((name) => (Object.hasOwn(byName, name) ? byName[name] : undefined));
}

function indexOf(names: readonly string[], parameter: string | number, where = ""): number {
  if (typeof parameter === "number") return parameter;
  const index = names.indexOf(parameter);
  if (index >= 0) return index;
  const { hint, suggestion } = hintOf(parameter, names);
  throw invalid(`No parameter named "${parameter}"${where}.${hint} There are: ${names.join(", ")}.`, {
    parameter,
    names,
    suggestion,
  });
}

function writing(gradient: GradientFunction): (x: Float64Array, out: Float64Array) => void {
  return (x, out) => {
    const returned = gradient(x, out);
    if (returned) out.set(returned);
  };
}
