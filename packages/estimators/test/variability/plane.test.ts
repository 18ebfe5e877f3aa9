import { assertClose } from "@gammakit/testing";
import { describe, expect, test } from "vitest";
import { bootstrapLine, correlation, hysteresisLoop, lineFit, type PlanePoint } from "../../src/index.ts";
import { correlationTail } from "../../src/variability/student-tail.ts";
import { plane, truth } from "./golden.ts";
import { normals } from "./normal.ts";

/** Pearson (1901) with the weights of York (1966): the test case of the field. */
const pearsonYork = [
  [0, 5.9, 1000, 1],
  [0.9, 5.4, 1000, 1.8],
  [1.8, 4.4, 500, 4],
  [2.6, 4.6, 800, 8],
  [3.3, 3.5, 200, 20],
  [4.4, 3.7, 80, 20],
  [5.2, 2.8, 60, 70],
  [6.1, 2.8, 20, 70],
  [6.5, 2.4, 1.8, 100],
  [7.4, 1.5, 1, 500],
].map(([x, y, wx, wy]): PlanePoint => ({ x, y, xError: wx ** -0.5, yError: wy ** -0.5 }));

describe("correlation", () => {
  test("has the coefficients and probabilities of scipy", () => {
    for (const golden of truth.plane) {
      const found = correlation(plane(golden));
      assertClose([found.pearson, found.pearsonPValue], golden.pearson, { relative: 1e-9 });
      assertClose([found.spearman, found.spearmanPValue], golden.spearman, { relative: 1e-9 });
      assertClose(found.weighted, golden.weighted, { relative: 1e-11 });
    }
  });

  test("has tails of Student's distribution", () => {
    for (const [r, dof, expected] of truth.tails) {
      assertClose(correlationTail(r, dof), expected, { relative: 1e-10, label: `r ${r}, dof ${dof}` });
    }
    expect([correlationTail(0, 5), correlationTail(1, 5)]).toEqual([1, 0]);
  });

  test("weighted is the unweighted one where all errors are equal", () => {
    const points = plane(truth.plane[0]).map((point) => ({ ...point, xError: 2, yError: 0.5 }));
    const found = correlation(points);
    assertClose([found.weighted, found.weightedPValue], [found.pearson, found.pearsonPValue], { relative: 1e-10 });
  });

  test("does not exist for two points, nor where one stands still", () => {
    const [a, b, c] = plane(truth.plane[0]);
    expect(correlation([a, b, { ...c, y: Number.NaN }])).toMatchObject({
      pearson: NaN,
      spearman: NaN,
      used: 2,
      omitted: 1,
    });
    expect(correlation([a, b, c].map((point) => ({ ...point, x: 1 }))).pearson).toBeNaN();
  });
});

