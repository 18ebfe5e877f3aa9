import type { FitModel, FitResult } from "@gammakit/fit";

/**
 * −2 ln L of the data alone at the best point of a fit. What priors add depends on the units of their parameters, so that models with
 * priors of their own could not be compared by it.
 */
export function dataStat({ stat, models }: Pick<FitResult<FitModel>, "stat" | "models">): number {
  const known = models.flatMap((model) => model.parameters);
  return known.reduce((sum, { prior, link, value }) => {
    return prior === undefined || link !== undefined ? sum : sum - prior.minusTwoLog(value);
  }, stat);
}
