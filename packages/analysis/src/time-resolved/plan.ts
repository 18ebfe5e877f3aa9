import type { Estimator, Optimizer, Registry, SpectralModel, Statistic } from "@gammakit/core";
import { refuseJob } from "../job/issue.ts";
import { createIssueList } from "../job/issue-list.ts";
import { fluxModelOf } from "../job/model-block.ts";
import { validate } from "../job/validate.ts";
import type { PlannedOutput } from "../outputs/outputs-block.ts";
import { type Reduce, reduction } from "../reduction/reduction.ts";
import { fieldsOf, namedParts, resolveNames } from "../reduction/resolve-names.ts";
import { type TimeResolvedSettings, timeResolvedSchema } from "./schema.ts";

/** A job with all its names resolved: nothing is left that could be refused before data are read. */
export interface TimeResolvedPlan {
  readonly settings: TimeResolvedSettings;
  readonly model: SpectralModel;
  readonly compareWith: readonly SpectralModel[];
  readonly optimizer: Optimizer;
  readonly reduce: Reduce;
  /** Absent where the datasets decide. */
  readonly statistics?: readonly Statistic[] | undefined;
  readonly estimators: readonly Estimator[];
  readonly outputs: readonly PlannedOutput[];
}

/**
 * Checks a job and resolves its names. Throws "invalid-input" with everything that is wrong, each with its key path: first with
 * the form, then with names and parameters.
 */
export function planTimeResolved(job: unknown, registry: Registry): TimeResolvedPlan {
  const { settings, issues: formal } = validate(timeResolvedSchema(), job);
  const list = createIssueList(formal);
  // Where the form is wrong elsewhere, names are looked up all the same: everything is told at once.
  const names = resolveNames(settings ?? namedParts(job), registry, list);
  const { model, optimizer, spectrum, background, makers, estimators, outputs, statistics } = names;
  const compared = settings?.compareWith ?? comparedModels(job);
  const others = compared.map((other, i) => list.attempt(`compareWith[${i}]`, () => fluxModelOf(other, registry)));
  if (settings === undefined || list.issues.length > 0 || !model || !optimizer || !background) {
    throw refuseJob(list.issues);
  }
  return {
    settings,
    model,
    compareWith: others.filter((other) => other !== undefined),
    optimizer,
    reduce: reduction(settings, spectrum, background, makers),
    estimators,
    outputs,
    ...(statistics && { statistics }),
  };
}

/** The models to compare with in a job that is wrong in other places; none where they are wrong themselves. */
function comparedModels(job: unknown) {
  return timeResolvedSchema().shape.compareWith.safeParse(fieldsOf(job).compareWith).data ?? [];
}
