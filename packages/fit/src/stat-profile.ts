import type { Dataset } from "@gammakit/core";
import type { FitOptions, FitResult } from "./fit.ts";
import { minimizeOthers, valueHeld } from "./fixed-parameter.ts";
import { compileFit } from "./objective.ts";
import { freeIndex } from "./parameter-index.ts";

/** The statistic along one parameter. */
export interface StatProfile {
  /** "model.parameter". */
  readonly name: string;
  /** Values of the parameter, in its unit. */
  readonly values: Float64Array;
  /** −2 ln L at each, minimized over the other free parameters; NaN where that failed. */
  readonly stat: Float64Array;
}

/** What a profile is made for. */
export interface ProfileOptions extends FitOptions {
  /** "model.parameter", or "parameter" where only one model has it. */
  readonly parameter: string;
  /** Whether the other free parameters are fitted again at each value (default); otherwise they stay. */
  readonly reoptimize?: boolean;
}

/**
 * The statistic at given `values` of one parameter, in its unit, around the result of a fit of the same datasets. NaN where the others
 * could not be fitted, or the signal has come. Throws "invalid-input" for a parameter that is not free.
 */
export async function statProfile(
  datasets: readonly Dataset[],
  result: FitResult,
  values: ArrayLike<number>,
  { parameter, reoptimize = true, ...options }: ProfileOptions,
): Promise<StatProfile> {
  const { objective, layout, scale } = compileFit(datasets, result.models, options.statistics);
  const index = freeIndex(layout, parameter);
  const stat = new Float64Array(values.length);
  let from = objective.start;
  for (let k = 0; k < values.length; k++) {
    const held = { index, value: values[k] / scale[index] };
    const point = reoptimize ? await minimizeOthers(objective, held, from, options) : valueHeld(objective, held, from);
    stat[k] = point.value;
    // The neighbor is the best place to start from, unless nothing was found there.
    if (Number.isFinite(point.value)) from = point.x;
    options.context?.onProgress?.(k + 1, values.length);
  }
  return { name: objective.names[index], values: Float64Array.from(values), stat };
}
