import { exp, log, logGamma } from "@gammakit/core";

/**
 * Probability that |t| of Student's distribution with `dof` degrees of freedom is at least that of a correlation coefficient `r`,
 * t² = dof r²/(1 − r²): the incomplete beta function I(1 − r²; dof/2, 1/2). Abramowitz & Stegun (1964), 26.7.1 and 26.5.8.
 */
export function correlationTail(r: number, dof: number): number {
  if (!(dof > 0) || Number.isNaN(r)) return Number.NaN;
  const square = Math.min(1, r * r);
  return incompleteBeta(1 - square, square, dof / 2, 0.5);
}

/** I(x; a, b), with y = 1 − x given so that no digit of it is lost. */
function incompleteBeta(x: number, y: number, a: number, b: number): number {
  if (x === 0 || y === 0) return x === 0 ? 0 : 1;
  const front = exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log(y));
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(y, b, a)) / b;
}

/** Continued fraction by the method of Lentz, as in Thompson & Barnett (1986), J. Comput. Phys. 64, 490. */
function fraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || tiny);
  let result = d;
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let change = 1;
    for (const term of [even, odd]) {
      d = 1 / (1 + term * d || tiny);
      c = 1 + term / c || tiny;
      change = c * d;
      result *= change;
    }
    if (Math.abs(change - 1) < 1e-15) break;
  }
  return result;
}
