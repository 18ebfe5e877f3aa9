import type { Registry, SpectralModel } from "@gammakit/core";
import * as z from "zod/mini";
import type { IssueList } from "./issue-list.ts";
import { fluxModelOf, modelBlock } from "./model-block.ts";

/**
 * The models that a job compares with its own, also of a job that is wrong in other places. Each that does not exist is an issue; none are
 * given where the form of the list is wrong.
 */
export function comparedModels(
  { compareWith }: { readonly compareWith?: unknown },
  registry: Registry,
  list: IssueList,
): readonly SpectralModel[] {
  const blocks = z.array(modelBlock()).safeParse(compareWith).data ?? [];
  return blocks.flatMap((block, i) => list.attempt(`compareWith[${i}]`, () => fluxModelOf(block, registry)) ?? []);
}
