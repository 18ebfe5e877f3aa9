import type { Objective, Optimizer, RunContext } from "@gammakit/core";

/** What a plain algorithm is told besides the function and the start. */
export interface AlgorithmInfo {
  readonly names: readonly string[];
  /** Stops the search; the function throws when it has fired, so most algorithms need not look. */
  readonly signal?: AbortSignal;
}

/**
 * A plain algorithm: the place of a minimum of `f`, from `x0`. It sees numbers without bounds, each about 1 at the start and changing
 * by about 1; `f` is Infinity where the function is undefined.
 */
export type Algorithm = (
  f: (x: ArrayLike<number>) => number,
  x0: Float64Array,
  info: AlgorithmInfo,
) => ArrayLike<number> | Promise<ArrayLike<number>>;

/** How an algorithm is run. */
export interface OptimizerFromOptions {
  /** Most evaluations of the function. Default: 10 000 (n + 1), for n free parameters. */
  readonly maxEvaluations?: number;
  /** How often it is started again from where it ended, while that is no minimum. Default 5. */
  readonly restarts?: number;
  /** Estimated distance above the minimum that is good enough, in units of `up`. Default 1e-6. */
  readonly tolerance?: number;
}

/**
 * An optimizer made of any `(f, x0) => x`. Bounds, scales, undefined regions, fixed parameters, the abort signal, counts and limits are
 * seen to. Where the algorithm ends, second differences judge: "converged" where that is a minimum, "failed" with the reason
 * where it is not, whatever the algorithm believes.
 *
 * For a job file, give it a label: `defineExtension("optimizer", { id: "acme/powell", summary }, () => optimizerFrom("acme/powell", powell))`.
 */
export function optimizerFrom(id: string, algorithm: Algorithm, options: OptimizerFromOptions = {}): Optimizer {
  return {
    id,
    async minimize(objective: Objective, context?: RunContext) {
      const { searchByAlgorithm } = await import("./algorithms.ts");
      return searchByAlgorithm(objective, id, algorithm, options, context);
    },
  };
}
