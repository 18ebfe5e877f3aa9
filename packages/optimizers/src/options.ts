import { GammakitError, nearest } from "@gammakit/core";

/** What an option may be: a test, and the words for what passes it. */
export type OptionRule = readonly [test: (value: unknown) => boolean, words: string];

/** A number above zero. */
export const positive: OptionRule = [
  (value) => typeof value === "number" && value > 0 && value < Infinity,
  "a positive number",
];

/** A whole number from `least` on. */
export function wholeNumber(least: number, most = 1e9): OptionRule {
  return [
    (value) => typeof value === "number" && Number.isInteger(value) && value >= least && value <= most,
    `a whole number from ${least}${most < 1e9 ? ` to ${most}` : ""}`,
  ];
}

/** A seed of random numbers. */
export const seedRule: OptionRule = [
  (value) => typeof value === "number" && value === (value | 0),
  "a whole number of 32 bits",
];

/**
 * Checks options that may come from a file. Throws "invalid-input" naming the option, its value and what it may be.
 */
export function checkOptions<T extends object>(
  id: string,
  options: T | null | undefined,
  rules: Readonly<Record<string, OptionRule>>,
): Partial<T> {
  if (options === undefined || options === null) return {};
  if (typeof options !== "object" || Array.isArray(options)) {
    throw new GammakitError("invalid-input", `Options of ${id} must be an object, not ${JSON.stringify(options)}.`, {
      options,
    });
  }
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined) continue;
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
    if (rule === undefined) throw unknownOption(id, key, Object.keys(rules));
    if (rule[0](value)) continue;
    const shown = JSON.stringify(value) ?? String(value);
    throw new GammakitError("invalid-input", `Option "${key}" of ${id} is ${shown}; it must be ${rule[1]}.`, {
      key,
      value,
    });
  }
  return options;
}

function unknownOption(id: string, key: string, known: readonly string[]): GammakitError {
  const guess = nearest(key, known);
  const hint = guess === undefined ? "" : ` Did you mean "${guess}"?`;
  const message = `The algorithm "${id}" has no option "${key}".${hint} Options: ${known.join(", ")}.`;
  return new GammakitError("invalid-input", message, { key, known, suggestion: guess });
}