describe("line through points with errors in both axes", () => {
  test("is that of York for the data of Pearson", () => {
    const found = lineFit(pearsonYork);
    assertClose([found.slope, found.intercept], [-0.480533407446, 5.479910224033], { relative: 1e-9 });
    assertClose([found.slopeError, found.interceptError], [0.057985009, 0.294970735], { relative: 1e-8 });
    assertClose(found.chi2 / found.dof, 1.4832941, { relative: 1e-6 });
  });

  test("is that of orthogonal distance regression in scipy", () => {
    for (const golden of truth.plane) {
      const found = lineFit(plane(golden));
      assertClose([found.slope, found.intercept], golden.line, { relative: 1e-6 });
      assertClose(found.chi2, golden.chi2, { relative: 1e-9 });
    }
  });

  test("is at the minimum of χ², with correlated errors too, and its errors are where χ² rises by one", () => {
    const points = plane(truth.plane[0]).map((point, i) => ({ ...point, errorCorrelation: 0.6 - 0.1 * i }));
    const chi2 = (slope: number, value: number, pivot: number) =>
      points.reduce((sum, { x, y, xError, yError, errorCorrelation }) => {
        const variance = yError ** 2 + slope ** 2 * xError ** 2 - 2 * slope * errorCorrelation * xError * yError;
        return sum + (y - value - slope * (x - pivot)) ** 2 / variance;
      }, 0);
    const { slope, slopeError, pivot, pivotValue, pivotError, chi2: best } = lineFit(points);
    assertClose(chi2(slope, pivotValue, pivot), best, { relative: 1e-10 });
    for (const [ds, dv] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ]) {
      // The errors are those of the linear problem.
      const rise = chi2(slope + ds * slopeError, pivotValue + dv * pivotError, pivot) - best;
      assertClose(rise, 1, { absolute: 0.35 });
      expect(chi2(slope + 1e-4 * ds * slopeError, pivotValue + 1e-4 * dv * pivotError, pivot)).toBeGreaterThan(
        best - 1e-12,
      );
    }
  });

  test("turns with the axes, and follows scale and zero", () => {
    const points = pearsonYork;
    const { slope, slopeError } = lineFit(points);
    const turned = lineFit(points.map(({ x, xError, y, yError }) => ({ x: y, xError: yError, y: x, yError: xError })));
    assertClose(turned.slope, 1 / slope, { relative: 1e-9 });
    const scaled = lineFit(
      points.map(({ x, xError, y, yError }) => ({ x: 1e-11 * x + 4e-11, xError: 1e-11 * xError, y: y + 100, yError })),
    );
    assertClose([scaled.slope, scaled.slopeError], [1e11 * slope, 1e11 * slopeError], { relative: 1e-8 });
  });

  test("is found where the steps of York's iteration go to and fro", () => {
    const points = [
      [1.995, 0.048, 0.418, 0.014],
      [0.265, 0.037, 0.377, 0.092],
      [1.786, 0.035, 0.401, 0.01],
      [2.315, 0.732, 0.503, 0.24],
      [3.48, 0.062, 0.491, 0.083],
      [3.322, 1.009, 0.81, 0.005],
      [2.536, 0.314, 0.499, 0.013],
    ].map(([x, xError, y, yError]): PlanePoint => ({ x, xError, y, yError, errorCorrelation: 0.29 }));
    const { slope, chi2 } = lineFit(points);
    // The minimum of χ² over slope and intercept, by scipy.optimize.
    assertClose([slope, chi2], [0.117945772516328, 8.91634278559962], { relative: 1e-8 });
  });

  test("through exact points is exact, flat ones included", () => {
    for (const rate of [2, 0]) {
      const points = [1, 2, 4, 8].map((x) => ({ x, xError: 0.1, y: 5 + rate * x, yError: 0.2 }));
      const found = lineFit(points);
      assertClose([found.slope, found.intercept, found.chi2], [rate, 5, 0], { relative: 1e-9, absolute: 1e-12 });
    }
    expect(lineFit(pearsonYork.slice(0, 2))).toMatchObject({ slope: NaN, chi2: NaN, pValue: NaN, dof: 0 });
    expect(lineFit(pearsonYork.map((point) => ({ ...point, x: 1 }))).slope).toBeNaN();
  });
});

/** Points on a line with the errors that they say; of seed `seed`. */
function toyLine(seed: number, n: number): readonly PlanePoint[] {
  const normal = normals(seed);
  return Array.from({ length: n }, (_, i) => ({
    x: i + 0.3 * normal(),
    xError: 0.3,
    y: 3 - 0.2 * i + 0.5 * normal(),
    yError: 0.5,
  }));
}

