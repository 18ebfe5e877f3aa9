import { definePrior, log, logGamma, pow } from "@gammakit/core";

/**
 * A value measured elsewhere with an error of another shape, normalized: P ∝ exp(−z^(1/η)), z = |value − μ| / (√2 σ).
 *
 * Numbers: `mu` (0), `sigma` (1) and `eta` (0.5), the shape: 0.5 for a Gaussian, 1 for a Laplace distribution, towards 0 for a box.
 */
export const generalizedGaussianPrior = definePrior({
  id: "generalized-gaussian",
  aliases: ["GeneralizedGaussianPrior"],
  summary: "A value with an error of Gaussian, peaked or boxy shape",
  numbers: { mu: 0, sigma: 1, eta: 0.5 },
  check: ({ sigma, eta }) =>
    sigma > 0 && eta > 0 ? undefined : `sigma and eta must be above 0, but they are ${sigma} and ${eta}`,
  minusTwoLog(value, { mu, sigma, eta }) {
    const scale = Math.SQRT2 * sigma;
    return 2 * pow(Math.abs(value - mu) / scale, 1 / eta) + 2 * (log(2 * scale * eta) + logGamma(eta));
  },
  derivative(value, { mu, sigma, eta }) {
    if (value === mu) return 0;
    const scale = Math.SQRT2 * sigma;
    const z = Math.abs(value - mu) / scale;
    return (Math.sign(value - mu) * 2 * pow(z, 1 / eta - 1)) / (eta * scale);
  },
});
