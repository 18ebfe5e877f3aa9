import type { Dataset } from "@gammakit/core";
import { brokenPowerLaw, constant, expCutoffPowerLaw, logParabola, powerLaw } from "@gammakit/models";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileFit, type FitModel } from "../src/index.ts";
import { cashToy, onOffToy, toyEdges } from "./support/toys.ts";

/** Energies of events smeared into the neighboring bins. */
const edisp = Float64Array.of(0.8, 0.2, 0, 0.1, 0.7, 0.2, 0, 0.3, 0.7);
const first = onOffToy([20, 13, 4], [35, 22, 0], { name: "a", edisp });
const second = onOffToy([11, 0, 2], [9, 4, 7], { name: "b", maskFit: Uint8Array.of(1, 1, 0) });
const finer = Float64Array.of(0.5, 1, 2, 3, 4, 8);
const third = cashToy([15, 9, 1], {
  name: "c",
  background: Float64Array.of(1.5, 0.7, 0.2),
  energyTrueEdges: finer,
  exposure: Float64Array.of(1e12, 5e12, 9e12, 1e13, 2e13),
  edisp: Float64Array.of(0.5, 0, 0, 0.9, 0.1, 0, 0.2, 0.8, 0, 0, 0.8, 0.2, 0, 0.1, 0.9),
});

const settings = { amplitude: 2e-12 };
const cases: readonly {
  readonly name: string;
  readonly datasets: readonly Dataset[];
  readonly models: readonly FitModel[];
}[] = [
  { name: "a power law", datasets: [first], models: [powerLaw(settings)] },
  {
    name: "a power law with a free reference",
    datasets: [third],
    models: [powerLaw({ ...settings, reference: { frozen: false } })],
  },
  { name: "a log-parabola", datasets: [first], models: [logParabola({ ...settings, reference: 2, beta: 0.2 })] },
  { name: "a broken power law", datasets: [first], models: [brokenPowerLaw({ ...settings, index2: 3, ebreak: 2.7 })] },
  { name: "a cut-off", datasets: [first], models: [expCutoffPowerLaw(settings)] },
  { name: "several datasets with other energies", datasets: [first, second, third], models: [powerLaw(settings)] },
  {
    name: "several models, one for two datasets only",
    datasets: [first, second, third],
    models: [powerLaw(settings), { ...constant({ const: 1e-13 }), datasets: ["a", "c"] }],
  },
  {
    name: "links across models",
    datasets: [first, second],
    models: [
      { ...powerLaw({ ...settings, name: "x" }), datasets: ["a"] },
      { ...powerLaw({ name: "y", index: { link: "x.index" } }), datasets: ["b"] },
    ],
  },
];

describe("the gradient agrees with differences of the objective", () => {
  for (const { name, datasets, models } of cases) {
    test(name, () => {
      const { objective } = compileFit(datasets, models);
      const n = objective.start.length;
      const gradient = new Float64Array(n);
      const factor = fc.double({ min: 0.8, max: 1.2, noNaN: true });
      fc.assert(
        fc.property(fc.array(factor, { minLength: n, maxLength: n }), (factors) => {
          const x = objective.start.map((value, i) => value * factors[i]);
          objective.gradient?.(x, gradient);
          for (let i = 0; i < n; i++) {
            const expected = difference(objective.evaluate, x, i);
            expect(Math.abs(gradient[i] - expected)).toBeLessThan(1e-6 * Math.max(1, Math.abs(expected)));
          }
        }),
        { numRuns: 20, seed: 1 },
      );
    });
  }
});

