import { nearest } from "../errors/suggest.ts";
import type { AnyExtension } from "./registry.ts";

/** A key of a file that is no option of what it names, and what to say of it. */
export interface UnknownOption {
  readonly key: string;
  readonly message: string;
}

/** Those of `keys` that the label of an extension does not list; none where it says nothing of options. */
export function unknownOptions(
  { kind, id, optionHelp }: AnyExtension,
  keys: readonly string[],
): readonly UnknownOption[] {
  if (optionHelp === undefined) return [];
  const known = Object.keys(optionHelp);
  const takes = known.length > 0 ? known.join(", ") : "none";
  return keys
    .filter((key) => !known.includes(key))
    .map((key) => {
      // A file gives options beside the name, which stands under the kind.
      const guess = nearest(key, [...known, kind]);
      if (guess !== undefined) return { key, message: `unknown key; did you mean "${guess}"?` };
      return { key, message: `no option "${key}" of the ${kind} "${id}", which takes ${takes}` };
    });
}
