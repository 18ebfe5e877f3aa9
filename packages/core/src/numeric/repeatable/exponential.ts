import { log } from "./logarithm.ts";
import { powersOfTwo } from "./powers-of-two.ts";

/*
 * Engines round `Math.exp`, `Math.log`, `Math.sin` and their like differently: Node and Chromium of one year disagree in the last bit, and
 * a fit carries that on into the tenth digit. The functions here are made of +, −, ×, ÷ and square roots, which IEEE 754 rounds alike
 * everywhere: the same input gives the same bits in each engine. They are good to two units of the last place.
 */

/** ln 2 / 32 in two parts: the first has so few bits that its multiples are exact. */
const [stepHigh, stepLow] = [0.021660849390173098, 2.325192846878874e-12];
const perStep = 46.16624130844683;

/** 2^(j/32). */
const roots = Float64Array.of(
  1,
  1.0218971486541166,
  1.0442737824274138,
  1.0671404006768237,
  1.0905077326652577,
  1.1143867425958924,
  1.1387886347566916,
  1.1637248587775775,
  1.189207115002721,
  1.215247359980469,
  1.241857812073484,
  1.2690509571917332,
  1.2968395546510096,
  1.3252366431597413,
  1.3542555469368927,
  1.383909881963832,
  1.4142135623730951,
  1.4451808069770467,
  1.4768261459394993,
  1.5091644275934228,
  1.5422108254079407,
  1.5759808451078865,
  1.6104903319492543,
  1.645755478153965,
  1.681792830507429,
  1.718619298122478,
  1.7562521603732995,
  1.7947090750031072,
  1.8340080864093424,
  1.8741676341103,
  1.9152065613971474,
  1.9571441241754002,
);

/** e^x: 2^(k/32) times the series of what is left, where k is nearest to 32 x / ln 2. */
export function exp(x: number): number {
  if (!(x > -708)) return x > -746 ? exp(x + 64) * 1.603810890548638e-28 : x <= -746 ? 0 : Number.NaN;
  // Beyond 709.7718 the nearest k is 1024 · 32, and there is no power of two for it.
  if (x >= 709.77) return x <= 709.782712893384 ? exp(x - 1) * Math.E : Infinity;
  const k = Math.floor(x * perStep + 0.5);
  const r = x - k * stepHigh - k * stepLow;
  const p = r + r * r * (0.5 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720)))));
  const root = roots[k & 31];
  return (root + root * p) * powersOfTwo[(k >> 5) + 1022];
}

/** e^x − 1, exact for small x too. Kahan's quotient of rounded values. */
export function expm1(x: number): number {
  if (x > 40) return exp(x);
  const e = exp(x);
  if (e === 1) return x;
  if (e - 1 === -1) return -1;
  return ((e - 1) * x) / log(e);
}

/** x^y: by multiplication for whole y up to 64, else exp(y ln x), which is NaN for negative x. */
export function pow(x: number, y: number): number {
  if (y === 2) return x * x;
  if (Number.isInteger(y) && Math.abs(y) <= 64) return y < 0 ? 1 / multiply(x, -y) : multiply(x, y);
  if (x === 0) return y > 0 ? 0 : Infinity;
  return exp(y * log(x));
}

function multiply(x: number, n: number): number {
  let [result, square] = [1, x];
  for (let rest = n; rest > 0; rest >>= 1) {
    if (rest & 1) result *= square;
    square *= square;
  }
  return result;
}

/** Hyperbolic tangent. */
export function tanh(x: number): number {
  if (Math.abs(x) > 20) return Math.sign(x);
  const t = expm1(2 * x);
  return t / (t + 2);
}

/** Cube root, by Newton's method from the logarithm. */
export function cbrt(x: number): number {
  if (!(Math.abs(x) > 0 && Math.abs(x) < Infinity)) return x;
  const a = Math.abs(x);
  const y = exp(log(a) / 3);
  return Math.sign(x) * (y - (y - a / (y * y)) / 3);
}
