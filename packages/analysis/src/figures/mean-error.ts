import { pow } from "@gammakit/core";

/** Error of a mean weighted with 1/σ²; undefined where no error is a positive number. */
export function meanError(errors: readonly number[]): number | undefined {
  const weights = errors.map((error) => pow(error, -2)).filter((weight) => weight > 0 && Number.isFinite(weight));
  return weights.length === 0
    ? undefined
    : pow(
        weights.reduce((sum, weight) => sum + weight),
        -0.5,
      );
}
