import type { Chain, Objective } from "@gammakit/core";
import { describe, expect, test } from "vitest";
import { autocorrelationTime, ensemble, splitRHat } from "../src/index.ts";

/** −2 ln P of a normal distribution with errors 1 and 1e-3 and correlation 0.9, around (1, −2). */
function normal(changes: Partial<Objective> = {}): Objective {
  return {
    names: ["a", "b"],
    start: Float64Array.of(1, -2),
    lower: new Float64Array(2).fill(-Infinity),
    upper: new Float64Array(2).fill(Infinity),
    step: Float64Array.of(1, 1e-3),
    up: 1,
    evaluate([x, y]) {
      const [u, v] = [x - 1, (y + 2) / 1e-3];
      return (u * u - 1.8 * u * v + v * v) / (1 - 0.81);
    },
    ...changes,
  };
}

function moments({ samples, names }: Chain): { readonly mean: number[]; readonly covariance: number[] } {
  const n = names.length;
  const count = samples.length / n;
  const columns = names.map((_, i) => Array.from({ length: count }, (__, k) => samples[k * n + i]));
  const mean = columns.map((column) => column.reduce((sum, value) => sum + value / count, 0));
  const covariance = columns.flatMap((a, i) =>
    columns.map((b, j) => a.reduce((sum, value, k) => sum + ((value - mean[i]) * (b[k] - mean[j])) / count, 0)),
  );
  return { mean, covariance };
}

describe("the ensemble", () => {
  const sampler = ensemble({ walkers: 40, steps: 3000, burnIn: 300, seed: 7 });

  test("has the moments of a correlated normal distribution whose scales differ a thousand-fold", async () => {
    const chain = await sampler.sample(normal());
    const { mean, covariance } = moments(chain);
    const effective = Math.min(...(chain.diagnostics?.effectiveSamples ?? []));
    // Four standard deviations of the mean of so many independent samples.
    const allowed = 4 / Math.sqrt(effective);
    expect(effective).toBeGreaterThan(1000);
    expect(Math.abs(mean[0] - 1)).toBeLessThan(allowed);
    expect(Math.abs(mean[1] + 2) / 1e-3).toBeLessThan(allowed);
    expect(Math.abs(covariance[0] - 1)).toBeLessThan(2 * allowed);
    expect(Math.abs(covariance[3] / 1e-6 - 1)).toBeLessThan(2 * allowed);
    expect(Math.abs(covariance[1] / 1e-3 - 0.9)).toBeLessThan(2 * allowed);
    expect(chain.warnings).toEqual([]);
    expect(chain.status).toBe("complete");
    expect(chain.diagnostics?.acceptance).toBeGreaterThan(0.5);
  });

  test("does not care for the scale of the parameters: affine invariance", async () => {
    const plain = await ensemble({ walkers: 16, steps: 200, burnIn: 0, seed: 3 }).sample(normal());
    const scaled = normal({
      start: Float64Array.of(1024, -2),
      step: Float64Array.of(1024, 1e-3),
      evaluate: ([x, y]) => normal().evaluate(Float64Array.of(x / 1024, y)),
    });
    const other = await ensemble({ walkers: 16, steps: 200, burnIn: 0, seed: 3 }).sample(scaled);
    expect(other.logProbability).toEqual(plain.logProbability);
    expect(other.samples.map((value, k) => (k % 2 === 0 ? value / 1024 : value))).toEqual(plain.samples);
  });

  test("stays within limits, up to which the distribution is as it is", async () => {
    const bounded = normal({ lower: Float64Array.of(1, -Infinity) });
    const chain = await sampler.sample(bounded);
    const first = chain.samples.filter((_, k) => k % 2 === 0);
    expect(first.every((value) => value >= 1)).toBe(true);
    // The mean of the upper half of a normal distribution.
    const mean = first.reduce((sum, value) => sum + value / first.length, 0);
    expect(Math.abs(mean - 1 - Math.sqrt(2 / Math.PI))).toBeLessThan(0.06);
  });

  test("samples the others as if a parameter whose limits are equal were not there", async () => {
    const held = normal({ lower: Float64Array.of(-Infinity, -2), upper: Float64Array.of(Infinity, -2) });
    const chain = await sampler.sample(held);
    const { mean, covariance } = moments(chain);
    const allowed = 4 / Math.sqrt(chain.diagnostics?.effectiveSamples?.[0] ?? 0);
    expect(Math.abs(mean[0] - 1)).toBeLessThan(allowed);
    // That of the first where the second is known: 1 − 0.9².
    expect(Math.abs(covariance[0] / 0.19 - 1)).toBeLessThan(2 * allowed);
    expect(chain.samples.filter((_, k) => k % 2 === 1).every((value) => value === -2)).toBe(true);
    expect(chain.warnings).toEqual([]);
  });

  test("gives the same samples for a seed, others for another", async () => {
    const run = (seed: number) => ensemble({ walkers: 8, steps: 50, burnIn: 10, seed }).sample(normal());
    expect(await run(1)).toEqual(await run(1));
    expect((await run(2)).samples).not.toEqual((await run(1)).samples);
  });

  test("keeps every third step of each walker when it is told to thin", async () => {
    const options = { walkers: 8, burnIn: 10, steps: 100, seed: 1 } as const;
    const all = await ensemble(options).sample(normal());
    const thinned = await ensemble({ ...options, thin: 3 }).sample(normal());
    expect(thinned.logProbability).toHaveLength(33 * 8);
    expect(thinned.samples.subarray(0, 16)).toEqual(all.samples.subarray(32, 48));
  });

  test("warns of a chain that is too short, with the length that it needs", async () => {
    const { warnings = [] } = await ensemble({ walkers: 8, steps: 60, burnIn: 0 }).sample(normal());
    expect(warnings[0]).toMatch(/shorter than 50 autocorrelation times of a, b.*take at least \d+/);
  });

  test("gives what it has when it is aborted", async () => {
    const controller = new AbortController();
    const onProgress = (done: number) => {
      if (done >= 200) controller.abort();
    };
    const chain = await ensemble({ walkers: 8, burnIn: 100 }).sample(normal(), {
      signal: controller.signal,
      onProgress,
    });
    expect(chain.status).toBe("aborted");
    expect(chain.logProbability).toHaveLength(100 * 8);
    expect(chain.warnings?.[0]).toMatch(/stopped after 100/);
  });

  test("lets the function's own errors through, and leaves its input alone", async () => {
    const own = new Error("own");
    const throwing = normal({
      evaluate() {
        throw own;
      },
    });
    await expect(ensemble().sample(throwing)).rejects.toBe(own);
    const objective = normal();
    await ensemble({ walkers: 8, steps: 20, burnIn: 0 }).sample(objective);
    expect([...objective.start, ...objective.step]).toEqual([1, -2, 1, 1e-3]);
  });

  test.each<readonly [string, () => Chain | Promise<Chain>, RegExp]>([
    ["an odd ensemble", () => ensemble({ walkers: 9 }).sample(normal()), /must be even and at least 4/],
    [
      "too small an ensemble",
      () =>
        ensemble({ walkers: 4 }).sample(
          normal({
            names: ["a", "b", "c"],
            start: new Float64Array(3),
            lower: new Float64Array(3),
            upper: new Float64Array(3).fill(1),
            step: new Float64Array(3).fill(1),
          }),
        ),
      /at least 6/,
    ],
    ["nothing to keep", () => ensemble({ steps: 10, thin: 11 }).sample(normal()), /thin is larger than steps/],
    ["more than fits", () => ensemble({ steps: 1e9 }).sample(normal()), /do not fit into memory/],
    [
      "a function that is nowhere a number",
      () => ensemble().sample(normal({ evaluate: () => NaN })),
      /not a number around the start \(a = 1, b = -2\)/,
    ],
  ])("refuses %s", async (_, run, message) => {
    await expect((async () => run())()).rejects.toThrow(message);
  });
});

