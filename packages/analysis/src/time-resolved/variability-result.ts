/** How much a quantity varies in time. Null is what could not be computed. */
export interface VariabilityResult {
  /** χ² of the values about their weighted mean. */
  readonly chi2: number | null;
  /** Its degrees of freedom: values less one. */
  readonly dof: number;
  /** Probability of a χ² as large if the quantity were constant. */
  readonly pValue: number | null;
  /** Weighted mean, in the unit of the quantity. */
  readonly mean: number | null;
  /** Fractional variability F_var (Vaughan et al. 2003): the root of the excess variance, over the mean. */
  readonly fvar: number | null;
  /** Its error (Eq. B2 there). */
  readonly fvarError: number | null;
  /** Error of the weighted mean. */
  readonly meanError: number | null;
  /** Intervals that were used. */
  readonly used: number;
  /** Intervals without a converged fit. */
  readonly omitted: number;
  /** Point-to-point variability, by the definition of Edelson et al. (2002). */
  readonly fpp: number | null;
  /** Its error. */
  readonly fppError: number | null;
  /** Time in which the quantity doubles, at the fastest rise between two neighbors [s]. */
  readonly doublingTimeS: number | null;
  /** Its error [s]. */
  readonly doublingTimeErrorS: number | null;
  /** Start of the first of the two (UTC). */
  readonly doublingFromIso: string | null;
  /** Time in which it halves, at the fastest fall between two neighbors [s]. */
  readonly halvingTimeS: number | null;
  /** Its error [s]. */
  readonly halvingTimeErrorS: number | null;
  /** Start of the first of the two (UTC). */
  readonly halvingFromIso: string | null;
  /** Stretches without a change (Bayesian blocks, 5 % false alarms). Null above 2000 intervals, as the next is. */
  readonly blocks:
    | readonly {
        readonly tStartIso: string;
        readonly tStopIso: string;
        readonly mean: number;
        readonly error: number;
        readonly used: number;
      }[]
    | null;
  /** Mean squared difference of two values, by their distance in time; `noise` is what the errors alone would give. Null above 100 000 distances, too. */
  readonly structureFunction:
    | readonly {
        readonly lagS: number;
        readonly value: number | null;
        readonly noise: number | null;
        readonly pairs: number;
      }[]
    | null;
}

/** Two ends of an interval. */
type Ends = readonly [number | null, number | null];

/** How a parameter of the spectral shape depends on the flux. Null is what could not be computed. */
export interface CorrelationResult {
  readonly x: "flux";
  /** Name of the parameter. */
  readonly y: string;
  /** Intervals that were used. */
  readonly used: number;
  /** Intervals without a converged fit. */
  readonly omitted: number;
  /** Correlation coefficient of the values, and its two-sided probability by chance. */
  readonly pearson: number | null;
  readonly pearsonPValue: number | null;
  /** Rank correlation coefficient, and its probability. */
  readonly spearman: number | null;
  readonly spearmanPValue: number | null;
  /** Correlation coefficient weighted by the errors, and its probability. */
  readonly weighted: number | null;
  readonly weightedPValue: number | null;
  /** y = pivotValue + slope (flux − pivot), with the errors of both and their correlation in each fit. Flux in cm-2 s-1. */
  readonly line: {
    readonly slope: number | null;
    readonly slopeError: number | null;
    readonly intercept: number | null;
    readonly interceptError: number | null;
    readonly pivot: number | null;
    readonly pivotValue: number | null;
    readonly pivotError: number | null;
    readonly chi2: number | null;
    readonly dof: number;
    readonly pValue: number | null;
  };
  /** From resampled intervals. Null where the job asks for no toys, as the next is. */
  readonly bootstrap: {
    readonly slope: Ends;
    readonly pearson: Ends;
    readonly level: number;
    readonly toys: number;
  } | null;
  /** The loop of the points in time, with flux to the right and the parameter upwards; `pValue` is how often noise makes one as large. */
  readonly loop: {
    readonly direction: "clockwise" | "counter-clockwise" | "none";
    readonly area: number | null;
    readonly pValue: number | null;
    readonly pValueError: number | null;
    readonly significance: number | null;
    readonly toys: number;
  } | null;
}
