import type { Optimizer, Registry, Sampler, SpectralModel } from "@gammakit/core";
import { comparedModels } from "../job/compared-models.ts";
import { createNamed } from "../job/create-named.ts";
import { refuseJob } from "../job/issue.ts";
import { createIssueList } from "../job/issue-list.ts";
import { fluxModelOf } from "../job/model-block.ts";
import { samplerOf } from "../job/posterior-block.ts";
import { validate } from "../job/validate.ts";
import { type PlannedOutput, planOutputs } from "../outputs/outputs-block.ts";
import { fieldsOf, namedParts } from "../reduction/resolve-names.ts";
import { type FluxPointsFitSettings, fluxPointsFitSchema } from "./schema.ts";

/** A job with all its names resolved: nothing is left that could be refused before data are read. */
export interface FluxPointsFitPlan {
  readonly settings: FluxPointsFitSettings;
  readonly model: SpectralModel;
  readonly compareWith: readonly SpectralModel[];
  readonly optimizer: Optimizer;
  /** Absent where the job does not ask for the posterior. */
  readonly sampler?: Sampler;
  readonly outputs: readonly PlannedOutput[];
}

/** Checks a job and resolves its names. Throws "invalid-input" with everything that is wrong, each with its key path. */
export function planFluxPointsFit(job: unknown, registry: Registry): FluxPointsFitPlan {
  const { settings, issues } = validate(fluxPointsFitSchema(), job);
  const list = createIssueList(issues);
  const { model: block, fit, outputs } = settings ?? namedParts(job);
  const { optimizer: name, statistic, ...options } = fit;
  if (statistic !== undefined) {
    const message = "is for counts; how flux points are compared is said by likelihood";
    list.add({ path: "fit.statistic", message });
  }
  const model = block && list.attempt("model", () => fluxModelOf(block, registry));
  const compareWith = comparedModels(fieldsOf(job), registry, list);
  const optimizer = createNamed(registry, list, ["optimizer", name, options, "fit"]);
  const planned = planOutputs(outputs, registry, list);
  const sampler = samplerOf(settings?.posterior, registry, list);
  if (settings === undefined || list.issues.length > 0 || !model || !optimizer) throw refuseJob(list.issues);
  return {
    settings,
    model,
    compareWith,
    optimizer,
    outputs: planned,
    ...(sampler && { sampler }),
  };
}
