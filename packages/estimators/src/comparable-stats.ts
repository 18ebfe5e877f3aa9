import type { Parameter } from "@gammakit/core";
import type { FitModel, FitResult } from "@gammakit/fit";
import { isSame } from "./is-same.ts";

type Fitted = Pick<FitResult<FitModel>, "stat" | "models">;

/**
 * −2 ln L at the best points of two fits of the same data, without the priors that only one of them has: what these add depends on the
 * units of their parameters, and is no gain of a model. Priors that both have stay a part of it.
 */
export function comparableStats(one: Fitted, other: Fitted): readonly [one: number, other: number] {
  const [own, others] = [withPriors(one), withPriors(other)];
  const unshared = (parameters: readonly Parameter[], among: readonly Parameter[]) => {
    const left = [...among];
    return parameters.filter((parameter) => {
      const twin = left.findIndex((candidate) => isTwin(parameter, candidate));
      if (twin >= 0) left.splice(twin, 1);
      return twin < 0;
    });
  };
  return [one.stat - heights(unshared(own, others)), other.stat - heights(unshared(others, own))];
}

function withPriors({ models }: Fitted): readonly Parameter[] {
  return models.flatMap(({ parameters }) => parameters.filter(({ prior, link }) => prior && link === undefined));
}

/** Whether two parameters are the same, with the same prior. */
function isTwin(a: Parameter, b: Parameter): boolean {
  return (
    a.name === b.name &&
    a.unit === b.unit &&
    a.prior?.id === b.prior?.id &&
    isSame([a.prior?.options, a.prior?.range], [b.prior?.options, b.prior?.range])
  );
}

function heights(parameters: readonly Parameter[]): number {
  return parameters.reduce((sum, { prior, value }) => sum + (prior?.minusTwoLog(value) ?? 0), 0);
}
