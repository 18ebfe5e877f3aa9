/** π/2 in three parts: multiples of the first two are exact. */
const [quarter1, quarter2, quarter3] = [1.5707963267341256, 6.077100506303966e-11, 2.0222662487959506e-21];
const perQuarter = 0.6366197723675814;
/** Beyond, the parts of π/2 are too few: a full turn is taken away as often as it goes, by the exact remainder. */
const farthest = 1e5;

/** sin x by its series, for |x| up to π/4. */
function sinKernel(x: number): number {
  const z = x * x;
  const w = z * z;
  const even = 0.008333333333330948 + w * (2.7557316101617874e-6 + w * 1.5918115263265974e-10);
  const odd = -0.00019841269836756774 + w * -2.505113165023518e-8;
  return x + x * z * (-0.16666666666666666 + z * (even + z * odd));
}

/** cos x by its series, for |x| up to π/4. */
function cosKernel(x: number): number {
  const z = x * x;
  const w = z * z;
  const even = 0.041666666666666664 + w * (2.480158729876456e-5 + w * 2.087614614655861e-9);
  const odd = -0.0013888888888887398 + w * (-2.7557317271145144e-7 + w * -1.1382623647474604e-11);
  const half = 0.5 * z;
  const one = 1 - half;
  return one + (1 - one - half + w * (even + z * odd));
}

/** Sine of an angle [rad]. */
export function sin(x: number): number {
  return x === 0 ? x : shifted(x, 0);
}

/** Cosine of an angle [rad]. */
export function cos(x: number): number {
  return shifted(x, 1);
}

/** sin(x + n π/2). */
function shifted(x: number, n: number): number {
  if (!(x > -farthest && x < farthest)) {
    return Math.abs(x) < Infinity ? shifted(x % (2 * Math.PI), n) : Number.NaN;
  }
  const k = Math.floor(x * perQuarter + 0.5);
  const r = k === 0 ? x : x - k * quarter1 - k * quarter2 - k * quarter3;
  const turn = (k + n) & 3;
  const value = (turn & 1) === 0 ? sinKernel(r) : cosKernel(r);
  return turn < 2 ? value : -value;
}

/** Tangent of an angle [rad]. */
export function tan(x: number): number {
  return sin(x) / cos(x);
}

/** arctan of multiples of 1/4. */
const nodes = Float64Array.of(0, 0.24497866312686414, 0.4636476090008061, 0.6435011087932844, 0.7853981633974483);

/** arctan t for t from 0 to 1. */
function atanKernel(t: number): number {
  const k = Math.floor(4 * t + 0.5);
  const r = k === 0 ? t : (t - 0.25 * k) / (1 + 0.25 * k * t);
  const z = r * r;
  const w = z * z;
  const even = -0.33333333333333287 + w * (-0.14285714129116034 + w * -0.09085599506798686);
  const odd = 0.19999999999790477 + w * (0.1111106826170422 + w * 0.07387718384425714);
  return nodes[k] + (r + r * z * (even + z * odd));
}

/** Angle [rad] of the point (x, y), from −π to π. */
export function atan2(y: number, x: number): number {
  const a = Math.abs(y);
  const b = Math.abs(x);
  const large = Math.max(a, b);
  const small = Math.min(a, b);
  if (!(large > 0) || !(small >= 0))
    return a === 0 && b === 0 ? (isNegative(x) ? (isNegative(y) ? -Math.PI : Math.PI) : y) : Number.NaN;
  // A small angle must not become 0 on its way through π.
  const t = large === Infinity ? (small === Infinity ? 1 : 0) : small / large;
  let angle = atanKernel(t);
  if (a > b) angle = Math.PI / 2 - (angle - 6.123233995736766e-17);
  if (isNegative(x)) angle = Math.PI - (angle - 1.2246467991473532e-16);
  return isNegative(y) ? -angle : angle;
}

function isNegative(x: number): boolean {
  return x < 0 || (x === 0 && 1 / x < 0);
}

/** Arctangent [rad]. */
export function atan(x: number): number {
  return atan2(x, 1);
}

/** Arcsine [rad]; NaN beyond ±1. */
export function asin(x: number): number {
  return atan2(x, Math.sqrt((1 - x) * (1 + x)));
}

/** Arccosine [rad]; NaN beyond ±1. */
export function acos(x: number): number {
  return atan2(Math.sqrt((1 - x) * (1 + x)), x);
}

/** Length of the vector (x, y). */
export function hypot(x: number, y: number): number {
  const sum = x * x + y * y;
  if (sum > 1e-290 && sum < 1e290) return Math.sqrt(sum);
  const a = Math.abs(x);
  const b = Math.abs(y);
  const large = Math.max(a, b);
  const small = Math.min(a, b);
  if (large === Infinity || large === 0) return large;
  return large * Math.sqrt(1 + (small / large) * (small / large));
}
