import { GammakitError, type Sampler } from "@gammakit/core";
import { describe, expect, test } from "vitest";
import { samplerConformance } from "../src/index.ts";
import { failuresOf } from "./support/failures.ts";

let runs = 0;

/** Metropolis et al. (1953) along one coordinate at a time, with what may be wrong in it. */
function walker(fault?: string, steps = 40_000): Sampler {
  return {
    id: "test/walker",
    sample({ names, start, lower, upper, step, evaluate }, { signal } = {}) {
      const n = start.length;
      let state = fault === "has a new seed" ? 77 + 1000 * ++runs : 77;
      const random = (): number => {
        state = (state * 48271) % 2147483647;
        return state / 2147483647;
      };
      const x = Float64Array.from(start);
      const samples: number[] = [];
      const logs: number[] = [];
      if (fault === "changes the start") start[0] += 1;
      if (signal?.aborted && fault !== "does not stop") throw new GammakitError("aborted", "It was aborted.");
      let value = evaluate(x);
      for (let i = 0; i < steps * n; i++) {
        if (signal?.aborted && fault !== "does not stop") break;
        const k = i % n;
        const trial = x.slice();
        trial[k] += 2.4 * step[k] * (random() + random() + random() - 1.5) * 2;
        const isInside = trial[k] >= lower[k] && trial[k] <= upper[k];
        if (isInside || fault === "forgets the bounds") {
          const there = attempt(evaluate, trial, fault);
          const width = fault === "is too wide" ? 0.25 : 0.5;
          if (Math.log(random()) < -width * (there - value) || (fault === "takes NaN" && Number.isNaN(there))) {
            x.set(trial);
            value = there;
          }
        }
        if (k === n - 1) {
          samples.push(...x);
          logs.push((fault === "gives the statistic" ? 1 : -0.5) * value);
        }
      }
      if (fault === "loses a sample") logs.pop();
      return { names, samples: Float64Array.from(samples), logProbability: Float64Array.from(logs) };
    },
  };
}

function attempt(evaluate: (x: Float64Array) => number, x: Float64Array, fault: string | undefined): number {
  try {
    return evaluate(x);
  } catch (error) {
    if (fault === "hides errors") return Infinity;
    throw error;
  }
}

describe("a sampler that does all", () => {
  for (const { name, run } of samplerConformance(walker())) test(name, run);
});

test.each([
  ["loses a sample", "gives a chain whose sizes fit", /numbers for .* samples/],
  ["is too wide", "finds the moments of a Gaussian", /The width is 0\.7.*, expected 0\.5/],
  ["forgets the bounds", "stays inside the bounds, and fills them", /outside the bounds/],
  ["takes NaN", "keeps out of where the function is undefined", /where the function is undefined/],
  ["gives the statistic", "gives ln P of each sample", /ln P of sample 0/],
  ["has a new seed", "gives the same chain each time, to the bit", /The chain differs/],
  ["changes the start", "leaves its input alone", /"start" of the objective differs at 0/],
  ["does not stop", "stops when aborted", /calls after the abort/],
  ["hides errors", "lets the function's own errors through", /did not reach the caller/],
])("a sampler that %s is found out", async (fault, name, words) => {
  const cases = samplerConformance(walker(fault, 5000)).filter((one) => one.name === name);
  expect((await failuresOf(cases)).get(name)).toMatch(words);
});
