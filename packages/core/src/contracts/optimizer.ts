import type { RunContext } from "./run-context.ts";

/** What an optimizer sees: a function of a plain vector. No models, no datasets, no units. */
export interface Objective {
  readonly names: readonly string[];
  /** Where to start, n values. Not changed by the optimizer. */
  readonly start: Float64Array;
  /** Lower bounds, n values; −Infinity where there is none. */
  readonly lower: Float64Array;
  /** Upper bounds, n values; Infinity where there is none. */
  readonly upper: Float64Array;
  /** Typical step per parameter, > 0. */
  readonly step: Float64Array;
  /** Rise of the function that defines one sigma: 1 for −2 ln L and chi-square. */
  readonly up: number;
  evaluate(x: Float64Array): number;
  /** Writes the derivatives with respect to each parameter at `x` into `out`. */
  gradient?(x: Float64Array, out: Float64Array): void;
  /**
   * Writes a symmetric matrix that stands for the second derivatives at `x`, and is never negative in any direction, into `out`,
   * row-major n × n: their expectation for a likelihood (Fisher's scoring), 2 JᵀJ for a sum of squares (Gauss and Newton).
   */
  curvature?(x: Float64Array, out: Float64Array): void;
}

/** How a minimization ended. */
export type MinimizeStatus = "converged" | "max-evaluations" | "failed" | "aborted";

/** A minimum, or how far the search got. A fit that does not converge is a result, not an exception. */
export interface MinimizeResult {
  readonly status: MinimizeStatus;
  readonly x: Float64Array;
  readonly value: number;
  readonly evaluations: number;
  readonly message: string;
  /** Row-major n × n; only when accurate (after HESSE, not the running estimate). */
  readonly covariance?: Float64Array;
  /** Why, in the algorithm's own terms: edm, parameters at a limit, matrix forced positive. */
  readonly diagnostics?: Readonly<Record<string, unknown>>;
}

/** Distances from the best fit, ≥ 0; NaN with a reason where the side does not exist. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
  readonly reason?: string;
}

/** An algorithm that finds a minimum of a function of n variables. */
export interface Optimizer {
  readonly id: string;
  minimize(objective: Objective, context?: RunContext): MinimizeResult | Promise<MinimizeResult>;
  /**
   * Interval of parameter `index` where the function, minimized over the others, rises by up·nSigma² (MINOS).
   * `fit` has its own where this is absent.
   */
  interval?(
    objective: Objective,
    at: MinimizeResult,
    index: number,
    nSigma: number,
    context?: RunContext,
  ): Interval | Promise<Interval>;
}

/** How well a chain has explored its distribution. One entry per parameter where there are several. */
export interface ChainDiagnostics {
  /** Part of the proposals that were accepted. */
  readonly acceptance: number;
  /** Integrated autocorrelation time [steps before thinning]. */
  readonly autocorrelationTime: Float64Array;
  /** Split R-hat: 1 where all parts of the chain agree. */
  readonly rHat: Float64Array;
  /** Number of independent samples that would tell as much. */
  readonly effectiveSamples: Float64Array;
}

/** Draws from a posterior distribution. */
export interface Chain {
  readonly names: readonly string[];
  /** Row-major [sample × parameter]. */
  readonly samples: Float64Array;
  /** ln P of each sample. */
  readonly logProbability: Float64Array;
  /** How many walkers there are; the samples come step by step, one of each walker. One where absent. */
  readonly walkers?: number;
  /** "aborted" where the samples are fewer than asked for; "complete" where absent. */
  readonly status?: "complete" | "aborted";
  readonly diagnostics?: ChainDiagnostics;
  /** Why the samples may not be trusted, in sentences. */
  readonly warnings?: readonly string[];
}

/** An algorithm that draws from exp(−½ objective.evaluate(x)), priors included. */
export interface Sampler {
  readonly id: string;
  sample(objective: Objective, context?: RunContext): Chain | Promise<Chain>;
}
