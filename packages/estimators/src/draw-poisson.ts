import { exp, log, logGamma } from "@gammakit/core";

/** Largest mean drawn at once by products: exp(−mu) keeps its digits. */
const chunk = 32;

/** Mean from which on rejection is faster than products. */
const large = 128;

/**
 * A count with expectation `mu` ≥ 0: the number of factors until a product of uniform numbers is below e^(−mu) (Knuth), in parts, as
 * Poisson counts add up; for large means by transformed rejection, whose cost does not grow.
 */
export function drawPoisson(mu: number, uniform: () => number): number {
  if (mu >= large) return rejected(mu, uniform);
  let total = 0;
  for (let rest = mu; rest > 0; rest -= chunk) {
    const limit = exp(-Math.min(rest, chunk));
    for (let product = uniform(); product > limit; product *= uniform()) total++;
  }
  return total;
}

/** Algorithm PTRS of Hörmann (1993), Insurance: Mathematics and Economics 12, 39. */
function rejected(mu: number, uniform: () => number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mu);
  const a = -0.059 + 0.02483 * b;
  const scale = 1.1239 + 1.1328 / (b - 3.4);
  const inside = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = uniform() - 0.5;
    const v = uniform();
    const edge = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / edge + b) * u + mu + 0.43);
    if (edge >= 0.07 && v <= inside) return k;
    if (k < 0 || (edge < 0.013 && v > edge)) continue;
    const logDensity = k * log(mu) - mu - logGamma(k + 1);
    if (log(v * scale) - log(a / (edge * edge) + b) <= logDensity) return k;
  }
}
