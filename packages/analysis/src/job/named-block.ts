import * as z from "zod/mini";
import { text } from "./fields.ts";
import { once } from "./once.ts";

/** An extension by its id, or as an object with its id and its options. */
export const namedBlock = once(() => z.union([text(), z.looseObject({ type: text() })]));

/** An extension as a job names it. */
export type NamedBlock = z.output<ReturnType<typeof namedBlock>>;

/** Its id and its options; `undefined` where there are none. */
export function splitNamed(block: NamedBlock): { readonly id: string; readonly options: object | undefined } {
  if (typeof block === "string") return { id: block, options: undefined };
  const { type, ...options } = block;
  return { id: type, options: Object.keys(options).length === 0 ? undefined : options };
}