/** An autoregressive trace x(k+1) = φ x(k) + e, whose autocorrelation time is (1 + φ)/(1 − φ). */
function autoregressive(phi: number, length: number, seed: number): Float64Array {
  let state = seed;
  const uniform = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  let x = 0;
  return Float64Array.from({ length }, () => {
    x = phi * x + Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    return x;
  });
}

describe("diagnostics", () => {
  test.each([0, 0.5, 0.9])("the autocorrelation time of an autoregressive trace with φ = %d", (phi) => {
    const traces = [1, 2, 3, 4].map((seed) => autoregressive(phi, 20_000, seed));
    const expected = (1 + phi) / (1 - phi);
    expect(Math.abs(autocorrelationTime(traces) / expected - 1)).toBeLessThan(0.1);
  });

  test("R-hat is 1 for traces of one distribution, and large for traces apart in place or in width", () => {
    const traces = [1, 2, 3, 4].map((seed) => autoregressive(0, 2000, seed));
    expect(splitRHat(traces)).toBeLessThan(1.01);
    expect(splitRHat(traces.map((trace, k) => trace.map((value) => value + k)))).toBeGreaterThan(1.3);
    expect(splitRHat(traces.map((trace, k) => trace.map((value) => value * (1 + k))))).toBeGreaterThan(1.1);
    // A trend within each trace, which halves show.
    expect(splitRHat(traces.map((trace) => trace.map((value, k) => value + k / 500)))).toBeGreaterThan(1.3);
  });

  test("are not a number where nothing varies or too little is known", () => {
    expect(autocorrelationTime([new Float64Array(50)])).toBeNaN();
    expect(autocorrelationTime([[1, 2, 3]])).toBeNaN();
    expect(splitRHat([new Float64Array(50)])).toBeNaN();
    expect(splitRHat([[1, 2, 3]])).toBeNaN();
    expect(splitRHat([])).toBeNaN();
  });
});
