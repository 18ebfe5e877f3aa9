import type { Optimizer, Registry, SpectralModel } from "@gammakit/core";
import { type JobIssue, messageOf, refuseJob } from "../job/issue.ts";
import { fluxModelOf } from "../job/model-block.ts";
import { validate } from "../job/validate.ts";
import { type FluxProfileSettings, fluxProfileSchema } from "./schema.ts";

/** A job with all its names resolved: nothing is left that could be refused before data are read. */
export interface FluxProfilePlan {
  readonly settings: FluxProfileSettings;
  readonly model: SpectralModel;
  /** What fits the norms; Newton's method where absent. */
  readonly optimizer?: Optimizer;
}

/** Checks a job and resolves its names. Throws "invalid-input" with everything that is wrong, each with its key path. */
export function planFluxProfile(job: unknown, registry: Registry): FluxProfilePlan {
  const { settings, issues: formal } = validate(fluxProfileSchema(), job);
  const issues: JobIssue[] = [...formal];
  const given = typeof job === "object" && job !== null ? (job as Readonly<Record<string, unknown>>) : {};
  const block = settings?.model ?? fluxProfileSchema().shape.model.safeParse(given.model).data;
  let model: SpectralModel | undefined;
  try {
    model = block && fluxModelOf(block, registry);
  } catch (error) {
    issues.push({ path: "model", message: messageOf(error) });
  }
  let optimizer: Optimizer | undefined;
  if (settings?.fit !== undefined) {
    const { optimizer: name, ...options } = settings.fit;
    try {
      optimizer = registry.create("optimizer", name, options);
    } catch (error) {
      issues.push({ path: "fit", message: messageOf(error) });
    }
  }
  if (settings === undefined || model === undefined || issues.length > 0) throw refuseJob(issues);
  return { settings, model, ...(optimizer && { optimizer }) };
}
