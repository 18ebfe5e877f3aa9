import type { Parameter } from "./model.ts";

/** Anything with parameters: a spectral, spatial or temporal model, a record. */
export interface Parametrized {
  readonly id: string;
  readonly parameters: readonly Parameter[];
}

/** The values of the parameters of `model`, in their order: the vector `p` of its kernels. */
export function parameterValues(model: Parametrized): Float64Array {
  return Float64Array.from(model.parameters, (parameter) => parameter.value);
}
