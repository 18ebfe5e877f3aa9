import type { Estimator, Registry } from "@gammakit/core";
import * as z from "zod/mini";
import { createNamed } from "../job/create-named.ts";
import { described } from "../job/fields.ts";
import type { IssueList } from "../job/issue-list.ts";
import { type NamedBlock, namedBlock, splitNamed } from "../job/named-block.ts";
import { once } from "../job/once.ts";

/** What is computed of each fit besides: estimators by name, with their options. */
export const estimatorsBlock = once(() =>
  described(
    z._default(z.array(namedBlock()), []),
    "Estimators that are run on each fit; their results are its estimates",
  ),
);

/** The estimators that a job names; each that does not exist is an issue. */
export function createEstimators(
  blocks: readonly NamedBlock[],
  registry: Registry,
  list: IssueList,
): readonly Estimator[] {
  return blocks.flatMap((block, i) => {
    const { id, options } = splitNamed(block);
    const made = createNamed(registry, list, ["estimator", id, options, `estimators[${i}]`]);
    return made === undefined ? [] : [made];
  });
}
