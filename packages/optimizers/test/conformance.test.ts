import { optimizerConformance, pluginConformance, samplerConformance } from "@gammakit/testing";
import { describe, test } from "vitest";
import {
  differentialEvolution,
  ensemble,
  levenbergMarquardt,
  nelderMead,
  optimizerFrom,
  optimizersPlugin,
} from "../src/index.ts";
import { hookeJeeves } from "./support/hooke-jeeves.ts";

/** Fewer than any of them needs for Rosenbrock's valley. */
const maxEvaluations = 20;

const suites = {
  "nelderMead()": [nelderMead(), nelderMead({ maxEvaluations })],
  "levenbergMarquardt()": [levenbergMarquardt(), levenbergMarquardt({ maxEvaluations })],
  "differentialEvolution()": [differentialEvolution(), differentialEvolution({ maxEvaluations })],
  "differentialEvolution({ polish: nelderMead() })": [
    differentialEvolution({ polish: nelderMead() }),
    differentialEvolution({ polish: nelderMead(), maxEvaluations }),
  ],
  "differentialEvolution({ polish: false })": [
    differentialEvolution({ polish: false }),
    differentialEvolution({ polish: false, maxEvaluations }),
  ],
  'optimizerFrom("hooke-jeeves")': [
    optimizerFrom("hooke-jeeves", hookeJeeves),
    optimizerFrom("hooke-jeeves", hookeJeeves, { maxEvaluations }),
  ],
} as const;

for (const [label, [optimizer, limited]] of Object.entries(suites)) {
  describe(`${label} meets the optimizer contract`, () => {
    const options = { limited: { optimizer: limited, maxCalls: maxEvaluations } };
    for (const { name, run } of optimizerConformance(optimizer, options)) test(name, run);
  });
}

describe("ensemble() meets the sampler contract", () => {
  for (const { name, run } of samplerConformance(ensemble({ walkers: 40, burnIn: 300, steps: 500, seed: 1 }))) {
    test(name, run);
  }
});

describe("the plugin", () => {
  for (const { name, run } of pluginConformance(optimizersPlugin)) test(name, run);
});
