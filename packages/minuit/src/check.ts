import { GammakitError, nearest, type Objective } from "@gammakit/core";

/** An error of code "invalid-input". */
export function invalid(message: string, details: Readonly<Record<string, unknown>>): GammakitError {
  return new GammakitError("invalid-input", message, details);
}

/** What is there instead of an unknown `name`: for messages, the name that may have been meant. */
export function hintOf(
  name: string,
  known: readonly string[],
): { readonly hint: string; readonly suggestion: string | undefined } {
  const suggestion = nearest(name, known);
  return { hint: suggestion === undefined ? "" : ` Did you mean "${suggestion}"?`, suggestion };
}

/** Throws "invalid-input" where an objective contradicts itself. */
export function checkObjective(objective: Objective): void {
  const expected = objective.start.length;
  for (const key of ["names", "lower", "upper", "step"] as const) {
    const actual = objective[key].length;
    if (actual === expected) continue;
    throw invalid(
      `The objective has ${expected} start values but ${actual} entries in "${key}". Give one per parameter.`,
      { key, expected, actual },
    );
  }
  const { up } = objective;
  if (!(up > 0)) throw invalid(`The objective's "up" is ${up}; it must be positive.`, { up });
  objective.names.forEach((name, i) => {
    const lower = objective.lower[i];
    const upper = objective.upper[i];
    if (lower <= upper) return;
    throw invalid(
      `Limits of "${name}" are ${lower} and ${upper}: the lower must not exceed the upper. Use −Infinity and Infinity for none.`,
      { name, lower, upper },
    );
  });
}
