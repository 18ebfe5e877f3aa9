/** Largest mean drawn at once: exp(−mu) keeps its digits. */
const chunk = 32;

/**
 * A count with expectation `mu` ≥ 0: the number of factors until a product of uniform numbers is below e^(−mu) (Knuth), in parts, as
 * Poisson counts add up.
 */
import { exp } from "@gammakit/core";
export function drawPoisson(mu: number, uniform: () => number): number {
  let total = 0;
  for (let rest = mu; rest > 0; rest -= chunk) {
    const limit = exp(-Math.min(rest, chunk));
    for (let product = uniform(); product > limit; product *= uniform()) total++;
  }
  return total;
}
