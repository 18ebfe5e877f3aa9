import type { Registry } from "@gammakit/core";
import { createEstimators } from "../estimates/estimators-block.ts";
import { resolveFit } from "../job/fit-names.ts";
import { refuseJob } from "../job/issue.ts";
import { createIssueList } from "../job/issue-list.ts";
import { validate } from "../job/validate.ts";
import { planOutputs } from "../outputs/outputs-block.ts";
import { namedParts, statisticsOf } from "../reduction/resolve-names.ts";
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
  const parts = settings ?? namedParts(job);
  const { model, optimizer, ...others } = resolveFit(job, parts, settings?.posterior, registry, list);
  const statistics = statisticsOf(parts.fit.statistic, registry, list);
  const named = {
    estimators: createEstimators(parts.estimators ?? [], registry, list),
    outputs: planOutputs(parts.outputs, registry, list),
  };
  if (settings === undefined || list.issues.length > 0 || !model || !optimizer) throw refuseJob(list.issues);
  return { settings, model, optimizer, ...others, ...named, ...(statistics && { statistics }) };
}
