import { exp } from "@gammakit/core";

/**
 * The complementary error function 1 − erf(x), to a few units of the last digit, tails included.
 * Below |x| = 1.5 a series of positive terms (Abramowitz & Stegun 7.1.6), above it a continued fraction (7.1.14).
 */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x);
  if (x > 27) return 0;
  return x < 1.5 ? 1 - erf(x) : tail(x);
}

/** The error function, for 0 ≤ x < 1.5. */
function erf(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * exp(-x * x) * sum;
}

/** e^(−x²)/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …)))), from the far end. */
function tail(x: number): number {
  let fraction = x;
  for (let n = 80; n > 0; n--) fraction = x + n / 2 / fraction;
  return exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
}
