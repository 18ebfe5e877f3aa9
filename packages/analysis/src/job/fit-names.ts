import type { Optimizer, Registry, Sampler, SpectralModel } from "@gammakit/core";
import { fieldsOf, type NamedParts } from "../reduction/resolve-names.ts";
import { comparedModels } from "./compared-models.ts";
import { createNamed } from "./create-named.ts";
import type { IssueList } from "./issue-list.ts";
import { fluxModelOf } from "./model-block.ts";
import { type PosteriorBlock, samplerOf } from "./posterior-block.ts";

/** What a job fits and with what; undefined for a name that stands for nothing. */
interface FitNames {
  readonly model: SpectralModel | undefined;
  readonly compareWith: readonly SpectralModel[];
  readonly optimizer: Optimizer | undefined;
  /** Absent where the job does not ask for the posterior. */
  readonly sampler?: Sampler;
}

/** Looks up the models of a job without runs, its optimizer and its sampler; what is wrong with them is added to the issues. */
export function resolveFit(
  job: unknown,
  { model, fit }: Pick<NamedParts, "model" | "fit">,
  posterior: PosteriorBlock,
  registry: Registry,
  list: IssueList,
): FitNames {
  const { optimizer, statistic: _, ...options } = fit;
  const sampler = samplerOf(posterior, registry, list);
  return {
    model: model && list.attempt("model", () => fluxModelOf(model, registry)),
    compareWith: comparedModels(fieldsOf(job), registry, list),
    optimizer: createNamed(registry, list, ["optimizer", optimizer, options, "fit"]),
    ...(sampler && { sampler }),
  };
}
