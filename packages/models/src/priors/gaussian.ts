import { definePrior, log, pow } from "@gammakit/core";

/**
 * A value measured elsewhere: `gaussianPrior({ mu: 2.1, sigma: 0.2 })`, normalized.
 *
 * Numbers: `mu` (0) and `sigma` (1), mean and standard deviation.
 */
export const gaussianPrior = definePrior({
  id: "gaussian",
  aliases: ["GaussianPrior"],
  summary: "A value with a standard deviation",
  numbers: { mu: 0, sigma: 1 },
  check: ({ sigma }) => (sigma > 0 ? undefined : `sigma must be above 0, not ${sigma}`),
  minusTwoLog: (value, { mu, sigma }) => pow((value - mu) / sigma, 2) + log(2 * Math.PI) + 2 * log(sigma),
  derivative: (value, { mu, sigma }) => (2 * (value - mu)) / pow(sigma, 2),
});
