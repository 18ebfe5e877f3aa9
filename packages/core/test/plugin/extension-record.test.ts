import { describe, expect, test } from "vitest";
import { createRegistry, defineExtension, type Optimizer, toExtensionRecord } from "../../src/index.ts";

const lazy = defineExtension(
  "optimizer",
  { id: "lazy", summary: "Stays where it is" },
  (options?: { steps: number }) => ({
    minimize: ({ start, evaluate }: Parameters<Optimizer["minimize"]>[0]) => ({
      status: "converged" as const,
      x: start,
      value: evaluate(start),
      evaluations: options?.steps ?? 1,
      message: "",
    }),
  }),
);

describe("the record of what a factory made", () => {
  test("has the id, and the options it was given", () => {
    expect(toExtensionRecord(lazy())).toEqual({ id: "lazy" });
    expect(toExtensionRecord(lazy({ steps: 3 }))).toEqual({ id: "lazy", options: { steps: 3 } });
    const registry = createRegistry([{ name: "test", contract: 1, extensions: [lazy] }]);
    expect(toExtensionRecord(registry.create("optimizer", "lazy", { steps: 2 }))).toEqual({
      id: "lazy",
      options: { steps: 2 },
    });
  });

  test("is not there for what was changed or made by hand", () => {
    expect(toExtensionRecord({ ...lazy() })).toBeUndefined();
    expect(toExtensionRecord({ id: "lazy" })).toBeUndefined();
  });
});
