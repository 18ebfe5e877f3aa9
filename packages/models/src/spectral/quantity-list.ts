import { convert, GammakitError } from "@gammakit/core";

/** Numbers with their unit, as Gammapy's files hold them. */
export interface QuantityList {
  readonly data: readonly number[];
  readonly unit: string;
}

/** What a caller or a file may give for numbers: a list in the canonical unit, or one with its unit. */
export type QuantityListInput = ArrayLike<number> | { readonly data: ArrayLike<number>; readonly unit?: string };

/** Most numbers of one list. */
const longest = 1_000_000;

/**
 * `given` as a list in one of the canonical `units`, the first where it names none. `at` is its key path, for messages.
 * Throws "invalid-input" for what is no list of finite numbers, and for a unit that is none of those.
 */
export function quantityList(given: unknown, units: readonly string[], at: string): QuantityList {
  const { data, unit = units[0] } = isRecord(given) && "data" in given ? given : { data: given };
  if (!isNumbers(data)) throw refuse(at, "must be a list of numbers, or { data, unit }");
  if (data.length > longest) throw refuse(at, `has ${data.length} entries, more than ${longest}`);
  if (typeof unit !== "string") throw refuse(`${at}.unit`, "must be text");
  const { unit: target, factor } = canonicalUnit(unit, units, at);
  const numbers = Array.from(data, (value: unknown, i) => {
    if (typeof value === "number" && Number.isFinite(value)) return factor === 1 ? value : value * factor;
    throw refuse(`${at}[${i}]`, `must be a finite number, not ${String(value)}`);
  });
  return { data: numbers, unit: target };
}

/** The energies [TeV] of `given`. Throws "invalid-input" where they are not positive and increasing, or fewer than `least`. */
export function energyList(given: unknown, least: number, at: string): QuantityList {
  const list = quantityList(given, ["TeV"], at);
  if (list.data.length < least) throw refuse(at, `must have ${least} energies or more, not ${list.data.length}`);
  requireIncreasing(list.data, 0, at);
  return list;
}

/** Throws "invalid-input" where `values` do not increase, from above `low` on. */
export function requireIncreasing(values: ArrayLike<number>, low: number, at: string): void {
  for (let i = 0; i < values.length; i++) {
    if (values[i] > (i === 0 ? low : values[i - 1])) continue;
    const what = i === 0 ? `must be above ${low}` : "must be increasing";
    throw refuse(`${at}[${i}]`, `${what}: it is ${values[i]}${i > 0 ? ` after ${values[i - 1]}` : ""}`);
  }
}

/** The error for an option at the key path `at`. */
export function refuse(at: string, what: string): GammakitError {
  return new GammakitError("invalid-input", `${at} ${what}.`, { where: at });
}

/** Whether `value` is an object that is no list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

/** The options `given` as an object that has no other keys than `known`. Throws "invalid-input" where it is something else. */
export function checkOptions(given: unknown, known: readonly string[], id: string): Readonly<Record<string, unknown>> {
  if (!isRecord(given)) throw refuse(`${id}: options`, `must be an object with ${known.join(", ")}`);
  for (const key of Object.keys(given)) {
    if (!known.includes(key)) throw refuse(`${id}: options.${key}`, `is not known; known: ${known.join(", ")}`);
  }
  return given;
}

function isNumbers(value: unknown): value is ArrayLike<number> {
  return Array.isArray(value) || value instanceof Float64Array || value instanceof Float32Array;
}

function canonicalUnit(unit: string, units: readonly string[], at: string): { unit: string; factor: number } {
  for (const target of units) {
    try {
      return { unit: target, factor: convert(1, unit, target) };
    } catch (error) {
      if (units.at(-1) !== target) continue;
      const wanted = units.map((name) => (name === "" ? "no unit" : name)).join(" or ");
      throw new GammakitError("invalid-input", `${at}.unit is "${unit}"; it must be ${wanted}.`, { unit }, error);
    }
  }
  return { unit, factor: 1 };
}
