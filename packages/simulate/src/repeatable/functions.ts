/*
 * Engines round `Math.exp`, `Math.log`, `Math.sin` and their like differently: Node and Chromium of one year disagree in the last bit, and
 * one bit is another event. These are made of +, −, ×, ÷ and square roots alone, which IEEE 754 rounds alike everywhere. They are good to a
 * few units of the last place (the test says 1e-15), not to half of one.
 */

/** ln 2 in two parts: the first has so few bits that its small multiples are exact. */
const [ln2High, ln2Low] = [0.6931471803691238, 1.9082149292705877e-10];

/** Powers of two from 2^-1022 to 2^1023. */
const powersOfTwo = doublings();

function doublings(): Float64Array {
  const out = new Float64Array(2046);
  out[1022] = 1;
  for (let k = 1023; k < out.length; k++) out[k] = 2 * out[k - 1];
  for (let k = 1021; k >= 0; k--) out[k] = out[k + 1] / 2;
  return out;
}

/** e^x by its series around the nearest multiple of ln 2; 0 below −700, infinite above 700. */
export function exp(x: number): number {
  if (!(x > -700)) return x <= -700 ? 0 : Number.NaN;
  if (x > 700) return Infinity;
  const k = Math.floor(x / (ln2High + ln2Low) + 0.5);
  const r = x - k * ln2High - k * ln2Low;
  let sum = 1;
  for (let n = 14; n > 0; n--) sum = 1 + (sum * r) / n;
  return sum * powersOfTwo[k + 1022];
}

/** ln x = k ln 2 + 2 artanh((m − 1)/(m + 1)) for x = m·2^k with m between √½ and √2. */
export function log(x: number): number {
  if (!(x >= powersOfTwo[0] && x < Infinity))
    return x > 0 ? Math.sign(x - 1) * Infinity : x === 0 ? -Infinity : Number.NaN;
  if (x > Math.SQRT1_2 && x <= Math.SQRT2) return logNearOne(x);
  let [low, high] = [0, powersOfTwo.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (powersOfTwo[middle] <= x) low = middle;
    else high = middle;
  }
  let [k, m] = [low - 1022, x / powersOfTwo[low]];
  if (m > Math.SQRT2) {
    m /= 2;
    k++;
  }
  return k * ln2High + (logNearOne(m) + k * ln2Low);
}

function logNearOne(m: number): number {
  const s = (m - 1) / (m + 1);
  const s2 = s * s;
  let sum = 0;
  for (let n = 21; n >= 3; n -= 2) sum = (sum + 1 / n) * s2;
  return 2 * s * (1 + sum);
}

/** x^y for x > 0. */
export function pow(x: number, y: number): number {
  return exp(y * log(x));
}

/** sin x by its series, for |x| up to 1. */
export function sinSmall(x: number): number {
  const x2 = x * x;
  let sum = 1;
  for (let n = 18; n > 1; n -= 2) sum = 1 - (sum * x2) / (n * (n + 1));
  return sum * x;
}

/** cos x by its series, for |x| up to 1. */
export function cosSmall(x: number): number {
  const x2 = x * x;
  let sum = 1;
  for (let n = 17; n > 0; n -= 2) sum = 1 - (sum * x2) / (n * (n + 1));
  return sum;
}

/** π / 180. */
export const degree = Math.PI / 180;

/** Sine of an angle [deg]. */
export function sinDegrees(angle: number): number {
  const quarter = Math.floor(angle / 90 + 0.5);
  const rest = (angle - 90 * quarter) * degree;
  const turn = quarter - 4 * Math.floor(quarter / 4);
  const value = turn % 2 === 0 ? sinSmall(rest) : cosSmall(rest);
  return turn < 2 ? value : -value;
}

/** Cosine of an angle [deg]. */
export function cosDegrees(angle: number): number {
  return sinDegrees(angle + 90);
}

/** arctan of multiples of 1/4. */
const nodes = [0, 0.24497866312686414, 0.4636476090008061, 0.6435011087932844, Math.PI / 4];

/** Angle [rad] of the point (x, y), in (−π, π]. */
export function atan2(y: number, x: number): number {
  const [a, b] = [Math.abs(y), Math.abs(x)];
  if (a === 0 && b === 0) return 0;
  const t = a > b ? b / a : a / b;
  const k = Math.floor(4 * t + 0.5);
  const r = (t - k / 4) / (1 + (t * k) / 4);
  const r2 = r * r;
  let sum = 0;
  for (let n = 21; n >= 3; n -= 2) sum = (1 / n - sum) * r2;
  const first = nodes[k] + r * (1 - sum);
  const steep = a > b ? Math.PI / 2 - first : first;
  const flipped = x < 0 ? Math.PI - steep : steep;
  return y < 0 ? -flipped : flipped;
}
