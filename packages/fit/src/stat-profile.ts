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

/** The statistic at given `values` of one parameter, around the result of a fit of the same datasets. */
export async function statProfile(
  datasets: readonly Dataset[],
  result: FitResult,
  values: ArrayLike<number>,
  { parameter, reoptimize = true, optimizer, statistics, context }: ProfileOptions,
): Promise<StatProfile> {
  const { objective, layout, scale } = compileFit(datasets, result.models, statistics);
  const index = freeIndex(layout, parameter);
  const stat = new Float64Array(values.length);
  let from = objective.start;
  for (let k = 0; k < values.length; k++) {
    const value = values[k] / scale[index];
    const point = reoptimize
      ? await minimizeOthers(objective, index, value, from, optimizer, context)
      : valueHeld(objective, index, value, from);
    stat[k] = point.value;
    // The neighbor is the best place to start from, unless nothing was found there.
    if (Number.isFinite(point.value)) from = point.x;
    context?.onProgress?.(k + 1, values.length);
  }
  return { name: objective.names[index], values: Float64Array.from(values), stat };
}
