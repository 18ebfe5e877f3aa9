import { GammakitError, nearest } from "@gammakit/core";

/** Throws "invalid-input" for an option that `name` does not have: options may come from a file. */
export function checkOptions(name: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new GammakitError("invalid-input", `${name}: options must be an object, not ${String(options)}.`);
  }
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue;
    const guess = nearest(key, known);
    const hint = guess === undefined ? "" : ` Did you mean "${guess}"?`;
    throw new GammakitError("invalid-input", `${name}: no option "${key}".${hint} There are ${known.join(", ")}.`, {
      key,
    });
  }
}

/** Throws "invalid-input" unless `value` is a whole number from `least` to 1000. */
export function checkCount(name: string, option: string, value: unknown, least: number): void {
  if (Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= 1000) return;
  throw new GammakitError(
    "invalid-input",
    `${name}: ${option} must be a whole number from ${least} to 1000, not ${String(value)}.`,
    { [option]: value },
  );
}

/** Throws "invalid-input" unless `value` is a number of seconds from `least` to a day. */
export function checkSeconds(name: string, option: string, value: unknown, least: number): void {
  if (typeof value === "number" && value >= least && value <= 86_400) return;
  throw new GammakitError(
    "invalid-input",
    `${name}: ${option} must be a number of seconds from ${least} to 86400, not ${String(value)}.`,
    { [option]: value },
  );
}
