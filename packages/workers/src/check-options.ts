import { GammakitError, nearest } from "@gammakit/core";

/** Throws "invalid-input" for an option that the executor `name` does not have: options may come from a file. */
export function checkOptions(name: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new GammakitError(
      "invalid-input",
      `The executor "${name}": options must be an object, not ${String(options)}.`,
    );
  }
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue;
    const guess = nearest(key, known);
    const hint = guess === undefined ? "" : ` Did you mean "${guess}"?`;
    throw new GammakitError(
      "invalid-input",
      `The executor "${name}" has no option "${key}".${hint} It has ${known.join(", ")}.`,
      { key },
    );
  }
}
