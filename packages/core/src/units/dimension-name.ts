import type { Dimensions } from "./definitions.ts";
import type { Unit } from "./parse-unit.ts";

const names: Readonly<Record<string, string>> = {
  "": "a number without unit",
  m: "a length",
  m2: "an area",
  kg: "a mass",
  s: "a duration",
  "s-1": "a rate",
  rad: "an angle",
  rad2: "a solid angle",
  K: "a temperature",
  "kg m2 s-2": "an energy",
  "kg m2 s-3": "a power",
  "kg-1 m-4 s": "a differential flux",
  "m-2 s-1": "a flux",
  "kg s-3": "an energy flux",
  "m2 s": "an exposure",
};

/** What a unit measures, for messages: "an energy (TeV)". */
export function describeUnit(unit: Unit, text: string): string {
  const name = names[dimensionKey(unit.dimensions, true)];
  if (name === undefined) return `something in ${text}`;
  return text === "" ? name : `${name} (${text})`;
}

/** Exponents as one string, for comparison; without photons and counts where `uncounted`. */
export function dimensionKey(dimensions: Dimensions, uncounted = false): string {
  return Object.keys(dimensions)
    .filter((name) => !(uncounted && (name === "ph" || name === "ct")))
    .sort()
    .map((name) => name + (dimensions[name] === 1 ? "" : dimensions[name]))
    .join(" ");
}
