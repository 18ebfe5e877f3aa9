import type { Dataset, Optimizer, SpectralModel, Statistic } from "@gammakit/core";
import { type FitResult, fit } from "@gammakit/fit";
import type { JobHost } from "../host.ts";

/** The parts of a job that say what is fitted, and how. */
interface FitPlan {
  readonly model: SpectralModel;
  readonly optimizer: Optimizer;
  readonly statistics?: readonly Statistic[] | undefined;
}

/** The model of a job, fitted to all its datasets together; undefined where there are none. */
export async function fitModel(
  datasets: readonly Dataset[],
  { model, optimizer, statistics }: FitPlan,
  { context }: JobHost,
): Promise<FitResult<SpectralModel> | undefined> {
  if (datasets.length === 0) return undefined;
  return fit(datasets, model, { optimizer, statistics, context: { signal: context?.signal } });
}
