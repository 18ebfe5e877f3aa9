import type { Estimator, Optimizer, Registry, Sampler, SpectralModel, Statistic } from "@gammakit/core";
import { edgesOf } from "../flux-points/flux-points-block.ts";
import { comparedModels } from "../job/compared-models.ts";
import { refuseJob } from "../job/issue.ts";
import { createIssueList } from "../job/issue-list.ts";
import { samplerOf } from "../job/posterior-block.ts";
import { validate } from "../job/validate.ts";
import type { PlannedOutput } from "../outputs/outputs-block.ts";
import { type Reduce, reduction } from "../reduction/reduction.ts";
import { fieldsOf, namedParts, resolveNames } from "../reduction/resolve-names.ts";
import { type SpectrumSettings, spectrumSchema } from "./schema.ts";

/** What is measured of spectra, wherever they come from, with all names resolved. */
export interface MeasurePlan {
  readonly settings: Pick<SpectrumSettings, "fluxPoints" | "integralFlux" | "significance">;
  readonly model: SpectralModel;
  readonly compareWith: readonly SpectralModel[];
  readonly optimizer: Optimizer;
  /** Absent where the job does not ask for the posterior. */
  readonly sampler?: Sampler;
  /** Absent where the datasets decide. */
  readonly statistics?: readonly Statistic[] | undefined;
  readonly estimators: readonly Estimator[];
  readonly outputs: readonly PlannedOutput[];
}

/** A job with all its names resolved: nothing is left that could be refused before data are read. */
export interface SpectrumPlan extends MeasurePlan {
  readonly settings: SpectrumSettings;
  readonly reduce: Reduce;
  /** Edges of the flux points [TeV]: those of the job, else those of its energy axis. */
  readonly energyEdges: readonly number[];
}

/** Checks a job and resolves its names. Throws "invalid-input" with everything that is wrong, each with its key path. */
export function planSpectrum(job: unknown, registry: Registry): SpectrumPlan {
  const { settings, issues: formal } = validate(spectrumSchema(), job);
  const list = createIssueList(formal);
  const names = resolveNames(settings ?? namedParts(job), registry, list);
  const { model, optimizer, spectrum, background, makers, estimators, outputs, statistics } = names;
  const compareWith = comparedModels(fieldsOf(job), registry, list);
  const sampler = samplerOf(settings?.posterior, registry, list);
  if (settings === undefined || list.issues.length > 0 || !model || !optimizer || !background) {
    throw refuseJob(list.issues);
  }
  const energyEdges = settings.fluxPoints.edges ?? edgesOf(settings.energy);
  const others = { estimators, outputs, ...(statistics && { statistics }), ...(sampler && { sampler }) };
  return {
    settings,
    model,
    compareWith,
    optimizer,
    reduce: reduction(settings, spectrum, background, makers),
    energyEdges,
    ...others,
  };
}
