import { exp } from "../numeric/repeatable/exponential.ts";
import { log, log1p } from "../numeric/repeatable/logarithm.ts";
import { poissonDeviance } from "./deviance.ts";

/** Coefficients of the Lanczos approximation for g = 607/128, n = 15 (Godfrey 2001), good to 1e-15. */
const lanczos = [
  0.9999999999999971, 57.15623566586292, -59.59796035547549, 14.136097974741746, -0.4919138160976202,
  3.399464998481189e-5, 4.652362892704858e-5, -9.837447530487956e-5, 0.0001580887032249125, -0.00021026444172410488,
  0.00021743961811521265, -0.0001643181065367639, 8.441822398385275e-5, -2.6190838401581408e-5, 3.6899182659531625e-6,
];

/** Natural logarithm of the gamma function for x > 0. */
export function logGamma(x: number): number {
  let sum = lanczos[0];
  for (let k = 0; k + 1 < lanczos.length; k++) sum += lanczos[k + 1] / (x + k);
  const t = x - 1 + 607 / 128 + 0.5;
  return (x - 0.5) * log(t) - t + log(Math.sqrt(2 * Math.PI) * sum);
}

/** Regularized lower incomplete gamma function P(a, x), for a up to 1e10. */
export function gammaP(a: number, x: number): number {
  return exp(logGammaP(a, x));
}

/** Regularized upper incomplete gamma function Q(a, x) = 1 − P(a, x), for a up to 1e10. */
export function gammaQ(a: number, x: number): number {
  return exp(logGammaQ(a, x));
}

/** Natural logarithm of P(a, x), finite far beyond where P itself underflows. */
export function logGammaP(a: number, x: number): number {
  if (!isDefined(a, x)) return Number.NaN;
  if (x <= 0) return Number.NEGATIVE_INFINITY;
  if (x === Number.POSITIVE_INFINITY) return 0;
  return x < a + 1 ? logLower(a, x) : log1p(-exp(logUpper(a, x)));
}

/**
 * Natural logarithm of Q(a, x), finite far beyond where Q itself underflows.
 * Series below x = a + 1, continued fraction above (Abramowitz & Stegun 6.5.29, 6.5.31).
 */
export function logGammaQ(a: number, x: number): number {
  if (!isDefined(a, x)) return Number.NaN;
  if (x <= 0) return 0;
  if (x === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY;
  return x < a + 1 ? log1p(-exp(logLower(a, x))) : logUpper(a, x);
}

/** Beyond this, series and fraction take too long. */
const largest = 1e10;

function isDefined(a: number, x: number): boolean {
  return a > 0 && a <= largest && !Number.isNaN(x);
}

function logLower(a: number, x: number): number {
  return logFront(a, x) + log(lowerSeries(a, x));
}

function logUpper(a: number, x: number): number {
  return logFront(a, x) + log(upperFraction(a, x));
}

/** ln(xᵃ e⁻ˣ / Γ(a)); for large a by Stirling's formula, so that what is large cancels before it is rounded. */
function logFront(a: number, x: number): number {
  if (a < 10) return a * log(x) - x - logGamma(a);
  return -0.5 * poissonDeviance(a, x) + 0.5 * log(a / (2 * Math.PI)) - stirlingRest(a);
}

/** ln Γ(a) − (a − ½) ln a + a − ½ ln 2π (Abramowitz & Stegun 6.1.41), to 1e-16 for a ≥ 10. */
function stirlingRest(a: number): number {
  const terms = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];
  return terms.reduceRight((sum, term) => sum / (a * a) + term, 0) / a;
}

function maxTerms(a: number): number {
  return 10_000 + 20 * Math.sqrt(a);
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < maxTerms(a); n++) {
    term *= x / (a + n);
    sum += term;
    if (term < sum * 1e-17) break;
  }
  return sum;
}

/** Lentz's method. */
function upperFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < maxTerms(a); n++) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / (an * d + b || tiny);
    c = b + an / c || tiny;
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return h;
}
