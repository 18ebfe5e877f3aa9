import { exp, GammakitError, log, log1p, parameterValues, pow, type SpectralModel } from "@gammakit/core";

type Peak = (p: Float64Array) => number;

/** By id: where d ln(E² dN/dE) / d ln E is 0, for the vector of the parameters in their order. */
const peaks: Readonly<Record<string, Peak>> = {
  "log-parabola": ([, reference, alpha, beta]) => (beta > 0 ? reference * exp((2 - alpha) / (2 * beta)) : Number.NaN),
  "log-parabola-2": ([, reference, alpha, beta, escale]) =>
    beta > 0 ? Math.sqrt(reference * escale) * exp((2 - alpha) / (2 * beta)) : Number.NaN,
  "smooth-broken-power-law": ([index1, index2, , ebreak, , beta]) =>
    index1 < 2 && index2 > 2 ? ebreak * exp((beta * log((2 - index1) / (index2 - 2))) / (index2 - index1)) : Number.NaN,
  "exp-cutoff-power-law": ([index, , , lambda, alpha]) => power((2 - index) / alpha, alpha) / lambda,
  "exp-cutoff-power-law-3fgl": ([index, , , ecut]) => power(2 - index, 1) * ecut,
  "super-exp-cutoff-power-law-3fgl": ([, , ecut, index1, index2]) => power((2 - index1) / index2, index2) * ecut,
  "super-exp-cutoff-power-law-4fgl": ([, , expfactor, index1, index2]) =>
    expfactor > 0 ? power((2 - index1) / (expfactor * index2), index2) : Number.NaN,
  "super-exp-cutoff-power-law-4fgl-dr3": ([, reference, expfactor, index1, index2]) => {
    if (!(expfactor > 0)) return Number.NaN;
    const slope = (2 - index1) / expfactor;
    return reference * exp(index2 === 0 ? slope : log1p(index2 * slope) / index2);
  },
};

/**
 * The energy [TeV] at which a curved spectrum emits most, the maximum of E² dN/dE: the position of the peak in the spectral energy
 * distribution. From the closed forms of log parabolas, cut-offs and the smooth break; NaN where there is no maximum, as for a log
 * parabola with β ≤ 0 or a cut-off behind an index above 2. It may lie outside the energies of the data. `values` are those of the
 * parameters, of the model where absent, so that `propagate` of `@gammakit/fit` gives its error:
 * `propagate(model, covariance, (p) => peakEnergy(model, p))`.
 * Throws "invalid-input" for other models, whose maximum depends on the range of energies.
 */
export function peakEnergy(model: SpectralModel, values: Float64Array = parameterValues(model)): number {
  const peak = Object.hasOwn(peaks, model.id) ? peaks[model.id] : undefined;
  if (peak !== undefined && values.length === model.parameters.length) return finite(peak(values));
  throw new GammakitError(
    "invalid-input",
    peak === undefined
      ? `The peak of "${model.id}" has no closed form here. Known: ${Object.keys(peaks).join(", ")}.`
      : `"${model.id}" has ${model.parameters.length} parameters, not ${values.length}.`,
    { id: model.id, size: values.length },
  );
}

/** Where x^exponent is `ratio`; NaN where it never is. */
function power(ratio: number, exponent: number): number {
  return ratio > 0 ? pow(ratio, 1 / exponent) : Number.NaN;
}

function finite(energy: number): number {
  return energy > 0 && energy < Number.POSITIVE_INFINITY ? energy : Number.NaN;
}
