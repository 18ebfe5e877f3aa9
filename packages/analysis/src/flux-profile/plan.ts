import type { Estimator, Maker, Optimizer, Reader, Registry, SpectralModel, Statistic } from "@gammakit/core";
import { createEstimators, estimatorsBlock } from "../estimates/estimators-block.ts";
import { createNamed } from "../job/create-named.ts";
import { refuseJob } from "../job/issue.ts";
import { createIssueList, type IssueList } from "../job/issue-list.ts";
import { fluxModelOf } from "../job/model-block.ts";
import { splitNamed } from "../job/named-block.ts";
import { validate } from "../job/validate.ts";
import { outputsBlock, type PlannedOutput, planOutputs } from "../outputs/outputs-block.ts";
import { fieldsOf, makersOf, statisticsOf } from "../reduction/resolve-names.ts";
import { type FluxProfileSettings, fluxProfileSchema } from "./schema.ts";

/** A job with all its names resolved: nothing is left that could be refused before data are read. */
export interface FluxProfilePlan {
  readonly settings: FluxProfileSettings;
  readonly model: SpectralModel;
  /** What is done to the spectrum of each region before it is fitted. */
  readonly makers: readonly Maker[];
  readonly estimators: readonly Estimator[];
  readonly outputs: readonly PlannedOutput[];
  /** Fits the norms; Newton's method where absent. */
  readonly optimizer?: Optimizer;
  /** Absent where the datasets decide. */
  readonly statistics?: readonly Statistic[] | undefined;
  /** Reads the dataset; absent where its content decides. */
  readonly reader?: Reader;
}

/** Checks a job and resolves its names. Throws "invalid-input" with everything that is wrong, each with its key path. */
export function planFluxProfile(job: unknown, registry: Registry): FluxProfilePlan {
  const { settings, issues: formal } = validate(fluxProfileSchema(), job);
  const list = createIssueList(formal);
  // Where the form is wrong elsewhere, names are looked up all the same: everything is told at once.
  const named = settings ?? namedParts(job);
  const model =
    named.model && list.attempt("model", () => fluxModelOf(named.model as NonNullable<Named["model"]>, registry));
  const parts = {
    makers: makersOf(named.makers, registry, list),
    estimators: createEstimators(named.estimators, registry, list),
    outputs: planOutputs(named.outputs, registry, list),
  };
  const optimizer = optimizerOf(named, registry, list);
  const statistics = statisticsOf(named.fit?.statistic, registry, list);
  const reader = readerOf(named, registry, list);
  if (settings === undefined || model === undefined || list.issues.length > 0) throw refuseJob(list.issues);
  return {
    settings,
    model,
    ...parts,
    ...(optimizer && { optimizer }),
    ...(statistics && { statistics }),
    ...(reader && { reader }),
  };
}

/** The parts of a job that name extensions. */
type Named = Pick<FluxProfileSettings, "makers" | "estimators" | "outputs" | "fit" | "reader"> &
  Partial<Pick<FluxProfileSettings, "model">>;

/** The same of a job whose form is wrong; as if it were absent where such a part is wrong itself. */
function namedParts(job: unknown): Named {
  const given = fieldsOf(job);
  const { model, makers, fit, reader } = fluxProfileSchema().shape;
  const found = model.safeParse(given.model).data;
  return {
    ...(found && { model: found }),
    makers: makers.safeParse(given.makers).data ?? [],
    estimators: estimatorsBlock().safeParse(given.estimators).data ?? [],
    outputs: outputsBlock().safeParse(given.outputs).data ?? [],
    fit: fit.safeParse(given.fit).data,
    reader: reader.safeParse(given.reader).data,
  };
}

function optimizerOf({ fit = {} }: Named, registry: Registry, list: IssueList): Optimizer | undefined {
  const { optimizer, statistic: _, ...options } = fit;
  if (optimizer !== undefined) return createNamed(registry, list, ["optimizer", optimizer, options, "fit"]);
  const [option] = Object.keys(options);
  return list.attempt("fit", () => {
    if (option === undefined) return undefined;
    throw new Error(`"${option}" is an option of an optimizer, and none is named: add optimizer, such as minuit.`);
  });
}

function readerOf({ reader }: Named, registry: Registry, list: IssueList): Reader | undefined {
  if (reader === undefined) return undefined;
  const { id, options } = splitNamed(reader);
  return createNamed(registry, list, ["reader", id, options, "reader"]);
}