/** Five-point difference. */
function difference(f: (x: Float64Array) => number, x: Float64Array, i: number): number {
  const h = 1e-3 * Math.abs(x[i]);
  const at = (step: number) => f(x.with(i, x[i] + step));
  return (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
}

describe("the objective", () => {
  test("scales free parameters to order one and names them", () => {
    const { objective, scale, expand } = compileFit(
      [first],
      [powerLaw({ index: 3, amplitude: { value: 2e-11, error: 1e-12 } })],
    );
    expect(objective.names).toEqual(["power-law.index", "power-law.amplitude"]);
    expect([...objective.start]).toEqual([3, 2e-11 / scale[1]]);
    expect(objective.start[1]).toBeCloseTo(2, 12);
    expect(objective.step[0]).toBe(1);
    expect(objective.step[1]).toBeCloseTo(0.1, 12);
    expect([...expand(objective.start)]).toEqual([3, 2e-11, 1]);
  });

  test("takes limits that were taken away as none", () => {
    const model = powerLaw({ index: { min: 0, max: 5 }, amplitude: { value: 1e-12, min: -Infinity, max: Infinity } });
    const { objective } = compileFit([first], [model]);
    expect([...objective.lower]).toEqual([0, -Infinity]);
    expect([...objective.upper]).toEqual([5, Infinity]);
  });

  test("scales a parameter that is zero by its error, else by its limits", () => {
    const byError = compileFit([first], [powerLaw({ amplitude: { value: 0, error: 3e-13 } })]);
    const byLimit = compileFit([first], [powerLaw({ amplitude: { value: 0, max: 1e-11 } })]);
    expect(byError.scale[1]).toBeCloseTo(1e-13, 25);
    expect(byLimit.scale[1]).toBeCloseTo(1e-11, 23);
  });

  test("adds a prior, and has no gradient where the prior has no derivative", () => {
    const prior = { id: "test", minusTwoLog: (value: number) => 7 * value };
    const without = compileFit([first], [powerLaw(settings)]).objective;
    const { objective } = compileFit([first], [powerLaw({ ...settings, index: { value: 2, prior } })]);
    expect(objective.evaluate(objective.start)).toBeCloseTo(without.evaluate(without.start) + 14, 10);
    expect(objective.gradient).toBeUndefined();
  });

  test("keeps its gradient with a prior that has a derivative, also through a link", () => {
    const sigma = 0.2;
    const prior = {
      id: "test",
      minusTwoLog: (value: number) => ((value - 1.5) / sigma) ** 2,
      derivative: (value: number) => (2 * (value - 1.5)) / sigma ** 2,
    };
    const a = powerLaw({ ...settings, name: "a", index: { value: 2, prior } });
    const b = powerLaw({ ...settings, name: "b", index: { value: 2, link: "a.index" } });
    const { objective } = compileFit([first], [a, b]);
    const x = objective.start.slice();
    const found = new Float64Array(x.length);
    objective.gradient?.(x, found);
    const h = 1e-5;
    x.forEach((value, k) => {
      const at = (step: number) => objective.evaluate(x.map((other, m) => (m === k ? value + step : other)));
      expect(found[k] / ((at(h) - at(-h)) / (2 * h))).toBeCloseTo(1, 6);
    });
  });

  test("has the range of a prior as a limit, and refuses to begin outside it", () => {
    const prior = { id: "test", range: [1.5, 4] as const, minusTwoLog: () => 0, derivative: () => 0 };
    const within = (value: number) =>
      compileFit([first], [powerLaw({ ...settings, index: { value, min: 1, max: 3, prior } })]);
    const { objective, scale } = within(2);
    expect([objective.lower[0] * scale[0], objective.upper[0] * scale[0]]).toEqual([1.5, 3]);
    expect(() => within(1.2)).toThrow('power-law.index = 1.2 is outside the range 1.5 … 4 of its prior "test"');
  });

  test("does not see bins outside the mask", () => {
    const other = { ...second, counts: Float64Array.of(11, 0, 99) };
    const [a, b] = [second, other].map((dataset) => compileFit([dataset], [powerLaw(settings)]).objective);
    expect(a.evaluate(a.start)).toBe(b.evaluate(b.start));
  });

  test("is the sum over the datasets", () => {
    const all = compileFit([first, second, third], [powerLaw(settings)]).objective;
    const parts = [first, second, third].map((dataset) => compileFit([dataset], [powerLaw(settings)]).objective);
    expect(all.evaluate(all.start)).toBeCloseTo(
      parts.reduce((sum, part) => sum + part.evaluate(part.start), 0),
      10,
    );
  });

  test("uses true energies as they are", () => {
    expect(toyEdges).toHaveLength(4);
    const signal = 1e13 * 2e-12;
    const { objective } = compileFit([cashToy([5, 5, 5])], [constant({ const: 2e-12 })]);
    const expected = [1, 2, 4].reduce((sum, width) => sum + 2 * (signal * width - 5 * Math.log(signal * width)), 0);
    expect(objective.evaluate(objective.start)).toBeCloseTo(expected, 10);
  });
});
