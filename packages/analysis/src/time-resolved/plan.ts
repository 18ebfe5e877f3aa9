import type { Estimator, Optimizer, Registry, SpectralModel, Statistic } from "@gammakit/core";
import { comparedModels } from "../job/compared-models.ts";
import { refuseJob } from "../job/issue.ts";
import { createIssueList } from "../job/issue-list.ts";
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
  const compareWith = comparedModels(fieldsOf(job), registry, list);
  if (settings === undefined || list.issues.length > 0 || !model || !optimizer || !background) {
    throw refuseJob(list.issues);
  }
  return {
    settings,
    model,
    compareWith,
    optimizer,
    reduce: reduction(settings, spectrum, background, makers),
    estimators,
    outputs,
    ...(statistics && { statistics }),
  };
}
