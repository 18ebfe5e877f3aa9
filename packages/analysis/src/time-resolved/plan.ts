import {
  axisFromBounds,
  type Dataset,
  emptySpectrum,
  type Maker,
  type Observation,
  type Optimizer,
  type Registry,
  type SpectralModel,
} from "@gammakit/core";
import { chain, type ReflectedRegionsOptions, safeMask, spectrumMaker } from "@gammakit/makers";
import { type JobIssue, messageOf, refuseJob } from "../job/issue.ts";
import { modelOf } from "../job/model-block.ts";
import { validate } from "../job/validate.ts";
import { type TimeResolvedSettings, timeResolvedSchema } from "./schema.ts";

/** A job with all its names resolved: nothing is left that could be refused before data are read. */
export interface TimeResolvedPlan {
  readonly settings: TimeResolvedSettings;
  readonly model: SpectralModel;
  readonly compareWith: readonly SpectralModel[];
  readonly optimizer: Optimizer;
  readonly reduce: (observation: Observation) => Dataset;
}

/**
 * Checks a job and resolves its names. Throws "invalid-input" with everything that is wrong, each with its key path: first with
 * the form, then with names and parameters.
 */
export function planTimeResolved(job: unknown, registry: Registry): TimeResolvedPlan {
  const settings = validate(timeResolvedSchema, job);
  const issues: JobIssue[] = [];
  const attempt = <T>(path: string, make: () => T): T | undefined => {
    try {
      return make();
    } catch (error) {
      issues.push({ path, message: messageOf(error) });
      return undefined;
    }
  };
  const { optimizer: optimizerName, ...optimizerOptions } = settings.fit;
  const { maker: makerName, ...makerOptions } = settings.background;
  const exclusion: ReflectedRegionsOptions = settings.exclude.length > 0 ? { exclusion: settings.exclude } : {};
  const model = attempt("model", () => modelOf(settings.model, registry));
  const others = settings.compareWith.map((block, i) => attempt(`compareWith[${i}]`, () => modelOf(block, registry)));
  const optimizer = attempt("fit", () => registry.create("optimizer", optimizerName, optimizerOptions));
  const background = attempt("background", () =>
    registry.create("maker", makerName, { ...makerOptions, ...exclusion }),
  );
  if (issues.length > 0 || !model || !optimizer || !background) throw refuseJob(issues);
  return {
    settings,
    model,
    compareWith: others.filter((other) => other !== undefined),
    optimizer,
    reduce: reduction(settings, background),
  };
}

function reduction(settings: TimeResolvedSettings, background: Maker): TimeResolvedPlan["reduce"] {
  const { energy, energyTrue, on, containmentCorrection, safeMask: mask } = settings;
  const axis = (name: string, { min, max, bins }: TimeResolvedSettings["energy"]) =>
    axisFromBounds(min, max, bins, { name, unit: "TeV", scale: "log" });
  return chain(
    emptySpectrum({ region: on, energy: axis("energy", energy), energyTrue: axis("energy_true", energyTrue) }),
    spectrumMaker({ containmentCorrection }),
    background,
    safeMask(mask),
  );
}
