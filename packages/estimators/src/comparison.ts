import { chiSquareTail, log, type SpectralModel, significanceOf } from "@gammakit/core";
import type { FitResult } from "@gammakit/fit";
import { comparableStats } from "./comparable-stats.ts";
import type { LikelihoodRatioToys } from "./likelihood-ratio-toys.ts";
import { isNested } from "./nesting.ts";

/** Another model in the same interval. Differences are model − compared: positive where they speak for the compared model. */
export interface ModelComparison {
  readonly result: FitResult<SpectralModel>;
  /**
   * −2 ln L, model − compared: positive where the compared model is nearer to the data. Priors that only one of them has are no part of it,
   * as what they add depends on the units of their parameters.
   */
  readonly deltaTs: number;
  /** Number of free parameters more than the model has. */
  readonly extraParameters: number;
  /** Whether the model is a special case of the compared one. */
  readonly nested: boolean;
  /** Probability of such a `deltaTs`, or a larger one, if the model were true (Wilks 1938); NaN where `significance` is. */
  readonly pValue: number;
  /** Significance of the improvement [σ]; NaN where the models are not nested or a fit did not converge. */
  readonly significance: number;
  /** Akaike's criterion of the compared model, −2 ln L + 2k for k free parameters; NaN where its fit did not converge. */
  readonly aic: number;
  /** The Bayesian criterion, −2 ln L + k ln n for n `dataBins`. */
  readonly bic: number;
  /** NaN where one of the fits did not converge. */
  readonly deltaAic: number;
  readonly deltaBic: number;
  /** Number of bins that were fitted, in all datasets together. */
  readonly dataBins: number;
  /** The distribution of `deltaTs` if the model is true, where toys were asked for. */
  readonly toys?: LikelihoodRatioToys;
}

/** What the fit `other` gains over the fit `base` of the same data in `dataBins` bins. */
export function compareFits(
  base: FitResult<SpectralModel>,
  other: FitResult<SpectralModel>,
  dataBins: number,
): ModelComparison {
  const extraParameters = freeCount(other.model) - freeCount(base.model);
  const [stat, otherStat] = comparableStats(base, other);
  const deltaTs = stat - otherStat;
  const converged = base.success && other.success;
  const nested = extraParameters > 0 && isNested(base.model, other.model);
  const tested = converged && nested;
  const { aic, bic } = criteriaOf(other, otherStat, dataBins);
  const before = criteriaOf(base, stat, dataBins);
  return {
    result: other,
    deltaTs,
    extraParameters,
    nested,
    pValue: tested ? chiSquareTail(Math.max(0, deltaTs), extraParameters) : Number.NaN,
    significance: tested ? significanceOf(deltaTs, extraParameters) : Number.NaN,
    aic,
    bic,
    deltaAic: before.aic - aic,
    deltaBic: before.bic - bic,
    dataBins,
  };
}

/**
 * The information criteria of a fit of `dataBins` bins by −2 ln L, up to the constant of the statistic; NaN where it did not converge.
 * Akaike (1974), IEEE Trans. Autom. Control 19, 716; Schwarz (1978), Ann. Statist. 6, 461.
 */
function criteriaOf(
  { success, model }: FitResult<SpectralModel>,
  stat: number,
  dataBins: number,
): { readonly aic: number; readonly bic: number } {
  const k = success ? freeCount(model) : Number.NaN;
  return { aic: stat + 2 * k, bic: stat + k * log(dataBins) };
}

function freeCount(model: SpectralModel): number {
  return model.parameters.filter((parameter) => !parameter.frozen && parameter.link === undefined).length;
}
