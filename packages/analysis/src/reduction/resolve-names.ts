import type { Maker, Optimizer, Registry, SpectralModel } from "@gammakit/core";
import type * as z from "zod";
import type { IssueList } from "../job/issue-list.ts";
import { fitBlock, fluxModelOf, type ModelBlock, modelBlock } from "../job/model-block.ts";
import { type ReductionSettings, reductionBlocks } from "./reduction-block.ts";

/** The parts of a job that name extensions. */
export interface NamedParts extends Pick<ReductionSettings, "background" | "exclude"> {
  /** Absent where its form is wrong. */
  readonly model?: ModelBlock;
  readonly fit: z.output<ReturnType<typeof fitBlock>>;
}

/** What the names in a job stand for; undefined for one that stands for nothing. */
export interface ResolvedNames {
  readonly model: SpectralModel | undefined;
  readonly optimizer: Optimizer | undefined;
  readonly background: Maker | undefined;
}

/** The parts that name extensions in a job whose form is wrong; the default where such a part is wrong itself. */
export function namedParts(job: unknown): NamedParts {
  const given = fieldsOf(job);
  const blocks = reductionBlocks();
  const model = modelBlock().safeParse(given.model).data;
  return {
    ...(model && { model }),
    fit: fitBlock().safeParse(given.fit).data ?? { optimizer: "minuit" },
    background: blocks.background.safeParse(given.background).data ?? { maker: "reflected-regions" },
    exclude: blocks.exclude.safeParse(given.exclude).data ?? [],
  };
}

/** The keys of a job that may be anything. */
export function fieldsOf(job: unknown): Readonly<Record<string, unknown>> {
  return typeof job === "object" && job !== null ? (job as Readonly<Record<string, unknown>>) : {};
}

/** Looks up the names of a job; what is wrong with them is added to the issues. */
export function resolveNames(
  { model, fit, background, exclude }: NamedParts,
  registry: Registry,
  { attempt }: IssueList,
): ResolvedNames {
  const { optimizer, ...optimizerOptions } = fit;
  const { maker, ...makerOptions } = background;
  const exclusion = exclude.length > 0 ? { exclusion: exclude } : {};
  return {
    model: model && attempt("model", () => fluxModelOf(model, registry)),
    optimizer: attempt("fit", () => registry.create("optimizer", optimizer, optimizerOptions)),
    background: attempt("background", () => registry.create("maker", maker, { ...makerOptions, ...exclusion })),
  };
}
