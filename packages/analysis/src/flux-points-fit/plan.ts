import type { Optimizer, Registry, Sampler, SpectralModel } from "@gammakit/core";
import { resolveFit } from "../job/fit-names.ts";
import { refuseJob } from "../job/issue.ts";
import { createIssueList } from "../job/issue-list.ts";
import { validate } from "../job/validate.ts";
import { type PlannedOutput, planOutputs } from "../outputs/outputs-block.ts";
import { namedParts } from "../reduction/resolve-names.ts";
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
  const parts = settings ?? namedParts(job);
  if (parts.fit.statistic !== undefined) {
    const message = "is for counts; how flux points are compared is said by likelihood";
    list.add({ path: "fit.statistic", message });
  }
  const { model, optimizer, ...others } = resolveFit(job, parts, settings?.posterior, registry, list);
  const outputs = planOutputs(parts.outputs, registry, list);
  if (settings === undefined || list.issues.length > 0 || !model || !optimizer) throw refuseJob(list.issues);
  return { settings, model, optimizer, ...others, outputs };
}
