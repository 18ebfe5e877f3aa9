import { nearest } from "../errors/suggest.ts";
import type { AnyExtension } from "./registry.ts";

/** A key of a file that is no option of what it names, and what to say of it. */
export interface UnknownOption {
  readonly key: string;
  readonly message: string;
}

/** Those of `keys` that the label of an extension does not list; `others` may have been meant as well. */
export function unknownOptions(
  { kind, id, optionHelp = {} }: AnyExtension,
  keys: readonly string[],
  others: readonly string[],
): readonly UnknownOption[] {
  const known = Object.keys(optionHelp);
  return keys
    .filter((key) => !known.includes(key))
    .map((key) => {
      const guess = nearest(key, [...known, ...others]);
      const list =
        known.length > 0
          ? `the ${kind} "${id}" takes ${known.join(", ")}`
          : `the ${kind} "${id}" takes no options: its plugin lists none in optionHelp`;
      return { key, message: `unknown key; ${guess === undefined ? list : `did you mean "${guess}"?`}` };
    });
}
