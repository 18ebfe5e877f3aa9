import { GammakitError, nearest } from "@gammakit/core";
import { type Theme, themes } from "../theme/theme.ts";

/** What every renderer of this package takes. */
export interface RendererOptions {
  /** "light" where absent. */
  readonly theme?: Theme["name"];
}

/** The options of a renderer as a file has them. Throws "invalid-input" for other keys than `known`, and for an unknown theme. */
export function rendererOptions(
  id: string,
  given: unknown,
  known: readonly string[],
): Readonly<Record<string, unknown>> {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw refuse(id, `its options must be an object, not ${String(given)}`);
  }
  for (const key of Object.keys(given)) {
    if (known.includes(key)) continue;
    const guess = nearest(key, known);
    throw refuse(id, `unknown option "${key}"; ${guess ? `did you mean "${guess}"?` : `known: ${known.join(", ")}`}`);
  }
  const { theme = "light" } = given as { readonly theme?: unknown };
  if (typeof theme === "string" && Object.hasOwn(themes, theme)) return { ...given, theme };
  throw refuse(id, `theme must be one of ${Object.keys(themes).join(", ")}, not ${String(theme)}`);
}

/** The error for an option that makes no sense. */
export function refuse(id: string, what: string): GammakitError {
  return new GammakitError("invalid-input", `The renderer "${id}": ${what}.`, { id });
}
