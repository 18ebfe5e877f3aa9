import type { Registry } from "@gammakit/core";
import { createEstimators } from "../estimates/estimators-block.ts";
import { comparedModels } from "../job/compared-models.ts";
import { createNamed } from "../job/create-named.ts";
import { refuseJob } from "../job/issue.ts";
import { createIssueList } from "../job/issue-list.ts";
import { fluxModelOf } from "../job/model-block.ts";
import { samplerOf } from "../job/posterior-block.ts";
import { validate } from "../job/validate.ts";
import { planOutputs } from "../outputs/outputs-block.ts";
import { fieldsOf, namedParts, statisticsOf } from "../reduction/resolve-names.ts";
import type { MeasurePlan } from "../spectrum/plan.ts";
import { type SpectrumFilesSettings, spectrumFilesSchema } from "./schema.ts";

/** A job with all its names resolved: nothing is left that could be refused before data are read. */
export interface SpectrumFilesPlan extends MeasurePlan {
  readonly settings: SpectrumFilesSettings;
}

/** Checks a job and resolves its names. Throws "invalid-input" with everything that is wrong, each with its key path. */
export function planSpectrumFiles(job: unknown, registry: Registry): SpectrumFilesPlan {
  const { settings, issues } = validate(spectrumFilesSchema(), job);
  const list = createIssueList(issues);
  const { model: block, fit, estimators = [], outputs } = settings ?? namedParts(job);
  const { optimizer: name, statistic, ...options } = fit;
  const model = block && list.attempt("model", () => fluxModelOf(block, registry));
  const optimizer = createNamed(registry, list, ["optimizer", name, options, "fit"]);
  const statistics = statisticsOf(statistic, registry, list);
  const named = {
    estimators: createEstimators(estimators, registry, list),
    outputs: planOutputs(outputs, registry, list),
  };
  const compareWith = comparedModels(fieldsOf(job), registry, list);
  const sampler = samplerOf(settings?.posterior, registry, list);
  if (settings === undefined || list.issues.length > 0 || !model || !optimizer) throw refuseJob(list.issues);
  return {
    settings,
    model,
    compareWith,
    optimizer,
    ...named,
    ...(statistics && { statistics }),
    ...(sampler && { sampler }),
  };
}
