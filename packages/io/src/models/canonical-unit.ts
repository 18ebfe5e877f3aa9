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
export function toCanonical(unit: string): UnitConversion {
  return toFirst(unit, canonical);
}

/** A unit, and the number that a value is in it. */
export interface UnitConversion {
  readonly unit: string;
  readonly convert: (value: number) => number;
}

/** Units of the parameters of temporal models, which count in days. */
const temporal = ["d", "d-1", "d-1 rad", "s-2", "s-3"];

/** The same for the parameter `name` of a temporal model: times are in days, frequencies f0, f1, … in powers of s-1. */
export function toTemporal(unit: string, name: string): UnitConversion {
  if (/^f\d$/.test(name)) return toFirst(unit, [`s-${Number(name.slice(1)) + 1}`, ...canonical]);
  return toFirst(unit, [...temporal, ...canonical]);
}

function toFirst(unit: string, targets: readonly string[]): UnitConversion {
  const own = formatUnit(unit);
  for (const target of targets) {
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
