import { createRegistry, isGammakitError } from "@gammakit/core";
import { describe, expect, test } from "vitest";
import { differentialEvolution, ensemble, levenbergMarquardt, nelderMead, optimizersPlugin } from "../src/index.ts";

describe("options that may come from a file", () => {
  const registry = createRegistry([optimizersPlugin]);

  test("make what the registry names", () => {
    expect(registry.create("optimizer", "simplex", { restarts: 3 }).id).toBe("nelder-mead");
    expect(registry.create("optimizer", "lm").id).toBe("levenberg-marquardt");
    expect(registry.create("optimizer", "differential-evolution", { polish: false }).id).toBe("differential-evolution");
    expect(registry.create("sampler", "ensemble", { walkers: 10 }).id).toBe("ensemble");
  });

  test.each<readonly [string, () => unknown, RegExp]>([
    ["a misspelled one", () => nelderMead({ tolerence: 1 } as object), /Did you mean "tolerance"\?/],
    ["a negative tolerance", () => levenbergMarquardt({ tolerance: -1 }), /is -1; it must be a positive number/],
    ["half an evaluation", () => nelderMead({ maxEvaluations: 0.5 }), /a whole number from 1/],
    ["a population of three", () => differentialEvolution({ population: 3 }), /from 4/],
    ["another box", () => differentialEvolution({ box: "all" as "limits" }), /"limits" or "steps"/],
    ["a name as polish", () => differentialEvolution({ polish: "minuit" as never }), /true, false or an optimizer/],
    ["a stretch of one", () => ensemble({ stretch: 1 }), /a number above 1/],
    ["a seed of 2³²", () => ensemble({ seed: 2 ** 32 }), /32 bits/],
    ["a key of every object", () => ensemble({ constructor: 1 } as object), /no option "constructor"/],
    ["text", () => nelderMead("fast" as never), /must be an object/],
  ])("refuse %s", (_, make, message) => {
    expect(make).toThrow(message);
    try {
      make();
    } catch (error) {
      expect(isGammakitError(error, "invalid-input")).toBe(true);
    }
  });
});
