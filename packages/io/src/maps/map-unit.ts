import { conversionFactor, convertAll, formatUnit, type MapValues, parseUnit, type SkyMap } from "@gammakit/core";
import { mapFault } from "./map-fault.ts";

/** What is counted, not measured: Gammapy drops these words too. */
const counted = ["ph", "photon", "ct", "count"];

/** The unit of a map in its canonical spelling without photons and counts; "" where the file has none or none that is one. */
export function mapUnit(text: string | undefined): string {
  try {
    const unit = parseUnit((text ?? "").trim());
    return formatUnit({ ...unit, terms: unit.terms.filter(({ symbol }) => !counted.includes(symbol)) });
  } catch {
    return "";
  }
}

/** Whether numbers in one unit can be expressed in the other. */
export function isConvertible(from: string, to: string): boolean {
  try {
    conversionFactor(from, to);
    return true;
  } catch {
    return false;
  }
}

/** A map in the wanted unit. Throws as `valuesIn`. */
export function mapIn<M extends SkyMap>(map: M, unit: string, where: string): M {
  return { ...map, unit, values: valuesIn(map.values, map.unit, unit, where) };
}

/**
 * Values in the wanted unit: the same array where no factor is needed, else doubles.
 * Throws "invalid-file" where the unit is of another kind.
 */
function valuesIn(values: MapValues, unit: string, wanted: string, where: string): MapValues {
  if (unit === wanted) return values;
  if (!isConvertible(unit, wanted)) {
    throw mapFault(where, `the unit of its values is "${unit}", and one that converts to "${wanted}" is needed`, {
      unit,
      wanted,
    });
  }
  return conversionFactor(unit, wanted) === 1 ? values : convertAll(values, unit, wanted);
}