describe("bootstrap", () => {
  test("intervals hold the truth as often as they say", () => {
    const toys = 200;
    let [inside, pulls] = [0, 0];
    for (let seed = 1; seed <= toys; seed++) {
      const points = toyLine(seed, 30);
      const [low, high] = bootstrapLine(points, { seed, toys: 200 }).slope;
      if (low < -0.2 && high > -0.2) inside++;
      const { slope, slopeError } = lineFit(points);
      pulls += ((slope + 0.2) / slopeError) ** 2;
    }
    // 68 % with a binomial error of 3.3 %; four of them, and what a bootstrap of 30 points is short of.
    assertClose(inside / toys, 0.66, { absolute: 0.13 });
    assertClose(pulls / toys, 1, { absolute: 0.4 });
  });

  test("gives the same numbers for the same seed, others for another", () => {
    const points = toyLine(5, 12);
    expect(bootstrapLine(points, { seed: 4 })).toEqual(bootstrapLine(points, { seed: 4 }));
    expect(bootstrapLine(points, { seed: 4 }).slope).not.toEqual(bootstrapLine(points, { seed: 5 }).slope);
    // Pinned: Node and browsers of any machine must agree.
    const { slope, pearson, toys } = bootstrapLine(points, { seed: 1, toys: 50 });
    expect([...slope, ...pearson].map((value) => value.toFixed(6))).toMatchInlineSnapshot(`
      [
        "-0.268658",
        "-0.155198",
        "-0.891963",
        "-0.592629",
      ]
    `);
    expect(toys).toBe(50);
  });

  test("wide intervals hold narrow ones; none for two points", () => {
    const points = toyLine(6, 12);
    const [narrow, wide] = [0.5, 0.95].map((level) => bootstrapLine(points, { level }).slope);
    expect(wide[0] < narrow[0] && narrow[1] < wide[1]).toBe(true);
    expect(bootstrapLine(points.slice(0, 2))).toMatchObject({ slope: [NaN, NaN], toys: 0 });
    expect(() => bootstrapLine(points, { toys: 0 })).toThrow("from 1 to 1000000; it is 0");
    expect(() => bootstrapLine(points, { seed: 0.5 })).toThrow("0.5 is not");
    expect(() => bootstrapLine(points, { level: 1 })).toThrow("between 0 and 1; it is 1");
  });
});

describe("hysteresis loop", () => {
  const circle = (sense: 1 | -1, n = 16) =>
    Array.from({ length: n }, (_, i): PlanePoint => {
      const angle = (sense * 2 * Math.PI * i) / n;
      return { x: 5 + 2 * Math.cos(angle), xError: 0.1, y: 3 + Math.cos(angle) + Math.sin(angle), yError: 0.1 };
    });

  test("of a circle has its direction and its area, and is no chance", () => {
    const { area, direction, pValue, significance, toys } = hysteresisLoop(circle(1));
    // Of a polygon with 16 corners, sheared.
    assertClose(area, 2 * 16 * Math.sin(Math.PI / 16) * Math.cos(Math.PI / 16), { relative: 1e-9 });
    expect([direction, toys]).toEqual(["counter-clockwise", 1000]);
    assertClose(pValue, 1 / 1001, { relative: 1e-12 });
    expect(significance).toBeGreaterThan(3.2);
  });

  test("turns round with time, and with one of the axes", () => {
    const points = circle(1).map((point, i) => ({ ...point, y: point.y + 0.1 * (i % 3) }));
    const { area } = hysteresisLoop(points);
    const back = hysteresisLoop(points.toReversed());
    assertClose(back.area, -area, { relative: 1e-9 });
    expect(back.direction).toBe("clockwise");
    assertClose(hysteresisLoop(points.map((point) => ({ ...point, y: -point.y }))).area, -area, { relative: 1e-9 });
    const moved = hysteresisLoop(
      points.map((point) => ({ ...point, x: 1e-11 * point.x, xError: 1e-12, y: point.y + 9 })),
    );
    assertClose(moved.area, 1e-11 * area, { relative: 1e-6 });
  });

  test("along a line is found as rarely as its probability says", () => {
    const runs = 200;
    const found = Array.from({ length: runs }, (_, seed) => hysteresisLoop(toyLine(seed + 1, 20), { seed, toys: 199 }));
    const below = (p: number) => found.filter(({ pValue }) => pValue <= p).length / runs;
    assertClose(below(0.1), 0.1, { absolute: 0.07 });
    assertClose(below(0.5), 0.5, { absolute: 0.13 });
  });

  test("of three points, or of none, is not tested", () => {
    const points = circle(1, 3);
    expect(hysteresisLoop(points)).toMatchObject({ direction: "none", area: NaN, pValue: NaN, toys: 0, used: 3 });
    const flat = circle(1).map((point) => ({ ...point, x: 1 }));
    expect(hysteresisLoop(flat)).toMatchObject({ direction: "none", area: 0, pValue: NaN, toys: 0 });
  });
});
