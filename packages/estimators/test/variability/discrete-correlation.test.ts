import { expect, test } from "vitest";
import { discreteCorrelation } from "../../src/variability/discrete-correlation.ts";
import { normals } from "./normal.ts";

const a = [2.0, 3.5, 6.0, 4.2, 2.5, 1.8, 2.2, 5.1, 7.3, 4.0];
const b = [2.4, 2.1, 3.3, 6.2, 4.6, 2.7, 1.9, 2.0, 4.9, 7.5];

function series(values: readonly number[], error: number, later = 0) {
  return values.map((value, i) => ({ time: 300 * i + later, value, error }));
}

// Gammapy counts lags the other way round, and its bins begin at multiples of the width: its second series was moved by half a bin.
test("has the numbers of Gammapy 2.1", () => {
  const found = discreteCorrelation(series(a, 0.3), series(b, 0.4), { width: 300 });
  expect(found.map(({ lag }) => lag)).toEqual(Array.from({ length: 19 }, (_, k) => 300 * (k - 9)));
  const expected = [
    [-2700, -0.061040358101133646, Number.NaN],
    [-1500, 0.8654650773624983, 0.5655644899182033],
    [0, 0.30020058469485983, 0.2127367534369902],
    [300, 1.112604435734151, 0.44140442464458696],
    [600, 0.41335286616437145, 0.27554566425240207],
    [900, -0.63682020657611, 0.37173299116416864],
    [2700, -2.230153083480694, Number.NaN],
  ];
  for (const [lag, value, error] of expected) {
    const bin = found.find((one) => one.lag === lag);
    expect(bin?.value).toBeCloseTo(value, 13);
    if (Number.isNaN(error)) expect(bin?.error).toBeNaN();
    else expect(bin?.error).toBeCloseTo(error, 13);
    expect(bin?.pairs).toBe(10 - Math.abs(lag) / 300);
  }
});

test("a series that another follows has its peak at that lag, the other way round at the opposite one", () => {
  const [leader, follower] = [series(a, 0.1), series(a, 0.1, 750)];
  const peak = (list: ReturnType<typeof discreteCorrelation>) =>
    list.reduce((best, one) => (one.pairs > 5 && one.value > best.value ? one : best)).lag;
  expect(peak(discreteCorrelation(leader, follower, { width: 250 }))).toBe(750);
  expect(peak(discreteCorrelation(follower, leader, { width: 250 }))).toBe(-750);
});

test("of a series with itself is 1 at no lag but for its errors", () => {
  const [bin] = discreteCorrelation(series(a, 1e-6), series(a, 1e-6), { width: 300 }).filter(({ lag }) => lag === 0);
  expect(bin.value).toBeCloseTo(1, 10);
});

test("errors of different sizes count with the mean of their squares", () => {
  const uneven = a.map((value, i) => ({ time: 300 * i, value, error: i % 2 === 0 ? 0.1 : 0.7 }));
  const even = series(a, Math.sqrt((0.1 ** 2 + 0.7 ** 2) / 2));
  const [one, other] = [uneven, even].map((list) => discreteCorrelation(list, series(b, 0.4), { width: 300 }));
  one.forEach(({ value }, i) => {
    expect(value).toBeCloseTo(other[i].value, 12);
  });
});

test("gaps, and values without a number or an error, are left out", () => {
  const holes = series(a, 0.3).map((point, i) => (i === 4 ? { ...point, value: Number.NaN } : point));
  const found = discreteCorrelation(holes, series(b, 0.4), { width: 300 });
  expect(found.find(({ lag }) => lag === 0)?.pairs).toBe(9);
  const sparse = discreteCorrelation(series(a, 0.3), series(b, 0.4, 150), { width: 100 });
  expect(sparse.every(({ pairs }) => pairs > 0)).toBe(true);
  expect(discreteCorrelation([], series(b, 0.4), { width: 300 })).toEqual([]);
});

test("scatter below the errors gives no number", () => {
  const found = discreteCorrelation(series(a, 5), series(b, 0.4), { width: 300 });
  expect(found.every(({ value, error }) => Number.isNaN(value) && Number.isNaN(error))).toBe(true);
});

test("unrelated series of white noise scatter about 0 by the error", () => {
  const noise = normals(4);
  const draw = () => Array.from({ length: 400 }, (_, i) => ({ time: 60 * i, value: 5 + noise(), error: 0.1 }));
  const found = discreteCorrelation(draw(), draw(), { width: 60 }).filter(({ pairs }) => pairs > 200);
  const pulls = found.map(({ value, error }) => value / error);
  const spread = Math.sqrt(pulls.reduce((sum, pull) => sum + pull ** 2, 0) / pulls.length);
  expect(spread).toBeGreaterThan(0.85);
  expect(spread).toBeLessThan(1.15);
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("a width of %s is refused", (width) => {
  expect(() => discreteCorrelation(series(a, 1), series(b, 1), { width })).toThrow("must be positive");
});
