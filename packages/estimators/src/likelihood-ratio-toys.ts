import {
  createPause,
  type Dataset,
  GammakitError,
  normalQuantile,
  type SpectralModel,
  type Statistic,
} from "@gammakit/core";
import { type FitOptions, fit } from "@gammakit/fit";
import { comparableStats } from "./comparable-stats.ts";
import { simulateCounts } from "./simulate-counts.ts";
import { startsFrom } from "./start-values.ts";
import { checkToys, type ToyOptions, uniformFrom } from "./variability/random.ts";

/** What is simulated. */
export interface LikelihoodRatioToysOptions extends FitOptions, ToyOptions {
  /** The simpler model, with the values fitted to the data: what the toys are drawn from. */
  readonly model: SpectralModel;
  /** The model compared with it, with its start values. */
  readonly compared: SpectralModel;
  /** stat(model) − stat(compared) of the data. */
  readonly deltaTs: number;
}

/** How often chance alone does as well as the data. */
export interface LikelihoodRatioToys {
  /** Toys that were drawn and could be fitted; fewer than asked for after an abort. */
  readonly used: number;
  /** Toys in which a fit ended without a number, or threw. */
  readonly failed: number;
  /** Toys with a `deltaTs` of at least that of the data. */
  readonly exceeding: number;
  /** (exceeding + 1) / (used + 1): never zero. Davison & Hinkley (1997), Eq. 4.11. */
  readonly pValue: number;
  /** Its binomial error, √(p (1 − p) / used). */
  readonly pValueError: number;
  /** The same probability as a two-sided normal deviate [σ]. */
  readonly significance: number;
}

/**
 * The significance of a likelihood ratio in one interval by parametric bootstrap, where counts are too few or the models too unlike
 * regular ones for χ²: datasets are drawn from the fitted `model`, and both models are fitted to each as to the data.
 * Throws "invalid-input" for a number of toys or a seed that is none, for flux points, which have no counts to draw, and what a fit threw where one of every toy did.
 */
export async function likelihoodRatioToys(
  datasets: readonly Dataset[],
  { model, compared, deltaTs, toys = 1000, seed = 0, ...options }: LikelihoodRatioToysOptions,
): Promise<LikelihoodRatioToys> {
  const most = checkToys(toys);
  for (const dataset of datasets) requireCounts(dataset, options.statistics);
  const uniform = uniformFrom(seed);
  const { signal } = options.context ?? {};
  const quiet: FitOptions = { ...options, context: { signal } };
  const pause = createPause();
  let [used, failed, exceeding] = [0, 0, 0];
  const errors: unknown[] = [];
  for (let k = 0; k < most; k++) {
    await pause();
    if (signal?.aborted) break;
    const toy = datasets.map((dataset) => simulateCounts(dataset, model, uniform));
    const gain = await deltaTsOf(toy, model, compared, quiet).catch((error: unknown) => {
      errors.push(error);
      return Number.NaN;
    });
    if (signal?.aborted) break;
    if (Number.isFinite(gain)) used++;
    else failed++;
    if (gain >= deltaTs) exceeding++;
    options.context?.onProgress?.(k + 1, most);
  }
  if (errors.length === most) throw errors[0];
  const pValue = used > 0 ? (exceeding + 1) / (used + 1) : Number.NaN;
  return {
    used,
    failed,
    exceeding,
    pValue,
    pValueError: Math.sqrt((pValue * (1 - pValue)) / used),
    significance: normalQuantile(pValue / 2),
  };
}

/** What the compared model gains in one toy. Where it has no minimum, the lowest value found counts, as it does for the data. */
async function deltaTsOf(
  datasets: readonly Dataset[],
  model: SpectralModel,
  compared: SpectralModel,
  options: FitOptions,
): Promise<number> {
  const base = await fit(datasets, model, options);
  if (!base.success) return Number.NaN;
  const starts = startsFrom(base.model, compared, datasets);
  // As hard as the minimum of the data was looked for: a gain that is missed here makes that of the data look rare.
  const other = await fit(datasets, compared, { ...options, starts, rescue: true });
  const [stat, otherStat] = comparableStats(base, other);
  return stat - otherStat;
}

/** Flux points have norms in the place of counts, which are not drawn from Poisson's distribution. */
function requireCounts(dataset: Dataset, statistics: readonly Statistic[] = []): void {
  if (statistics.find((statistic) => statistic.accepts(dataset))?.id !== "flux-points") return;
  const message = `Toys of "${dataset.name}" can't be drawn: it holds flux points, not counts. Compare its models without toys.`;
  throw new GammakitError("invalid-input", message, { dataset: dataset.name });
}
