import { createRegistry } from "@gammakit/core";
import { optimizerConformance } from "@gammakit/testing";
import { describe, expect, test } from "vitest";
import { bfgs, bfgsPlugin } from "../src/index.js";

describe("the optimizer", () => {
  const limited = { optimizer: bfgs({ maxCalls: 20 }), maxCalls: 20 };
  for (const { name, run } of optimizerConformance(bfgs(), { limited })) test(name, run);

  test("a job file names it, and options that it does not have are refused", () => {
    const registry = createRegistry([bfgsPlugin]);
    expect(registry.create("optimizer", "example/bfgs", { maxCalls: 1000 }).id).toBe("example/bfgs");
    expect(() => registry.create("optimizer", "example/bfgs", { maxCals: 1000 })).toThrow('no option "maxCals"');
  });
});
