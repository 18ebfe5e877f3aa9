import { GammakitError } from "../errors/gammakit-error.ts";
import { nearest } from "../errors/suggest.ts";

/** The error for a parameter `name` that the model does not have, with the nearest of `known`. */
export function unknownParameter(model: string, name: string, known: readonly string[]): GammakitError {
  const suggestion = nearest(name, known);
  const hint = suggestion === undefined ? "" : ` Did you mean "${suggestion}"?`;
  return new GammakitError(
    "invalid-input",
    `${model} has no parameter "${name}".${hint} It has: ${known.join(", ")}.`,
    {
      model,
      name,
      known,
      suggestion,
    },
  );
}
