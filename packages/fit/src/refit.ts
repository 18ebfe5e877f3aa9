import type { Dataset } from "@gammakit/core";
import { intervalAt } from "./confidence.ts";
import type { FitOptions, FitStatus } from "./fit.ts";
import type { FitModel } from "./layout.ts";
import { type CompiledFit, compileRecounts } from "./objective.ts";
import { verdict } from "./outcome.ts";
import { settle } from "./settle.ts";
import { tryStarts } from "./start-values.ts";

/** How fits of many sets of counts are done. */
export interface RefitOptions extends FitOptions {
  /** Values of all parameters of all models at which the statistic is wanted besides, such as the truth of a simulation. */
  readonly reference?: ArrayLike<number>;
  /** Whether to find asymmetric errors, as `confidence` does; false by default. */
  readonly asymmetric?: boolean;
}

/** What comes out of one set of counts, in numbers. Those of parameters have the order of the models, frozen ones included. */
export interface Refit {
  readonly status: FitStatus;
  /** −2 ln L at the best point found. */
  readonly stat: number;
  /** −2 ln L at `reference`; NaN where none was given. */
  readonly statReference: number;
  readonly values: Float64Array;
  /** NaN for frozen parameters, for those at a limit, and where the fit did not converge; as the next two are. */
  readonly errors: Float64Array;
  /** Distance to the lower end of the asymmetric interval; NaN where it was not asked for or does not exist. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/**
 * A function that fits `models` to `datasets` with other counts, many times: models and responses are compiled once, and the result has
 * the numbers of `fit` without its messages. Everything but the counts must be as in `datasets`. Await each call before the next.
 * Throws "invalid-input" as `fit` does.
 */
export function compileRefit(
  datasets: readonly Dataset[],
  models: FitModel | readonly FitModel[],
  { reference, asymmetric = false, ...options }: RefitOptions,
): (recounted: readonly Dataset[]) => Promise<Refit> {
  const list: readonly FitModel[] = Array.isArray(models) ? models : [models as FitModel];
  const recounts = compileRecounts(datasets, list, options.statistics);
  return async (recounted) => {
    const compiled = recounts(recounted);
    const statReference = statAt(compiled, reference);
    if (compiled.blindSpot !== undefined) return unseen(compiled, statReference);
    const tried = await tryStarts(compiled, [], options);
    const settled = await settle(compiled, tried.best, options);
    const { status } = verdict(compiled, settled);
    const covariance = status === "converged" ? settled.errors?.covariance : undefined;
    const { found } = settled;
    const [lower, upper] = [nothing(compiled), nothing(compiled)];
    if (asymmetric && covariance !== undefined) {
      const at = { ...found, covariance };
      for (let i = 0; i < found.x.length; i++) {
        if (!(covariance[i * (found.x.length + 1)] > 0)) continue;
        const interval = await intervalAt(compiled.objective, at, i, 1, options);
        lower[compiled.layout.free[i]] = interval.lower * compiled.scale[i];
        upper[compiled.layout.free[i]] = interval.upper * compiled.scale[i];
      }
    }
    const values = compiled.expand(found.x);
    return { status, stat: found.value, statReference, values, errors: errorsOf(compiled, covariance), lower, upper };
  };
}

function statAt({ objective, layout, scale }: CompiledFit, reference: ArrayLike<number> | undefined): number {
  if (reference === undefined) return Number.NaN;
  return objective.evaluate(Float64Array.from(layout.free, (k, i) => reference[k] / scale[i]));
}

function nothing({ layout }: CompiledFit): Float64Array {
  return new Float64Array(layout.names.length).fill(Number.NaN);
}

/** What is known where the counts cannot tell. */
function unseen(compiled: CompiledFit, statReference: number): Refit {
  const { objective, expand } = compiled;
  const none = nothing(compiled);
  const stat = objective.evaluate(objective.start);
  const values = expand(objective.start);
  return { status: "unconstrained", stat, statReference, values, errors: none, lower: none, upper: none };
}

function errorsOf(compiled: CompiledFit, covariance: Float64Array | undefined): Float64Array {
  const out = nothing(compiled);
  const { layout, scale } = compiled;
  if (covariance === undefined) return out;
  for (let i = 0; i < scale.length; i++) {
    const variance = covariance[i * (scale.length + 1)];
    if (variance > 0) out[layout.free[i]] = Math.sqrt(variance * scale[i] * scale[i]);
  }
  return out;
}
