import { GammakitError, nearest } from "@gammakit/core";

/** What an option may be. */
type OptionType = "boolean" | "number" | "array" | "object" | "string";

/**
 * Checks options that may come from a file. Throws "invalid-input" naming the maker, the key and what it should be;
 * numbers must be finite and not negative.
 */
export function checkOptions(maker: string, options: object, known: Readonly<Record<string, OptionType>>): void {
  for (const [key, value] of Object.entries(options)) {
    const type = known[key];
    if (type === undefined) {
      const guess = nearest(key, Object.keys(known));
      const hint =
        guess === undefined ? `Known: ${Object.keys(known).join(", ") || "none"}.` : `Did you mean "${guess}"?`;
      throw new GammakitError("invalid-input", `Maker "${maker}": unknown option "${key}". ${hint}`, { maker, key });
    }
    if (value === undefined) continue;
    const found = Array.isArray(value) ? "array" : value === null ? "null" : typeof value;
    const fits = found === type && (type !== "number" || (Number.isFinite(value) && value >= 0));
    if (!fits) {
      const wanted = type === "number" ? "finite number ≥ 0" : type;
      const shown = typeof value === "number" ? String(value) : JSON.stringify(value);
      throw new GammakitError(
        "invalid-input",
        `Maker "${maker}": option "${key}" must be ${/^[ao]/.test(wanted) ? "an" : "a"} ${wanted}, not ${shown}.`,
        {
          maker,
          key,
          value,
        },
      );
    }
  }
}
