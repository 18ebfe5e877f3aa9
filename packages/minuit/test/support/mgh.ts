/**
 * The test functions of Moré, Garbow & Hillstrom (ACM TOMS 7 (1981) 17), by their number there: residuals f1…fm at x.
 * `y` and `u` are the tabulated data of the paper.
 */
export type Residuals = (x: Float64Array, y: readonly number[], u: readonly number[]) => number[];

const { exp, sqrt, PI, abs, log, sin, cos } = Math;

export const mghFunctions: Readonly<Record<number, Residuals>> = {
  1: (x) => [10 * (x[1] - x[0] ** 2), 1 - x[0]],
  2: (x) => [-13 + x[0] + ((5 - x[1]) * x[1] - 2) * x[1], -29 + x[0] + ((x[1] + 1) * x[1] - 14) * x[1]],
  3: (x) => [1e4 * x[0] * x[1] - 1, exp(-x[0]) + exp(-x[1]) - 1.0001],
  4: (x) => [x[0] - 1e6, x[1] - 2e-6, x[0] * x[1] - 2],
  5: (x, y) => y.map((value, i) => value - x[0] * (1 - x[1] ** (i + 1))),
  6: (x) => series(10, (i) => 2 + 2 * i - (exp(i * x[0]) + exp(i * x[1]))),
  7: (x) => {
    const theta = Math.atan(x[1] / x[0]) / (2 * PI) + (x[0] < 0 ? 0.5 : 0);
    return [10 * (x[2] - 10 * theta), 10 * (sqrt(x[0] ** 2 + x[1] ** 2) - 1), x[2]];
  },
  8: (x, y) => y.map((value, k) => value - (x[0] + (k + 1) / ((15 - k) * x[1] + Math.min(k + 1, 15 - k) * x[2]))),
  9: (x, y) => y.map((value, k) => x[0] * exp((-x[1] * ((7 - k) / 2 - x[2]) ** 2) / 2) - value),
  10: (x, y) => y.map((value, k) => x[0] * exp(x[1] / (45 + 5 * (k + 1) + x[2])) - value),
  11: (x) => series(99, (i) => exp(-(abs(25 + (-50 * log(i / 100)) ** (2 / 3) - x[1]) ** x[2]) / x[0]) - i / 100),
  12: (x) => series(10, (i) => exp(-0.1 * i * x[0]) - exp(-0.1 * i * x[1]) - x[2] * (exp(-0.1 * i) - exp(-i))),
  13: (x) => powellSingular(x, 0),
  14: (x) => [
    10 * (x[1] - x[0] ** 2),
    1 - x[0],
    sqrt(90) * (x[3] - x[2] ** 2),
    1 - x[2],
    sqrt(10) * (x[1] + x[3] - 2),
    (x[1] - x[3]) / sqrt(10),
  ],
  15: (x, y, u) => y.map((value, i) => value - (x[0] * (u[i] ** 2 + u[i] * x[1])) / (u[i] ** 2 + u[i] * x[2] + x[3])),
  16: (x) =>
    series(20, (i) => (x[0] + (i / 5) * x[1] - exp(i / 5)) ** 2 + (x[2] + x[3] * sin(i / 5) - cos(i / 5)) ** 2),
  17: (x, y) => y.map((value, k) => value - (x[0] + x[1] * exp(-10 * k * x[3]) + x[2] * exp(-10 * k * x[4]))),
  18: (x) =>
    series(13, (i) => {
      const t = 0.1 * i;
      const y = exp(-t) - 5 * exp(-10 * t) + 3 * exp(-4 * t);
      return x[2] * exp(-t * x[0]) - x[3] * exp(-t * x[1]) + x[5] * exp(-t * x[4]) - y;
    }),
  19: (x, y) =>
    y.map((value, k) => {
      const t = k / 10;
      const peaks = [0, 1, 2].map((j) => x[1 + j] * exp(-((t - x[8 + j]) ** 2) * x[5 + j]));
      return value - (x[0] * exp(-t * x[4]) + peaks[0] + peaks[1] + peaks[2]);
    }),
  20: watson,
  21: (x) => pairs(x, (a, b) => [10 * (b - a ** 2), 1 - a]),
  22: (x) => [...powellSingular(x, 0), ...powellSingular(x, 4)],
  23: (x) => [...x].map((value) => sqrt(1e-5) * (value - 1)).concat(sum(x, (value) => value ** 2) - 0.25),
  24: penaltyTwo,
  25: (x) => {
    const total = sum(x, (value, j) => (j + 1) * (value - 1));
    return [...[...x].map((value) => value - 1), total, total ** 2];
  },
  26: (x) => {
    const cosines = sum(x, cos);
    return [...x].map((value, i) => x.length - cosines + (i + 1) * (1 - cos(value)) - sin(value));
  },
  27: (x) => {
    const total = sum(x, (value) => value);
    const product = x.reduce((a, b) => a * b, 1);
    return [...x].map((value, i) => (i < x.length - 1 ? value + total - (x.length + 1) : product - 1));
  },
  28: (x) => {
    const h = 1 / (x.length + 1);
    return [...x].map(
      (value, i) => 2 * value - (x[i - 1] ?? 0) - (x[i + 1] ?? 0) + (h * h * (value + (i + 1) * h + 1) ** 3) / 2,
    );
  },
  29: integralEquation,
  30: (x) => [...x].map((value, i) => (3 - 2 * value) * value - (x[i - 1] ?? 0) - 2 * (x[i + 1] ?? 0) + 1),
  31: (x) =>
    [...x].map((value, i) => {
      const band = [-5, -4, -3, -2, -1, 1].map((k) => x[i + k] ?? 0);
      return value * (2 + 5 * value ** 2) + 1 - band.reduce((total, b) => total + b * (1 + b), 0);
    }),
  32: (x) => series(10, (i) => (i <= x.length ? x[i - 1] : 0) - (2 / 10) * sum(x, (value) => value) - 1),
  33: (x) => series(10, (i) => i * sum(x, (value, j) => (j + 1) * value) - 1),
  34: (x) => {
    const inner = sum(x, (value, j) => (j > 0 && j < x.length - 1 ? (j + 1) * value : 0));
    return series(10, (i) => (i === 1 || i === 10 ? -1 : (i - 1) * inner - 1));
  },
  35: chebyquad,
};

