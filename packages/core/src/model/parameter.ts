import { GammakitError } from "../errors/gammakit-error.ts";
import { parseQuantity } from "../units/parse-quantity.ts";
import type { Parameter, Prior } from "./model.ts";

/** A number in the canonical unit of the field, or a quantity: "300 GeV". */
export type Quantity = number | string;

/** What may be said of a parameter where a model is made. What is left out keeps its default; `undefined` takes it away. */
export interface ParameterInput {
  readonly value?: Quantity;
  /** One-sigma error. */
  readonly error?: Quantity | undefined;
  /** Smallest value a fit may choose; −∞ or nothing for none. */
  readonly min?: Quantity | undefined;
  /** Largest value a fit may choose; ∞ or nothing for none. */
  readonly max?: Quantity | undefined;
  readonly frozen?: boolean | undefined;
  /** Name of the parameter, of any model of the fit ("model.parameter"), whose value this one shares. */
  readonly link?: string | undefined;
  readonly prior?: Prior | undefined;
}

/** A value, or a value and what a fit may do with it. */
export type ParameterSetting = Quantity | ParameterInput;

/** What stands for a limit or a freeze that was taken away, so that a record does not fall back on the default. */
const withoutLimit: Readonly<Record<string, unknown>> = { min: -Infinity, max: Infinity, frozen: false };

const keys = ["value", "error", "min", "max", "frozen", "link", "prior"];

/**
 * `parameter` with `setting` applied; strings are converted to the unit of the parameter.
 * Throws "invalid-input", naming `where`, for a unit of another kind, a number that is not finite, min > max,
 * a value outside min..max, a negative error and a key that does not exist.
 */
export function applySetting(parameter: Parameter, setting: ParameterSetting, where: string): Parameter {
  const given: ParameterInput = typeof setting === "object" && setting !== null ? setting : { value: setting };
  const changed: Record<string, unknown> = { ...parameter };
  for (const [key, value] of Object.entries(given)) {
    if (!keys.includes(key)) throw refuse(where, `has no property "${key}"; known: ${keys.join(", ")}`, { key });
    // No limit where there is none.
    if (typeof value === "number" && value === withoutLimit[key] && !(key in parameter)) continue;
    if (value !== undefined || key === "value") changed[key] = convert(key, value, parameter.unit, where);
    else if (key in changed && key in withoutLimit) changed[key] = withoutLimit[key];
    else delete changed[key];
  }
  const result = changed as unknown as Parameter;
  checkRange(result, where);
  return result;
}

function convert(key: string, value: unknown, unit: string, where: string): unknown {
  const at = key === "value" ? where : `${where}.${key}`;
  if (key === "frozen") return expectType(value, "boolean", at);
  if (key === "link") return expectType(value, "string", at);
  if (key === "prior") return checkPrior(value, at);
  if (typeof value !== "number" && typeof value !== "string") {
    throw refuse(at, `must be a number [${unit || "no unit"}] or a quantity such as "1 ${unit}", not ${show(value)}`);
  }
  const number = typeof value === "number" ? value : parseQuantity(value, unit, at);
  // An error of NaN says that it was not computed.
  if (key === "error" && (Number.isNaN(number) || number >= 0)) return number;
  if (key === "error") throw refuse(at, `must not be negative: ${number}`, { value: number });
  if (Number.isFinite(number) || (key !== "value" && number === withoutLimit[key])) return number;
  const advice = key === "value" ? "" : "; leave it out where there is no limit";
  throw refuse(at, `must be a finite number, not ${number}${advice}`, { value: String(number) });
}

function checkRange({ value, min, max, unit }: Parameter, where: string): void {
  const range = `${min ?? "−∞"} … ${max ?? "∞"}${unit && ` ${unit}`}`;
  if (min !== undefined && max !== undefined && min > max) {
    throw refuse(where, `has min > max: ${range}`, { min, max });
  }
  if ((min !== undefined && value < min) || (max !== undefined && value > max)) {
    throw refuse(where, `= ${value} is outside its limits ${range}`, { value, min, max });
  }
}

function expectType(value: unknown, type: "boolean" | "string", where: string): unknown {
  if (typeof value === type) return value;
  throw refuse(where, `must be a ${type}, not ${show(value)}`);
}

function checkPrior(value: unknown, where: string): unknown {
  if (typeof (value as Prior | null)?.minusTwoLog === "function") return value;
  throw refuse(where, `must be a prior, an object with a function minusTwoLog, not ${show(value)}`);
}

function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  return typeof value === "object" && value !== null
    ? `an ${Array.isArray(value) ? "array" : "object"}`
    : String(value);
}

function refuse(where: string, what: string, details: Readonly<Record<string, unknown>> = {}): GammakitError {
  return new GammakitError("invalid-input", `${where} ${what}.`, { where, ...details });
}
