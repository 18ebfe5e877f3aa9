import type { Parameter, SpectralModel } from "@gammakit/core";
import type { FitResult } from "@gammakit/fit";

/** The result of a fit of one model as data: what it says of the parameters, without the functions of the model. */
export interface FitRecord extends Omit<FitResult, "models" | "model"> {
  readonly parameters: readonly { readonly value: number; readonly error?: number }[];
}

/** The plain form of the result of a fit of one model; `fitFromRecord` turns it back. */
export function toFitRecord({ models: _, model, ...rest }: FitResult<SpectralModel>): FitRecord {
  const parameters = model.parameters.map(({ value, error }) => ({ value, ...(error !== undefined && { error }) }));
  return { ...rest, parameters };
}

/** The result that `record` describes, of a fit of `model`. */
export function fitFromRecord({ parameters, ...rest }: FitRecord, model: SpectralModel): FitResult<SpectralModel> {
  const fitted = {
    ...model,
    parameters: model.parameters.map(
      ({ error: _, ...parameter }, i): Parameter => ({ ...parameter, ...parameters[i] }),
    ),
  };
  return { ...rest, models: [fitted], model: fitted };
}
