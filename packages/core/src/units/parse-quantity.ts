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
  if (typeof quantity === "number") {
    if (Number.isFinite(quantity)) return quantity;
    throw refusal(where, String(quantity), "is not a finite number", expected, unit);
  }
  if (typeof quantity !== "string") {
    throw refusal(where, JSON.stringify(quantity) ?? String(quantity), "is neither a number nor text", expected, unit);
  }
  refuseLong(quantity, "quantity");
  const shown = JSON.stringify(quantity);
  const [value, written] = split(quantity) ?? [];
  if (value === undefined || written === undefined)
    throw refusal(where, shown, "does not begin with a number", expected, unit);
  if (!Number.isFinite(value)) throw refusal(where, shown, "is not a finite number", expected, unit);
  if (written === "" && unit !== "") throw refusal(where, shown, "has no unit", expected, unit);
  let found: Unit;
  try {
    found = parseUnit(written);
  } catch (cause) {
    throw refusal(
      where,
      shown,
      (cause as Error).message.replace(/\.$/, "").replace(/^Unit/, "has a bad unit: unit"),
      expected,
      unit,
      cause,
    );
  }
  if (!areCompatible(found, expected)) {
    throw refusal(where, shown, written === "" ? "has no unit" : `has unit ${written}`, expected, unit);
  }
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

function refusal(
  where: string | undefined,
  shown: string,
  what: string,
  expected: Unit,
  unit: string,
  cause?: unknown,
): GammakitError {
  const prefix = where === undefined ? "" : `${where}: `;
  const message = `${prefix}${shown} ${what}, expected ${describeUnit(expected, unit)}`;
  return new GammakitError(
    "invalid-input",
    message.replace("?, expected", "? Expected"),
    { where, value: shown, unit },
    cause,
  );
}
