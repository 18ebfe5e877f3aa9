import {
  type ComparisonSummary,
  type LikelihoodRatioToys,
  type ModelComparison,
  type SpectralBin,
  summarizeComparisons,
} from "@gammakit/estimators";
import type { FitStatus, OpenSide } from "@gammakit/fit";
import { type ParameterResult, parameterResult } from "../job/fit-result.ts";
import { isoTime } from "../job/iso-time.ts";
import { orNull } from "../job/or-null.ts";

/** Another model of the same data, such as those of one interval. Differences are model − compared: positive where they speak for the compared model. */
export interface ComparisonResult {
  /** Name of the compared model. */
  readonly model: string;
  /** How its fit ended. */
  readonly status: FitStatus;
  /** The same in words. */
  readonly message: string;
  /** −2 ln L at its best fit. */
  readonly stat: number | null;
  readonly parameters: readonly ParameterResult[];
  /** Drop of −2 ln L: how much better the compared model describes the data. */
  readonly deltaTs: number | null;
  /** How many free parameters it has more: the degrees of freedom of the test. */
  readonly extraParameters: number;
  /** Whether the model is a special case of the compared one; without that there is no significance. */
  readonly nested: boolean;
  /** Probability of a `deltaTs` as large by chance, from χ². */
  readonly pValue: number | null;
  /** The same in standard deviations. */
  readonly significance: number | null;
  /** Akaike information criterion of the compared model, and the Bayesian one. */
  readonly aic: number | null;
  readonly bic: number | null;
  /** AIC of the model less that of the compared one. */
  readonly deltaAic: number | null;
  /** BIC of the model less that of the compared one. */
  readonly deltaBic: number | null;
  /** Bins in use, which enter BIC. */
  readonly dataBins: number;
  /** How many starts were tried. */
  readonly startsTried: number;
  /** The start that led lowest, counted from 1. */
  readonly foundFromStart: number;
  /** How many starts led there. */
  readonly startsAgreeing: number;
  /** The parameter along whose profile the minimum was found where the starts had missed it. */
  readonly rescuedBy: string | null;
  /** Sides on which the likelihood does not rise by one sigma; flat ones make the fit unconstrained. */
  readonly openSides: readonly OpenSide[];
  /** The significance by simulation, where the job asks for it. */
  readonly toys: LikelihoodRatioToysResult | null;
}

/** A significance from simulated data. */
export type LikelihoodRatioToysResult = { readonly [K in keyof LikelihoodRatioToys]: number | null };

/** How a model of `compareWith` does in all intervals together. */
export interface ComparisonSummaryResult {
  /** Name of the compared model. */
  readonly model: string;
  /** Name of the model it is compared with. */
  readonly base: string;
  /** Whether the base is a special case of the compared model. */
  readonly nested: boolean;
  /** Whether χ² is only roughly right, because a parameter means nothing where the models are equal. */
  readonly approximate: boolean;
  /** Number of intervals. */
  readonly intervals: number;
  /** Intervals in which both fits converged: the sums are over these. */
  readonly compared: number;
  /** How many others there are, by how they ended. */
  readonly leftOut: Readonly<Record<string, number>>;
  /** Σ of the drops of −2 ln L. */
  readonly deltaTs: number;
  /** Σ of the additional free parameters: the degrees of freedom of the test. */
  readonly extraParameters: number;
  /** Probability of a sum as large by chance, from χ². */
  readonly pValue: number | null;
  /** The same in standard deviations. */
  readonly significance: number | null;
  /** Σ of AIC differences, base − compared: positive speaks for the compared model. */
  readonly deltaAic: number | null;
  /** The same of BIC. */
  readonly deltaBic: number | null;
  /** The most significant interval, and the probability that the best of `trials` is as significant by chance. */
  readonly best: {
    readonly tStartIso: string;
    readonly pValue: number | null;
    readonly significance: number | null;
    readonly trials: number;
    readonly globalPValue: number | null;
  } | null;
  /** Fits that were found from another start than the first. */
  readonly fromOtherStarts: number;
  /** Fits that were found along the profile of a parameter. */
  readonly rescued: number;
}

/** The comparisons of a job: of each interval, and of all of them. */
export interface ComparisonResults {
  readonly bins: readonly (readonly ComparisonResult[])[];
  readonly summaries: readonly ComparisonSummaryResult[];
}

/** The comparisons of a series as result.json has them. */
export function comparisonResults(series: readonly SpectralBin[]): ComparisonResults {
  return {
    bins: series.map(({ comparisons }) => comparisons.map(comparisonResult)),
    summaries: summarizeComparisons(series).map((summary) => summaryResult(summary, series)),
  };
}

/** A comparison as result.json has it. */
export function comparisonResult(comparison: ModelComparison): ComparisonResult {
  const { result, toys } = comparison;
  const { search } = result;
  return {
    model: result.model.name ?? result.model.id,
    status: result.status,
    message: result.message,
    stat: orNull(result.stat),
    parameters: result.model.parameters.map((parameter) => parameterResult(parameter, result)),
    deltaTs: orNull(comparison.deltaTs),
    extraParameters: comparison.extraParameters,
    nested: comparison.nested,
    pValue: orNull(comparison.pValue),
    significance: orNull(comparison.significance),
    aic: orNull(comparison.aic),
    bic: orNull(comparison.bic),
    deltaAic: orNull(comparison.deltaAic),
    deltaBic: orNull(comparison.deltaBic),
    dataBins: comparison.dataBins,
    startsTried: search?.endings.length ?? 1,
    foundFromStart: search?.from ?? 1,
    startsAgreeing: search?.agreeing ?? 1,
    rescuedBy: search?.rescuedAlong ?? null,
    openSides: result.openSides ?? [],
    toys: toys === undefined ? null : toysResult(toys),
  };
}

function toysResult(toys: LikelihoodRatioToys): LikelihoodRatioToysResult {
  return {
    ...toys,
    pValue: orNull(toys.pValue),
    pValueError: orNull(toys.pValueError),
    significance: orNull(toys.significance),
  };
}

function summaryResult(
  { best, ...summary }: ComparisonSummary,
  series: readonly SpectralBin[],
): ComparisonSummaryResult {
  return {
    ...summary,
    pValue: orNull(summary.pValue),
    significance: orNull(summary.significance),
    deltaAic: orNull(summary.deltaAic),
    deltaBic: orNull(summary.deltaBic),
    best:
      best === undefined
        ? null
        : {
            tStartIso: isoTime(series[best.interval].interval.start),
            pValue: orNull(best.pValue),
            significance: orNull(best.significance),
            trials: best.trials,
            globalPValue: orNull(best.globalPValue),
          },
  };
}