function series(m: number, term: (i: number) => number): number[] {
  return Array.from({ length: m }, (_, k) => term(k + 1));
}

function sum(x: Float64Array, term: (value: number, index: number) => number): number {
  let total = 0;
  for (let i = 0; i < x.length; i++) total += term(x[i], i);
  return total;
}

function pairs(x: Float64Array, two: (a: number, b: number) => number[]): number[] {
  return Array.from({ length: x.length / 2 }, (_, k) => two(x[2 * k], x[2 * k + 1])).flat();
}

function powellSingular(x: Float64Array, k: number): number[] {
  const [a, b, c, d] = x.subarray(k, k + 4);
  return [a + 10 * b, sqrt(5) * (c - d), (b - 2 * c) ** 2, sqrt(10) * (a - d) ** 2];
}

function watson(x: Float64Array): number[] {
  const rows = series(29, (i) => {
    const t = i / 29;
    const slope = sum(x, (value, j) => (j === 0 ? 0 : j * value * t ** (j - 1)));
    return slope - sum(x, (value, j) => value * t ** j) ** 2 - 1;
  });
  return [...rows, x[0], x[1] - x[0] ** 2 - 1];
}

function penaltyTwo(x: Float64Array): number[] {
  const n = x.length;
  const y = (i: number): number => exp(i / 10) + exp((i - 1) / 10);
  return series(2 * n, (i) => {
    if (i === 1) return x[0] - 0.2;
    if (i <= n) return sqrt(1e-5) * (exp(x[i - 1] / 10) + exp(x[i - 2] / 10) - y(i));
    if (i < 2 * n) return sqrt(1e-5) * (exp(x[i - n] / 10) - exp(-1 / 10));
    return sum(x, (value, j) => (n - j) * value ** 2) - 1;
  });
}

function integralEquation(x: Float64Array): number[] {
  const h = 1 / (x.length + 1);
  const cube = (j: number): number => (x[j] + (j + 1) * h + 1) ** 3;
  return [...x].map((value, i) => {
    const t = (i + 1) * h;
    let before = 0;
    let after = 0;
    for (let j = 0; j <= i; j++) before += (j + 1) * h * cube(j);
    for (let j = i + 1; j < x.length; j++) after += (1 - (j + 1) * h) * cube(j);
    return value + (h * ((1 - t) * before + t * after)) / 2;
  });
}

function chebyquad(x: Float64Array): number[] {
  const n = x.length;
  const totals = new Float64Array(n);
  for (const value of x) {
    const z = 2 * value - 1;
    let [before, current] = [1, z];
    for (let i = 0; i < n; i++) {
      totals[i] += current;
      [before, current] = [current, 2 * z * current - before];
    }
  }
  return series(n, (i) => totals[i - 1] / n - (i % 2 === 1 ? 0 : -1 / (i * i - 1)));
}
