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

/** Another model in one interval. Differences are model − compared: positive where they speak for the compared model. */
export interface ComparisonResult {
  readonly model: string;
  readonly status: FitStatus;
  readonly message: string;
  readonly stat: number | null;
  readonly parameters: readonly ParameterResult[];
  readonly deltaTs: number | null;
  readonly extraParameters: number;
  readonly nested: boolean;
  readonly pValue: number | null;
  readonly significance: number | null;
  readonly aic: number | null;
  readonly bic: number | null;
  readonly deltaAic: number | null;
  readonly deltaBic: number | null;
  readonly dataBins: number;
  /** How many starts were tried, the one that led lowest, counted from 1, and how many led there. */
  readonly startsTried: number;
  readonly foundFromStart: number;
  readonly startsAgreeing: number;
  /** The parameter along whose profile the minimum was found where the starts had missed it. */
  readonly rescuedBy: string | null;
  /** Sides on which the likelihood does not rise by one sigma; flat ones make the fit unconstrained. */
  readonly openSides: readonly OpenSide[];
  readonly toys: LikelihoodRatioToysResult | null;
}

/** A significance from simulated data. */
export type LikelihoodRatioToysResult = { readonly [K in keyof LikelihoodRatioToys]: number | null };

/** How a model of `compareWith` does in all intervals together. */
export interface ComparisonSummaryResult {
  readonly model: string;
  readonly base: string;
  readonly nested: boolean;
  /** Whether χ² is only roughly right, because a parameter means nothing where the models are equal. */
  readonly approximate: boolean;
  readonly intervals: number;
  /** Intervals in which both fits converged: the sums are over these. */
  readonly compared: number;
  /** How many others there are, by how they ended. */
  readonly leftOut: Readonly<Record<string, number>>;
  readonly deltaTs: number;
  readonly extraParameters: number;
  readonly pValue: number | null;
  readonly significance: number | null;
  readonly deltaAic: number | null;
  readonly deltaBic: number | null;
  /** The most significant interval, and the probability that the best of `trials` is as significant by chance. */
  readonly best: {
    readonly tStartIso: string;
    readonly pValue: number | null;
    readonly significance: number | null;
    readonly trials: number;
    readonly globalPValue: number | null;
  } | null;
  readonly fromOtherStarts: number;
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

function comparisonResult(comparison: ModelComparison): ComparisonResult {
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
