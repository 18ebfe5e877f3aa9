import { GammakitError } from "@gammakit/core";

/** What JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const deepest = 32;

/**
 * A result as plain JSON: typed arrays, sets and lists become lists, maps and objects become objects, numbers that are not finite
 * null. Functions and what is undefined are left out. Throws "limit-exceeded" for what is nested without end.
 */
export function toJson(value: unknown, depth = 0): Json {
  if (depth > deepest) {
    throw new GammakitError("limit-exceeded", `Its result is nested more than ${deepest} deep, or holds itself.`);
  }
  const inside = (entry: unknown) => toJson(entry, depth + 1);
  switch (typeof value) {
    case "number":
      return Number.isFinite(value) ? value : null;
    case "string":
    case "boolean":
      return value;
    case "bigint":
      return String(value);
    case "object":
      break;
    default:
      return null;
  }
  if (value === null) return null;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value) || value instanceof Set) return Array.from(value, inside);
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as Iterable<number>, inside);
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  const kept = entries.filter(([, entry]) => entry !== undefined && typeof entry !== "function");
  return Object.fromEntries(kept.map(([key, entry]) => [String(key), inside(entry)]));
}
