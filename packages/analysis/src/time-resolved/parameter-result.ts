import type { Parameter, SpectralModel } from "@gammakit/core";
import type { FitResult } from "@gammakit/fit";
import { orNull } from "../job/or-null.ts";

/** A parameter after a fit. What does not exist is null. */
export interface ParameterResult {
  readonly name: string;
  readonly value: number | null;
  readonly error: number | null;
  readonly unit: string;
  readonly frozen: boolean;
}

/** A parameter as result.json has it. */
export function parameterResult(parameter: Parameter, { covariance }: FitResult<SpectralModel>): ParameterResult {
  const { name, value, unit, error, frozen = false } = parameter;
  return {
    name,
    value: frozen || covariance !== undefined ? orNull(value) : null,
    error: frozen ? 0 : orNull(error),
    unit,
    frozen,
  };
}
