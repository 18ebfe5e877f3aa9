import { powersOfTwo } from "./powers-of-two.ts";

const scratch = new Float64Array(1);
const words = new Uint32Array(scratch.buffer);
/** Which of the words has sign and exponent: the second where the lower bytes come first. */
const high = new Uint8Array(Float64Array.of(1).buffer)[7] === 0 ? 0 : 1;

/** ln 2 in two parts: the first has so few bits that its multiples are exact. */
const [ln2High, ln2Low] = [0.6931471804855391, 7.440617110012397e-11];

/**
 * Natural logarithm: k ln 2 + ln(1 + f) for x = (1 + f) 2^k with 1 + f between √½ and √2. With s = f / (2 + f) that is
 * 2 artanh s, whose series in s² is cut by Chebyshev interpolation, to 1e-17. NaN for negative x.
 */
export function log(x: number): number {
  if (!(x >= 2.2250738585072014e-308 && x <= 1e300)) return logOfOdd(x);
  scratch[0] = x;
  // Bits of √½ taken away carry into the exponent where the mantissa is above √2.
  const shifted = words[high] - 0x3fe6a09e;
  const k = shifted >> 20;
  const f = x * powersOfTwo[1022 - k] - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const odd = z * (0.666666666666667 + w * (0.28571428625975487 + w * (0.18182889125261723 + w * 0.14616449685043406)));
  const even = w * (0.39999999999899505 + w * (0.2222221113479508 + w * 0.15331721600556042));
  const half = 0.5 * f * f;
  // ln(1 + f) = 2 s + s R = f − f²/2 + s (f²/2 + R), in which f is exact.
  const rest = half - s * (half + (odd + even));
  return k === 0 ? f - rest : k * ln2High - (rest - k * ln2Low - f);
}

/** Below the smallest normal number, near the largest, and what has no logarithm. */
function logOfOdd(x: number): number {
  if (x > 1 && x < Infinity) return log(x * 5.421010862427522e-20) + 44.3614195558365;
  if (x > 0 && x < 1) return log(x * 18014398509481984) - 37.42994775023705;
  return x === 0 ? -Infinity : x === Infinity ? Infinity : Number.NaN;
}

/** ln(1 + x), exact for small x too. Kahan's quotient of rounded values. */
export function log1p(x: number): number {
  const u = 1 + x;
  if (u === 1 || u === Infinity) return x;
  return u <= 0 ? log(u) : log(u) * (x / (u - 1));
}

/** Decimal logarithm, whole for powers of ten. */
export function log10(x: number): number {
  const y = log(x) * 0.4342944819032518;
  const whole = Math.floor(y + 0.5);
  return Math.abs(y - whole) < 1e-12 && Number(`1e${whole}`) === x ? whole : y;
}

/** Binary logarithm, whole for powers of two. */
export function log2(x: number): number {
  const y = log(x) * 1.4426950408889634;
  const whole = Math.floor(y + 0.5);
  return Math.abs(y - whole) < 1e-12 && 2 ** whole === x ? whole : y;
}

/** Inverse hyperbolic sine. */
export function asinh(x: number): number {
  const a = Math.abs(x);
  if (a > 1e10) return Math.sign(x) * (log(a) + Math.LN2);
  return Math.sign(x) * log1p(a + (a * a) / (Math.sqrt(a * a + 1) + 1));
}

/** Inverse hyperbolic tangent. */
export function atanh(x: number): number {
  const a = Math.abs(x);
  return 0.5 * Math.sign(x) * log1p((2 * a) / (1 - a));
}
