import type { Estimator, Maker, Optimizer, Registry, SpectralModel, Statistic } from "@gammakit/core";
import { circleSpectrumMaker } from "@gammakit/makers";
import type * as z from "zod/mini";
import { createEstimators, estimatorsBlock } from "../estimates/estimators-block.ts";
import { createNamed } from "../job/create-named.ts";
import type { IssueList } from "../job/issue-list.ts";
import { fitBlock, fluxModelOf, type ModelBlock, modelBlock } from "../job/model-block.ts";
import { type NamedBlock, splitNamed } from "../job/named-block.ts";
import { type OutputsBlock, outputsBlock, type PlannedOutput, planOutputs } from "../outputs/outputs-block.ts";
import { type ReductionSettings, reductionBlocks } from "./reduction-block.ts";

/** The parts of a job that name extensions. */
export interface NamedParts
  extends Pick<ReductionSettings, "background" | "exclude" | "makers">,
    Partial<Pick<ReductionSettings, "on" | "containmentCorrection">> {
  /** Absent where its form is wrong. */
  readonly model?: ModelBlock;
  readonly fit: z.output<ReturnType<typeof fitBlock>>;
  /** Absent in jobs that have none. */
  readonly estimators?: readonly NamedBlock[];
  readonly outputs: OutputsBlock;
}

/** What the names in a job stand for; undefined for one that stands for nothing. */
export interface ResolvedNames {
  readonly model: SpectralModel | undefined;
  readonly optimizer: Optimizer | undefined;
  /** Takes the counts ON, and the responses. */
  readonly spectrum: Maker;
  readonly background: Maker | undefined;
  readonly makers: readonly Maker[];
  readonly estimators: readonly Estimator[];
  readonly outputs: readonly PlannedOutput[];
  /** Absent where the datasets decide. */
  readonly statistics?: readonly Statistic[] | undefined;
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
    makers: blocks.makers.safeParse(given.makers).data ?? [],
    estimators: estimatorsBlock().safeParse(given.estimators).data ?? [],
    outputs: outputsBlock().safeParse(given.outputs).data ?? [],
  };
}

/** The keys of a job that may be anything. */
export function fieldsOf(job: unknown): Readonly<Record<string, unknown>> {
  return typeof job === "object" && job !== null ? (job as Readonly<Record<string, unknown>>) : {};
}

/** Looks up the names of a job; what is wrong with them is added to the issues. */
export function resolveNames(
  { on, containmentCorrection = false, model, fit, background, exclude, makers, estimators = [], outputs }: NamedParts,
  registry: Registry,
  list: IssueList,
): ResolvedNames {
  const { attempt } = list;
  const { optimizer, statistic, ...optimizerOptions } = fit;
  const statistics = statisticsOf(statistic, registry, list);
  const { maker, ...makerOptions } = background;
  const exclusion = exclude.length > 0 ? { exclusion: exclude } : {};
  const isPoint = on?.kind === "point";
  if (isPoint && containmentCorrection) {
    const message = "ON is a point, for point-like responses, which hold a containment already: switch it off";
    list.add({ path: "containmentCorrection", message });
  }
  return {
    model: model && attempt("model", () => fluxModelOf(model, registry)),
    optimizer: createNamed(registry, list, ["optimizer", optimizer, optimizerOptions, "fit"]),
    spectrum: isPoint ? registry.create("maker", "spectrum") : circleSpectrumMaker({ containmentCorrection }),
    background: createNamed(registry, list, ["maker", maker, makerOptions, "background"], exclusion),
    makers: makersOf(makers, registry, list),
    estimators: createEstimators(estimators, registry, list),
    outputs: planOutputs(outputs, registry, list),
    ...(statistics && { statistics }),
  };
}

/** The makers of a list in a job; each that does not exist is an issue. */
export function makersOf(blocks: NamedParts["makers"], registry: Registry, list: IssueList): readonly Maker[] {
  return blocks.flatMap(({ maker, ...options }, i) => {
    const made = createNamed(registry, list, ["maker", maker, options, `makers[${i}]`]);
    return made === undefined ? [] : [made];
  });
}

/** The statistic of a job as the only one to choose from; undefined where the job names none. */
export function statisticsOf(
  block: NamedBlock | undefined,
  registry: Registry,
  list: IssueList,
): readonly Statistic[] | undefined {
  if (block === undefined) return undefined;
  const { id, options } = splitNamed(block);
  const made = createNamed(registry, list, ["statistic", id, options, "fit.statistic"]);
  return made && [made];
}
