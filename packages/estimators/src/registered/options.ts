import { GammakitError, nearest, parseQuantity } from "@gammakit/core";

/** The options of an estimator as a file has them: an object with known keys. Throws "invalid-input", with the nearest known key. */
export function optionsOf(id: string, given: unknown, known: readonly string[]): Readonly<Record<string, unknown>> {
  if (given === undefined) return {};
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw refuseOption(id, `its options must be an object, not ${String(given)}`);
  }
  for (const key of Object.keys(given)) {
    if (known.includes(key)) continue;
    const guess = nearest(key, known);
    throw refuseOption(
      id,
      `unknown option "${key}"; ${guess ? `did you mean "${guess}"?` : `known: ${known.join(", ")}`}`,
    );
  }
  return given as Readonly<Record<string, unknown>>;
}

/** An energy [TeV] of an option: a number, or text with a unit. */
export function energyOption(id: string, key: string, value: unknown): number {
  if (typeof value !== "number" && typeof value !== "string") {
    throw refuseOption(id, `${key} must be a number of TeV or text such as "300 GeV", not ${String(value)}`);
  }
  const energy = parseQuantity(value, "TeV");
  if (energy > 0 && energy < Infinity) return energy;
  throw refuseOption(id, `${key} must be above 0, not ${value}`);
}

/** A positive number of an option; a whole one from 2 on where it is a count. */
export function numberOption(id: string, key: string, value: unknown, isCount = false): number {
  const fits = typeof value === "number" && value > 0 && value < Infinity;
  if (fits && !(isCount && (!Number.isSafeInteger(value) || value < 2 || value > 10_000))) return value;
  throw refuseOption(
    id,
    `${key} must be a ${isCount ? "whole number from 2 to 10000" : "positive number"}, not ${String(value)}`,
  );
}

/** The error for an option that makes no sense. */
export function refuseOption(id: string, what: string): GammakitError {
  return new GammakitError("invalid-input", `The estimator "${id}": ${what}.`, { id });
}
