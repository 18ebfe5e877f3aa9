import { compileIntegral, GammakitError, pow, type SpectralModel } from "@gammakit/core";
import { propagate } from "@gammakit/fit";

/**
 * Correlation of the errors of a parameter and of the integral flux between two energies [TeV], from the covariance of a fit
 * (row-major, all parameters), to first order. NaN where one of the errors is 0. Throws "invalid-input" where the model has no
 * such parameter, or the range is empty.
 */
export function parameterFluxCorrelation(
  model: SpectralModel,
  covariance: Float64Array,
  name: string,
  { min, max }: { readonly min: number; readonly max: number },
): number {
  const n = model.parameters.length;
  const k = model.parameters.findIndex((parameter) => parameter.name === name);
  if (k < 0 || !(min > 0 && max > min)) {
    const problem = k < 0 ? `it has no parameter "${name}"` : `the energy range ${min} to ${max} TeV is empty`;
    throw new GammakitError("invalid-input", `Correlation of a parameter of "${model.id}" and its flux: ${problem}.`);
  }
  const integral = compileIntegral(model, Float64Array.of(min, max));
  const out = new Float64Array(1);
  const flux = (p: Float64Array) => {
    integral(p, out);
    return out[0];
  };
  const fluxError = propagate(model, covariance, flux).error;
  const error = Math.sqrt(covariance[k * n + k]);
  // Var(F/σF ± θ/σθ) = 2 ± 2ρ.
  const variance = (sign: number) =>
    pow(propagate(model, covariance, (p) => flux(p) / fluxError + (sign * p[k]) / error).error, 2);
  return Math.min(1, Math.max(-1, (variance(1) - variance(-1)) / 4));
}
