import type { Optimizer } from "@gammakit/core";
import { minuit } from "@gammakit/minuit";
import { constant, logParabola, powerLaw } from "@gammakit/models";
import { describe, expect, test } from "vitest";
import { spectralTimeSeries } from "../src/index.ts";
import { binsOf, onOffToy } from "./support/toys.ts";

const model = powerLaw({ index: 2, amplitude: 2e-12 });
const optimizer = minuit();
const good = (name: string) => onOffToy(name, [60, 30, 12], [40, 20, 9]);

describe("a spectral time series", () => {
  test("has an entry per interval with data, in order", async () => {
    const bins = binsOf([[good("a")], [], [good("b"), good("c")]]);
    const series = await spectralTimeSeries(bins, { model, optimizer, fluxRange: { min: 1, max: 10 } });
    expect(series.map(({ datasets }) => datasets)).toEqual([["a"], ["b", "c"]]);
    expect(series.map(({ interval }) => interval)).toEqual([bins[0].interval, bins[2].interval]);
    expect(series.every(({ result }) => result.success)).toBe(true);
    const [one, two] = series;
    expect(two.result.stat).toBeCloseTo(2 * one.result.stat, 4);
    // Twice the data: the same flux with an error √2 smaller.
    expect((one.flux?.value ?? 0) / (two.flux?.value ?? 1)).toBeCloseTo(1, 3);
    expect((one.flux?.error ?? 0) / (two.flux?.error ?? 1)).toBeCloseTo(Math.SQRT2, 2);
  });

  test("starts from the same values in every interval", async () => {
    const starts: number[][] = [];
    const watching: Optimizer = {
      id: "watching",
      minimize(objective, context) {
        starts.push([...objective.start]);
        return optimizer.minimize(objective, context);
      },
    };
    await spectralTimeSeries(binsOf([[good("a")], [onOffToy("b", [600, 30, 2], [40, 20, 9])]]), {
      model,
      optimizer: watching,
    });
    expect(starts[1]).toEqual(starts[0]);
  });

  test("goes on after a bin that fails, throws or knows nothing", async () => {
    const broken = { ...good("broken"), edisp: new Float64Array(4) };
    const empty = onOffToy("empty", [0, 0, 0], [5, 4, 3]);
    let calls = 0;
    const moody: Optimizer = {
      id: "moody",
      minimize(objective, context) {
        if (++calls === 2) throw new Error("a bad day");
        return minuit(calls === 3 ? { maxCalls: 3 } : {}).minimize(objective, context);
      },
    };
    const bins = binsOf([[good("a")], [broken], [empty], [good("b")], [good("c")], [good("d")]]);
    const options = { model, optimizer: moody, fluxRange: { min: 1, max: 10 } };
    const series = await spectralTimeSeries(bins, options);
    expect(series.map(({ result }) => result.status)).toEqual([
      "converged",
      "failed",
      "unconstrained",
      "failed",
      "max-evaluations",
      "converged",
    ]);
    expect(series.map(({ flux }) => flux !== undefined)).toEqual([true, false, false, false, false, true]);
    expect(series[1].result.message).toContain('Dataset "broken" has 4 entries in "edisp"');
    expect(series[3].result.message).toBe("a bad day");
    expect(series[3].result.stat).toBeNaN();
  });

  test("throws where a model cannot be fitted anywhere", async () => {
    const bins = binsOf([[good("a")], [good("b")]]);
    const frozen = constant({ const: { value: 1e-12, frozen: true } });
    await expect(spectralTimeSeries(bins, { model: frozen, optimizer })).rejects.toThrow("No parameter is free");
    await expect(spectralTimeSeries(bins, { model, compareWith: [frozen], optimizer })).rejects.toThrow(
      "No parameter is free",
    );
  });

  test("stops at an abort, with what is done", async () => {
    const controller = new AbortController();
    const context = { signal: controller.signal, onProgress: (done: number) => done === 2 && controller.abort() };
    const bins = binsOf([[good("a")], [good("b")], [good("c")]]);
    const series = await spectralTimeSeries(bins, { model, optimizer, context });
    expect(series.map(({ datasets }) => datasets[0])).toEqual(["a", "b"]);
  });

  test("lets timers run, so that an abort may come from outside", async () => {
    const slow: Optimizer = {
      id: "slow",
      minimize(objective, context) {
        const until = performance.now() + 40;
        while (performance.now() < until);
        return optimizer.minimize(objective, context);
      },
    };
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 1);
    const bins = binsOf(Array.from({ length: 20 }, (_, i) => [good(`${i}`)]));
    const series = await spectralTimeSeries(bins, { model, optimizer: slow, context: { signal: controller.signal } });
    expect(series.length).toBeLessThan(3);
  });

  test("counts progress in intervals with data", async () => {
    const seen: (number | undefined)[][] = [];
    const onProgress = (done: number, total: number | undefined) => seen.push([done, total]);
    await spectralTimeSeries(binsOf([[good("a")], [], [good("b")]]), { model, optimizer, context: { onProgress } });
    expect(seen).toEqual([
      [1, 2],
      [2, 2],
    ]);
  });

  test("of no interval is empty", async () => {
    expect(await spectralTimeSeries([], { model, optimizer })).toEqual([]);
  });
});

describe("a comparison", () => {
  const bins = binsOf([[onOffToy("a", [600, 300, 20], [40, 20, 9])]]);

  test("of nested models has the significance of the rise", async () => {
    const curved = logParabola({ amplitude: 2e-12, reference: 1, beta: 0.1 });
    const [bin] = await spectralTimeSeries(bins, {
      model,
      optimizer,
      compareWith: [curved, constant({ const: 1e-12 })],
    });
    const [first, second] = bin.comparisons;
    expect(first.result.status).toBe("converged");
    expect(first.deltaTs).toBe(bin.result.stat - first.result.stat);
    expect(first.deltaTs).toBeGreaterThan(9);
    expect(first.extraParameters).toBe(1);
    expect(first.significance).toBeCloseTo(Math.sqrt(first.deltaTs), 10);
    // A constant is simpler: it is the special case.
    expect(second.extraParameters).toBe(-1);
    expect(second.deltaTs).toBeLessThan(0);
    expect(second.significance).toBeNaN();
  });

  test("with a fit that did not converge has no significance", async () => {
    let calls = 0;
    const second: Optimizer = {
      id: "second",
      minimize: (objective, context) => minuit(++calls > 1 ? { maxCalls: 3 } : {}).minimize(objective, context),
    };
    const [bin] = await spectralTimeSeries(bins, {
      model,
      optimizer: second,
      compareWith: [logParabola({ amplitude: 2e-12 })],
    });
    expect(bin.comparisons[0].significance).toBeNaN();
  });
});
