import { GammakitError } from "../errors/gammakit-error.ts";
import { refuseLong } from "../errors/refuse-long.ts";
import { areCompatible, convert } from "./convert.ts";
import { describeUnit } from "./dimension-name.ts";
import type { Unit } from "./parse-unit.ts";
import { parseUnit } from "./parse-unit.ts";

const numberThenUnit = /^\s*([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)\s*(.*?)\s*$/s;

/**
 * The number in `unit` that a quantity stands for: "300 GeV" with unit "TeV" is 0.3. A plain number is in `unit` already.
 * `where` is the key path named in messages: "energy.min".
 * Throws "invalid-input" for what is not finite, has no unit, an unknown one, or one that measures something else.
 */
export function parseQuantity(quantity: number | string, unit: string, where?: string): number {
  const expected = parseUnit(unit);
  const refuse = (what: string, cause?: unknown) => {
    const shown = typeof quantity === "number" ? String(quantity) : (JSON.stringify(quantity) ?? String(quantity));
    const prefix = where === undefined ? "" : `${where}: `;
    const message = `${prefix}${shown} ${what}, expected ${describeUnit(expected, unit)}`;
    const details = { where, value: shown, unit };
    return new GammakitError("invalid-input", message.replace("?, expected", "? Expected"), details, cause);
  };
  if (typeof quantity === "number") {
    if (Number.isFinite(quantity)) return quantity;
    throw refuse("is not a finite number");
  }
  if (typeof quantity !== "string") throw refuse("is neither a number nor text");
  refuseLong(quantity, "quantity");
  const [value, written] = split(quantity) ?? [];
  if (value === undefined || written === undefined) throw refuse("does not begin with a number");
  if (!Number.isFinite(value)) throw refuse("is not a finite number");
  if (written === "" && unit !== "") throw refuse("has no unit");
  let found: Unit;
  try {
    found = parseUnit(written);
  } catch (cause) {
    const what = (cause as Error).message.replace(/\.$/, "").replace(/^Unit/, "has a bad unit: unit");
    throw refuse(what, cause);
  }
  if (!areCompatible(found, expected)) throw refuse(written === "" ? "has no unit" : `has unit ${written}`);
  return convert(value, written, unit);
}

/** Value and unit; where the text is a unit with a factor ("10**-12 cm-2", "1 / TeV"), the value is 1. */
function split(quantity: string): readonly [number, string] | undefined {
  const match = numberThenUnit.exec(quantity);
  if (!match) return undefined;
  if (/^(\*\*|\^|\/)/.test(match[2])) {
    return match[1].startsWith("-") ? [-1, quantity.trim().slice(1)] : [1, quantity.trim().replace(/^\+/, "")];
  }
  return [Number(match[1]), match[2]];
}
