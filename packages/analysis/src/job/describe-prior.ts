import type { Prior } from "@gammakit/core";

/** The block that describes a prior: the same prior again when read. */
export function describePrior({ id, options }: Prior): Readonly<Record<string, unknown>> {
  return { type: id, ...(options as object | undefined) };
}
