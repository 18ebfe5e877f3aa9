import type { MinimizeResult, Objective, Optimizer } from "@gammakit/core";
import { expect, test } from "vitest";
import { optimizerConformance } from "../src/index.ts";

/** A fair random search, but for one thing: it forgets the bounds. */
const forgetful: Optimizer = {
  id: "test/forgetful",
  minimize(objective: Objective, context = {}): MinimizeResult {
    let seed = 1;
    const random = (): number => {
      seed = (seed * 48271) % 2147483647;
      return seed / 2147483647 - 0.5;
    };
    const x = Float64Array.from(objective.start);
    let value = context.signal?.aborted ? NaN : objective.evaluate(x);
    let evaluations = context.signal?.aborted ? 0 : 1;
    const scale = Float64Array.from(objective.step);
    for (let i = 0; i < 40_000 && !context.signal?.aborted; i++) {
      const trial = x.map((v, k) => v + scale[k] * random());
      evaluations++;
      const there = objective.evaluate(Float64Array.from(trial));
      const better = there < value;
      for (let k = 0; k < scale.length; k++) scale[k] *= better ? 1.5 : 0.97;
      if (scale.every((s, k) => s < 1e-9 * objective.step[k])) scale.set(objective.step);
      if (!better) continue;
      x.set(trial);
      value = there;
    }
    const aborted = context.signal?.aborted ?? false;
    return { status: aborted ? "aborted" : "converged", x, value, evaluations, message: "" };
  },
};

async function failuresOf(optimizer: Optimizer): Promise<Map<string, string>> {
  const failures = new Map<string, string>();
  for (const { name, run } of optimizerConformance(optimizer)) {
    try {
      await run();
    } catch (error) {
      failures.set(name, (error as Error).message);
    }
  }
  return failures;
}

test("an optimizer that forgets the bounds fails for that reason", async () => {
  const failures = await failuresOf(forgetful);
  expect(failures.get("never asks for the function outside the bounds")).toMatch(
    /^The function was asked for at \(.*\), outside the bounds\.$/,
  );
  expect(failures.get("finds a minimum on a lower bound")).toMatch(/^The best values .* are outside the bounds\.$/);
  expect(failures.has("finds a bowl of one parameter")).toBe(false);
  expect(failures.has("finds a bowl of two parameters")).toBe(false);
  expect(failures.has("gives the same answer twice, to the bit")).toBe(false);
  expect(failures.has("counts its calls")).toBe(false);
});

test("an optimizer that always says it converged fails where there is nothing to find", async () => {
  const failures = await failuresOf(forgetful);
  expect(failures.get("does not claim success on a slope without end")).toMatch(/no minimum/);
});

test("an optimizer that returns the search's own vector, miscounts and edits its input is found out", async () => {
  const careless: Optimizer = {
    id: "test/careless",
    minimize(objective) {
      objective.start[0] += 1;
      const value = objective.evaluate(objective.start);
      return { status: "failed", x: objective.start, value, evaluations: 7, message: "" };
    },
  };
  const failures = await failuresOf(careless);
  expect(failures.get("leaves its input alone")).toBe('It changed the "start" of the objective.');
  expect(failures.get("gives a result that does not change afterwards")).toMatch(/shares its vector/);
  expect(failures.get("counts its calls")).toMatch(/says 7 evaluations, but called the function 1 times/);
  expect(failures.get("finds a bowl of one parameter")).toMatch(/ended as "failed"/);
});

test("case names are facts, and no two are alike", () => {
  const names = optimizerConformance(forgetful).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
