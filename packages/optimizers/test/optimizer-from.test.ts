import type { Objective } from "@gammakit/core";
import { describe, expect, test } from "vitest";
import { type Algorithm, optimizerFrom } from "../src/index.ts";

function bowl(changes: Partial<Objective> = {}): Objective {
  return {
    names: ["a", "b"],
    start: Float64Array.of(300, 2e-12),
    lower: Float64Array.of(0, 0),
    upper: Float64Array.of(1000, Infinity),
    step: Float64Array.of(10, 1e-13),
    up: 1,
    evaluate: ([a, b]) => ((a - 340) / 10) ** 2 + ((b - 1e-12) / 1e-13) ** 2,
    ...changes,
  };
}

describe("optimizerFrom", () => {
  test("shows the algorithm ones at the start, steps of one, and no bounds", async () => {
    const seen: number[][] = [];
    const evaluated: number[][] = [];
    const look: Algorithm = (f, x0) => {
      seen.push([...x0]);
      f([1, 2]);
      f([-1e6, -1e6]);
      return x0;
    };
    const evaluate = (x: Float64Array): number => {
      evaluated.push([...x]);
      return bowl().evaluate(x);
    };
    await optimizerFrom("look", look, { restarts: 0 }).minimize(bowl({ evaluate }));
    expect(seen).toEqual([[1, 1]]);
    // The start itself, then a step along b: about 1e-13.
    expect(evaluated[0]).toEqual([300, 2e-12]);
    expect(evaluated[1][0]).toBeCloseTo(300, 6);
    expect(evaluated[1][1] / 1e-13).toBeGreaterThan(20.5);
    expect(evaluated[1][1] / 1e-13).toBeLessThan(21.5);
    expect(evaluated.every(([a, b]) => a >= 0 && a <= 1000 && b >= 0)).toBe(true);
  });

  test("does not believe an algorithm that has not moved", async () => {
    const valley = bowl({ evaluate: ([a]) => Math.cos(a / 10) });
    const result = await optimizerFrom("lazy", (_, x0) => x0).minimize(valley);
    expect(result.status).toBe("failed");
    expect(result.message).toMatch(/does not depend on b/);
  });

  test("keeps the lowest point seen where the algorithm gives another", async () => {
    const wanderer: Algorithm = (f) => {
      f([5, -9]);
      return [50, 50];
    };
    const result = await optimizerFrom("wanderer", wanderer).minimize(bowl());
    expect(result.status).toBe("converged");
    expect(result.x[0]).toBeCloseTo(340, 1);
  });

  test.each<readonly [string, Algorithm, RegExp]>([
    ["one number for two", () => [1], /gave 1 values for 2 parameters/],
    ["nothing", () => undefined as never, /gave undefined for 2 parameters/],
    ["text", () => ["a", "b"] as never, /array of 2 numbers/],
  ])("refuses an algorithm that gives %s", async (_, algorithm, message) => {
    await expect(optimizerFrom("odd", algorithm).minimize(bowl())).rejects.toThrow(message);
  });

  test("stops an algorithm that goes on for ever, at the limit and on a signal", async () => {
    const endless: Algorithm = async (f, x0) => {
      for (let k = 0; ; k++) f(Float64Array.of(x0[0] + k, x0[1]));
    };
    const limited = await optimizerFrom("endless", endless, { maxEvaluations: 100 }).minimize(bowl());
    expect([limited.status, limited.evaluations]).toEqual(["max-evaluations", 100]);
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    const aborted = await optimizerFrom("endless", endless).minimize(bowl(), { signal: controller.signal, onProgress });
    expect([aborted.status, aborted.evaluations]).toEqual(["aborted", 100]);
  });
});

test("objectives that contradict themselves are refused, with the parameter", async () => {
  const optimizer = optimizerFrom("any", (_, x0) => x0);
  await expect(optimizer.minimize(bowl({ names: ["a"] }))).rejects.toThrow(/1 entries in "names"/);
  await expect(optimizer.minimize(bowl({ up: 0 }))).rejects.toThrow(/"up" is 0/);
  await expect(optimizer.minimize(bowl({ lower: Float64Array.of(2000, 0) }))).rejects.toThrow(/Limits of "a"/);
  await expect(optimizer.minimize(bowl({ start: Float64Array.of(NaN, 0) }))).rejects.toThrow(/"a" starts at NaN/);
});

test("a parameter whose limits are equal stays there", async () => {
  const held = bowl({ lower: Float64Array.of(300, 0), upper: Float64Array.of(300, 1) });
  const { levenbergMarquardt, nelderMead } = await import("../src/index.ts");
  for (const optimizer of [levenbergMarquardt(), nelderMead()]) {
    const { status, x, covariance } = await optimizer.minimize(held);
    expect(status).toBe("converged");
    expect(x[0]).toBe(300);
    expect(x[1]).toBeCloseTo(1e-12, 15);
    expect(covariance?.[0]).toBe(0);
  }
  const all = bowl({ lower: Float64Array.of(300, 1), upper: Float64Array.of(300, 1), start: Float64Array.of(300, 1) });
  expect((await nelderMead().minimize(all)).message).toBe("No parameter is free.");
});
