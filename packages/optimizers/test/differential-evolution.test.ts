import type { Objective } from "@gammakit/core";
import { describe, expect, test } from "vitest";
import { differentialEvolution, leastSquares, nelderMead } from "../src/index.ts";

/** An objective between limits that are the same for all parameters. */
function boxed(
  evaluate: (x: Float64Array) => number,
  start: readonly number[],
  lower: number,
  upper: number,
): Objective {
  const fill = (value: number) => new Float64Array(start.length).fill(value);
  return {
    names: start.map((_, i) => `p${i}`),
    start: Float64Array.from(start),
    lower: fill(lower),
    upper: fill(upper),
    step: fill(1),
    up: 1,
    evaluate,
  };
}

const sum = (x: Float64Array, term: (value: number, i: number) => number): number =>
  x.reduce((total, value, i) => total + term(value, i), 0);

/** Functions with many minima, and their lowest (Törn & Žilinskas 1989; Jamil & Yang 2013). */
const landscapes: readonly (readonly [string, Objective, number])[] = [
  [
    "Rastrigin's, 5 parameters, about 10⁵ minima",
    boxed((x) => sum(x, (v) => v * v - 10 * Math.cos(2 * Math.PI * v) + 10), [3.3, -4.1, 2.2, 4.7, -1.8], -5.12, 5.12),
    0,
  ],
  [
    "Ackley's, 4 parameters",
    boxed(
      (x) => {
        const n = x.length;
        const radius = Math.sqrt(sum(x, (v) => (v - 0.3) ** 2) / n);
        const waves = sum(x, (v) => Math.cos(2 * Math.PI * (v - 0.3))) / n;
        // Round at its minimum, where Ackley's own has a corner.
        return 400 * (1 - Math.exp(-0.2 * radius)) ** 2 + Math.E - Math.exp(waves);
      },
      [20, -17, 9, 4],
      -32,
      32,
    ),
    0,
  ],
  [
    "Griewank's, 3 parameters, a hundredfold: minima that differ by less than an error bar are one",
    boxed(
      (x) =>
        100 *
        (1 + sum(x, (v) => v * v) / 4000 - x.reduce((product, v, i) => product * Math.cos(v / Math.sqrt(i + 1)), 1)),
      [200, -300, 450],
      -600,
      600,
    ),
    0,
  ],
  [
    "Schwefel's, 3 parameters, the lowest minimum far from the others",
    boxed(
      (x) => sum(x, (v) => 418.982_887_272_433_8 - v * Math.sin(Math.sqrt(Math.abs(v)))),
      [-300, 200, 10],
      -500,
      500,
    ),
    0,
  ],
  [
    "six-hump camel",
    boxed(
      (x) => (4 - 2.1 * x[0] ** 2 + x[0] ** 4 / 3) * x[0] ** 2 + x[0] * x[1] + 4 * (x[1] ** 2 - 1) * x[1] ** 2,
      [2, 1],
      -3,
      3,
    ),
    -1.031_628_453_489_877,
  ],
];

describe("differentialEvolution finds the lowest of many minima, from each of ten seeds", () => {
  test.each(landscapes)("%s", async (_, objective, lowest) => {
    for (let seed = 0; seed < 10; seed++) {
      const result = await differentialEvolution({ seed }).minimize(objective);
      expect(result.status, `seed ${seed}: ${result.message}`).toBe("converged");
      expect(result.value - lowest, `seed ${seed}`).toBeLessThan(1e-4);
    }
  });

  test("where a simplex from the same start ends in a nearer one", async () => {
    const [, objective] = landscapes[0];
    const result = await nelderMead().minimize(objective);
    expect(result.status).toBe("converged");
    expect(result.value).toBeGreaterThan(1);
  });
});

describe("differentialEvolution", () => {
  test("solves Osborne 1 from a box (Moré, Garbow & Hillstrom 1981, no. 17)", async () => {
    const y = [
      0.844, 0.908, 0.932, 0.936, 0.925, 0.908, 0.881, 0.85, 0.818, 0.784, 0.751, 0.718, 0.685, 0.658, 0.628, 0.603,
      0.58, 0.558, 0.538, 0.522, 0.506, 0.49, 0.478, 0.467, 0.457, 0.448, 0.438, 0.431, 0.424, 0.42, 0.414, 0.411,
      0.406,
    ];
    // In units of an error of 1e-3, so that the parameters have errors.
    const objective = leastSquares(
      ([a, b, c, d, e]) => y.map((v, k) => (v - (a + b * Math.exp(-10 * k * d) + c * Math.exp(-10 * k * e))) / 1e-3),
      [0.1, 0.1, -0.1, 0.05, 0.05],
      { lower: [0, 0, -4, 0.001, 0.001], upper: [3, 4, 0, 0.1, 0.1] },
    );
    for (let seed = 0; seed < 5; seed++) {
      const { status, value } = await differentialEvolution({ seed }).minimize(objective);
      expect(status).toBe("converged");
      expect(value * 1e-6).toBeCloseTo(5.46489e-5, 9);
    }
  });

  test("searches as another seed says, and the same with the same seed", async () => {
    const [, objective] = landscapes[0];
    const run = (seed: number) => differentialEvolution({ seed }).minimize(objective);
    const [first, again, other] = [await run(1), await run(1), await run(2)];
    expect(again).toEqual(first);
    expect(other.evaluations).not.toBe(first.evaluations);
  });

  test("never ends higher than it began", async () => {
    const [, objective] = landscapes[3];
    const atBest = { ...objective, start: Float64Array.of(420.9687, 420.9687, 420.9687) };
    const { value } = await differentialEvolution({ generations: 1, population: 4, polish: false }).minimize(atBest);
    expect(value).toBeLessThanOrEqual(objective.evaluate(atBest.start));
  });

  test("says so when the generations are too few", async () => {
    const [, objective] = landscapes[0];
    const { status, message } = await differentialEvolution({ generations: 3 }).minimize(objective);
    expect(status).toBe("max-evaluations");
    expect(message).toMatch(/after 3 generations/);
  });
});
