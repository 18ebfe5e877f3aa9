import type { Estimator, Optimizer, Registry, SpectralModel, Statistic } from "@gammakit/core";
import { refuseJob } from "../job/issue.ts";
import { createIssueList } from "../job/issue-list.ts";
import { validate } from "../job/validate.ts";
import type { PlannedOutput } from "../outputs/outputs-block.ts";
import { type Reduce, reduction } from "../reduction/reduction.ts";
import { namedParts, resolveNames } from "../reduction/resolve-names.ts";
import { type LightCurveSettings, lightCurveSchema } from "./schema.ts";

/** A job with all its names resolved: nothing is left that could be refused before data are read. */
export interface LightCurvePlan {
  readonly settings: LightCurveSettings;
  readonly model: SpectralModel;
  readonly optimizer: Optimizer;
  readonly reduce: Reduce;
  /** Absent where the datasets decide. */
  readonly statistics?: readonly Statistic[] | undefined;
  readonly estimators: readonly Estimator[];
  readonly outputs: readonly PlannedOutput[];
  /** Edges of the energy bands [TeV]: those of the job, else the ends of its energy axis. */
  readonly energyEdges: readonly number[];
}

/** Checks a job and resolves its names. Throws "invalid-input" with everything that is wrong, each with its key path. */
export function planLightCurve(job: unknown, registry: Registry): LightCurvePlan {
  const { settings, issues: formal } = validate(lightCurveSchema(), job);
  const list = createIssueList(formal);
  const names = resolveNames(settings ?? namedParts(job), registry, list);
  const { model, optimizer, spectrum, background, makers, estimators, outputs, statistics } = names;
  if (settings === undefined || list.issues.length > 0 || !model || !optimizer || !background) {
    throw refuseJob(list.issues);
  }
  const { energy, energyEdges = [energy.min, energy.max] } = settings;
  const others = { estimators, outputs, ...(statistics && { statistics }) };
  return {
    settings,
    model,
    optimizer,
    reduce: reduction(settings, spectrum, background, makers),
    energyEdges,
    ...others,
  };
}
