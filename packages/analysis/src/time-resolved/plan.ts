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
import { fluxModelOf } from "../job/model-block.ts";
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
  const { settings, issues: formal } = validate(timeResolvedSchema(), job);
  const issues: JobIssue[] = [...formal];
  const attempt = <T>(path: string, make: () => T): T | undefined => {
    try {
      return make();
    } catch (error) {
      issues.push({ path, message: messageOf(error) });
      return undefined;
    }
  };
  // Where the form is wrong elsewhere, names are looked up all the same: everything is told at once.
  const names = settings ?? partsWithNames(job);
  const { optimizer: optimizerName, ...optimizerOptions } = names.fit;
  const { maker: makerName, ...makerOptions } = names.background;
  const exclusion: ReflectedRegionsOptions = names.exclude.length > 0 ? { exclusion: names.exclude } : {};
  const block = names.model;
  const model = block && attempt("model", () => fluxModelOf(block, registry));
  const others = names.compareWith.map((other, i) => attempt(`compareWith[${i}]`, () => fluxModelOf(other, registry)));
  const optimizer = attempt("fit", () => registry.create("optimizer", optimizerName, optimizerOptions));
  const background = attempt("background", () =>
    registry.create("maker", makerName, { ...makerOptions, ...exclusion }),
  );
  if (settings === undefined || issues.length > 0 || !model || !optimizer || !background) throw refuseJob(issues);
  return {
    settings,
    model,
    compareWith: others.filter((other) => other !== undefined),
    optimizer,
    reduce: reduction(settings, background),
  };
}

/** What names extensions, in a job that is wrong in other places; the default where such a part is wrong itself. */
function partsWithNames(job: unknown) {
  const { shape } = timeResolvedSchema();
  const given = typeof job === "object" && job !== null ? (job as Readonly<Record<string, unknown>>) : {};
  return {
    model: shape.model.safeParse(given.model).data,
    compareWith: shape.compareWith.safeParse(given.compareWith).data ?? [],
    fit: shape.fit.safeParse(given.fit).data ?? { optimizer: "minuit" },
    background: shape.background.safeParse(given.background).data ?? { maker: "reflected-regions" },
    exclude: shape.exclude.safeParse(given.exclude).data ?? [],
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
