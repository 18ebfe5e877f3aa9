import { createRegistry, isGammakitError } from "@gammakit/core";
import { expect, test } from "vitest";
import { migrad, minuit, minuitPlugin } from "../src/index.ts";
import { ellipse, objectiveOf } from "./support/objective.ts";

test("the registry makes it by its name and its alias, with options from a file", () => {
  const registry = createRegistry([minuitPlugin]);
  expect(registry.create("optimizer", "minuit", { strategy: 2, tolerance: 0.01 }).id).toBe("minuit");
  expect(registry.create("optimizer", "migrad").id).toBe("minuit");
});

test.each([
  [
    { stategy: 1 },
    'Minuit has no option "stategy". Did you mean "strategy"? Options: strategy, tolerance, maxCalls, errors.',
  ],
  [{ strategy: 3 }, 'Option "strategy" of minuit is 3; it must be 0, 1 or 2.'],
  [{ strategy: "1" }, 'Option "strategy" of minuit is "1"; it must be 0, 1 or 2.'],
  [{ tolerance: -1 }, 'Option "tolerance" of minuit is -1; it must be a positive number.'],
  [{ tolerance: NaN }, 'Option "tolerance" of minuit is NaN; it must be a positive number.'],
  [{ maxCalls: 1.5 }, 'Option "maxCalls" of minuit is 1.5; it must be a positive whole number.'],
  [{ errors: "minos" }, 'Option "errors" of minuit is "minos"; it must be "auto", "hesse" or "migrad".'],
  [{ fixed: [true] }, 'Minuit has no option "fixed". Options: strategy, tolerance, maxCalls, errors.'],
  [[1], "Options of minuit must be an object, not [1]."],
  ["fast", 'Options of minuit must be an object, not "fast".'],
])("options %j are refused", (options, message) => {
  try {
    minuit(options as object);
    expect.unreachable();
  } catch (error) {
    expect(isGammakitError(error, "invalid-input")).toBe(true);
    expect((error as Error).message).toBe(message);
  }
});

test("keys that every object has are not options", () => {
  expect(() => minuit(JSON.parse('{"__proto__": 1}') as object)).toThrow(/no option "__proto__"/);
  expect(() => minuit({ toString: 1 } as object)).toThrow(/no option "toString"/);
});

test("the functions refuse the same, and an objective that contradicts itself", () => {
  expect(() => migrad(objectiveOf(ellipse, [0, 0]), { tolerance: 0 })).toThrow(/tolerance/);
  expect(() => migrad(objectiveOf(ellipse, [0, 0], { step: Float64Array.of(1) }))).toThrow(
    'The objective has 2 start values but 1 entries in "step". Give one per parameter.',
  );
  expect(() => migrad(objectiveOf(ellipse, [0, 0], { up: 0 }))).toThrow(/"up" is 0; it must be positive/);
});
