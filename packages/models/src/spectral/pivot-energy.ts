import { exp, GammakitError, parameterIndex, type SpectralModel } from "@gammakit/core";

/**
 * The energy [TeV] at which a fitted power law is known best, where index and amplitude are uncorrelated:
 * E₀ exp(cov(Γ, A) / (A σ_Γ²)).
 * `covariance` is that of all parameters of `model`, row-major. Throws "invalid-input" for another model or another size.
 */
export function pivotEnergy(model: SpectralModel, covariance: Float64Array): number {
  const n = model.parameters.length;
  if (model.id !== "power-law" || covariance.length !== n * n) {
    throw new GammakitError(
      "invalid-input",
      `pivotEnergy needs a power law and its ${n} × ${n} covariance, not "${model.id}" and ${covariance.length} numbers.`,
      { id: model.id, size: covariance.length },
    );
  }
  const [index, amplitude, reference] = ["index", "amplitude", "reference"].map((name) => parameterIndex(model, name));
  const { value } = model.parameters[amplitude];
  return (
    model.parameters[reference].value * exp(covariance[index * n + amplitude] / (value * covariance[index * n + index]))
  );
}
