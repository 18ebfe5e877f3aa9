import { convert, formatUnit } from "@gammakit/core";

/** The units in which numbers are kept inside the library, one per kind of quantity. */
const canonical = [
  "",
  "TeV",
  "TeV-1",
  "cm-2 s-1 TeV-1",
  "cm-2 s-1",
  "TeV cm-2 s-1",
  "deg",
  "s",
  "s-1",
  "sr-1",
  "cm-2 s-1 TeV-1 sr-1",
];

/**
 * The unit of this library for quantities in `unit`, and the number that `value` is in it.
 * A unit of another kind stays, in canonical spelling. Throws "invalid-input" where `unit` is no unit.
 */
export function toCanonical(unit: string): { readonly unit: string; readonly convert: (value: number) => number } {
  const own = formatUnit(unit);
  for (const target of canonical) {
    if (own === formatUnit(target)) return { unit: target, convert: (value) => value };
    if (isConvertible(unit, target)) return { unit: target, convert: (value) => convert(value, unit, target) };
  }
  return { unit: own, convert: (value) => value };
}

function isConvertible(from: string, to: string): boolean {
  try {
    convert(1, from, to);
    return true;
  } catch {
    return false;
  }
}
