import { exactExponent } from "./exponent.ts";

/**
 * A positive factor kept exact as long as it is one: numerator / denominator · π^pi · root.
 * `root` is 1 until a fractional power makes the factor irrational.
 */
export interface ExactScale {
  readonly numerator: bigint;
  readonly denominator: bigint;
  /** Power of π, for degrees and parsecs. */
  readonly pi: number;
  readonly root: number;
}

/** The factor 1. */
export const one: ExactScale = { numerator: 1n, denominator: 1n, pi: 0, root: 1 };

/** The exact value of a decimal ("1.602176634e-19") or of a quotient of integers ("1/180"); undefined where it is too long to be one. */
export function exactDecimal(text: string, pi = 0): ExactScale | undefined {
  const quotient = /^(\d+)\/(\d+)$/.exec(text);
  if (quotient) return reduced(BigInt(quotient[1]), BigInt(quotient[2]), pi, 1);
  const match = /^(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text);
  if (!match || match[1].length + match[2].length > 400) return undefined;
  const digits = BigInt(match[1] + match[2] || "0");
  const power = Number(match[3] ?? "0") - match[2].length;
  if (!(Math.abs(power) <= maxPowerOfTen)) return undefined;
  return power >= 0 ? reduced(digits * 10n ** BigInt(power), 1n, pi, 1) : reduced(digits, 10n ** BigInt(-power), pi, 1);
}

/** a·b. */
export function multiplyScales(a: ExactScale, b: ExactScale): ExactScale {
  return reduced(a.numerator * b.numerator, a.denominator * b.denominator, a.pi + b.pi, a.root * b.root);
}

/** a / b. */
export function divideScales(a: ExactScale, b: ExactScale): ExactScale {
  return reduced(a.numerator * b.denominator, a.denominator * b.numerator, a.pi - b.pi, a.root / b.root);
}

/** a^power; stays exact for whole powers, and but for a power of at most one half for others. */
export function raiseScale(a: ExactScale, power: number): ExactScale {
  const whole = Math.round(power);
  const rest = exactExponent(power - whole);
  const n = BigInt(Math.abs(whole));
  const [up, down] = whole >= 0 ? [a.numerator, a.denominator] : [a.denominator, a.numerator];
  const root = rest === 0 ? 1 : scaleToNumber(a) ** rest;
  return {
    numerator: up ** n,
    denominator: down ** n,
    pi: a.pi === 0 ? 0 : a.pi * whole,
    root: a.root ** whole * root,
  };
}

/** The double nearest to the factor: one rounding where it is rational. */
export function scaleToNumber(a: ExactScale): number {
  const ratio = ratioToNumber(a.numerator, a.denominator);
  return a.pi === 0 && a.root === 1 ? ratio : ratio * Math.PI ** a.pi * a.root;
}

const maxPowerOfTen = 330;

function reduced(numerator: bigint, denominator: bigint, pi: number, root: number): ExactScale {
  const divisor = commonDivisor(numerator, denominator);
  if (divisor <= 1n) return { numerator, denominator, pi, root };
  return { numerator: numerator / divisor, denominator: denominator / divisor, pi, root };
}

/** Euclid's algorithm, in doubles as soon as both numbers fit: many times faster. */
function commonDivisor(first: bigint, second: bigint): bigint {
  let [a, b] = first < second ? [second, first] : [first, second];
  while (a > exactLimit && b !== 0n) [a, b] = [b, a % b];
  if (b === 0n) return a;
  let [x, y] = [Number(a), Number(b)];
  while (y !== 0) [x, y] = [y, x % y];
  return BigInt(x);
}

const exactLimit = 2n ** 53n;

/** Quotient of two positive integers, correctly rounded: 64 or more bits of it, the last one sticky, are rounded once. */
function ratioToNumber(numerator: bigint, denominator: bigint): number {
  if (numerator <= exactLimit && denominator <= exactLimit) return Number(numerator) / Number(denominator);
  const shift = bitLength(denominator) - bitLength(numerator) + 64;
  const up = shift > 0 ? numerator << BigInt(shift) : numerator;
  const down = shift < 0 ? denominator << BigInt(-shift) : denominator;
  const quotient = up / down;
  const sticky = up % down === 0n ? 0n : 1n;
  const half = Math.trunc(shift / 2);
  return Number(quotient | sticky) * 2 ** -half * 2 ** (half - shift);
}

function bitLength(n: bigint): number {
  return n.toString(16).length * 4;
}
