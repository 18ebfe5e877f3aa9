import type { Registry, Sampler } from "@gammakit/core";
import * as z from "zod/mini";
import { createNamed } from "./create-named.ts";
import type { IssueList } from "./issue-list.ts";
import { once } from "./once.ts";

/** The algorithm that samples the posterior, with its options; nothing is sampled where absent. */
export const posteriorBlock = once(() => z.optional(z.looseObject({ sampler: z._default(z.string(), "ensemble") })));

/** What a job says of its posterior. */
export type PosteriorBlock = z.output<ReturnType<typeof posteriorBlock>>;

/** The sampler of a block; undefined where the job asks for none, or for one that does not exist, which is an issue then. */
export function samplerOf(block: PosteriorBlock, registry: Registry, list: IssueList): Sampler | undefined {
  if (block === undefined) return undefined;
  const { sampler, ...options } = block;
  return createNamed(registry, list, ["sampler", sampler, options, "posterior"]);
}
