import { type Dataset, GammakitError, type RunContext, type Sampler, type Statistic } from "@gammakit/core";
import type { FitModel } from "./layout.ts";
import { compileFit } from "./objective.ts";
import type { Posterior } from "./posterior.ts";

/** How a posterior is sampled. */
export interface SamplePosteriorOptions {
  /** The algorithm: `ensemble()` of `@gammakit/optimizers`, or any other. */
  readonly sampler: Sampler;
  /** Statistics to choose from, by what they accept; wstat and cash by default. */
  readonly statistics?: readonly Statistic[] | undefined;
  readonly context?: RunContext | undefined;
}

/**
 * Samples the posterior of the free parameters of `models` given `datasets`: their likelihood times the priors of the parameters. A
 * parameter without prior has a flat one within its limits. Give the models of a fit, `result.models`: the sampler
 * begins at their values, within their errors.
 * Throws "invalid-input" where there is nothing to sample: no free parameter, or data that say nothing of one without prior or limits.
 */
export async function samplePosterior(
  datasets: readonly Dataset[],
  models: FitModel | readonly FitModel[],
  { sampler, statistics, context }: SamplePosteriorOptions,
): Promise<Posterior> {
  const list: readonly FitModel[] = Array.isArray(models) ? models : [models as FitModel];
  const { objective, layout, scale, blindSpot } = compileFit(datasets, list, statistics);
  const endless = objective.names.filter(
    (_, i) =>
      layout.parameters[layout.free[i]].prior === undefined &&
      !(Number.isFinite(objective.lower[i]) && Number.isFinite(objective.upper[i])),
  );
  if (blindSpot !== undefined && endless.length > 0) {
    throw new GammakitError(
      "invalid-input",
      `There is no posterior to sample. ${blindSpot} A prior, or both limits, of ${endless.join(" and ")} would make one.`,
      { parameters: endless },
    );
  }
  const chain = await sampler.sample(objective, context);
  const n = objective.names.length;
  if (chain.samples.length !== chain.logProbability.length * n) {
    throw new GammakitError(
      "invalid-input",
      `The sampler "${sampler.id}" gave ${chain.samples.length} numbers for ${chain.logProbability.length} samples of ${n} parameters.`,
      { sampler: sampler.id },
    );
  }
  return {
    names: objective.names,
    units: Array.from(layout.free, (k) => layout.parameters[k].unit),
    samples: chain.samples.map((value, k) => value * scale[k % n]),
    logProbability: chain.logProbability,
    walkers: chain.walkers ?? 1,
    status: chain.status ?? "complete",
    ...(chain.diagnostics && { diagnostics: chain.diagnostics }),
    warnings: chain.warnings ?? [],
  };
}
