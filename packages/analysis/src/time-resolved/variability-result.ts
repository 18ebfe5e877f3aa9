/** How much a quantity varies; null where it can't be said. */
export interface VariabilityResult {
  /** Against a constant: the weighted mean. */
  readonly chi2: number | null;
  readonly dof: number;
  readonly pValue: number | null;
  readonly mean: number | null;
  /** Fractional excess variance. */
  readonly fvar: number | null;
  readonly fvarError: number | null;
  readonly meanError: number | null;
  /** Intervals that were used, and those without a converged fit. */
  readonly used: number;
  readonly omitted: number;
  /** Point-to-point variability, by the definition of Edelson et al. (2002). */
  readonly fpp: number | null;
  readonly fppError: number | null;
  /** Fastest rise between two neighbours, and the start of the first of them. */
  readonly doublingTimeS: number | null;
  readonly doublingTimeErrorS: number | null;
  readonly doublingFromIso: string | null;
  /** Fastest fall. */
  readonly halvingTimeS: number | null;
  readonly halvingTimeErrorS: number | null;
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
  /** Mean squared difference for each time apart, with what the errors alone would give. Null above 100 000 times apart, too. */
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

/** How a parameter of the shape goes with the flux; null where it can't be said. */
export interface CorrelationResult {
  readonly x: "flux";
  /** Name of the parameter. */
  readonly y: string;
  readonly used: number;
  readonly omitted: number;
  readonly pearson: number | null;
  readonly pearsonPValue: number | null;
  readonly spearman: number | null;
  readonly spearmanPValue: number | null;
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
  /** The way round: flux to the right, parameter upwards. */
  readonly loop: {
    readonly direction: "clockwise" | "counter-clockwise" | "none";
    readonly area: number | null;
    readonly pValue: number | null;
    readonly pValueError: number | null;
    readonly significance: number | null;
    readonly toys: number;
  } | null;
}
