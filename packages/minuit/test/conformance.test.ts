import { optimizerConformance, pluginConformance } from "@gammakit/testing";
import { describe, test } from "vitest";
import { minuit, minuitPlugin } from "../src/index.ts";

describe("minuit() meets the optimizer contract", () => {
  const limited = { optimizer: minuit({ maxCalls: 50 }), maxCalls: 50 };
  for (const { name, run } of optimizerConformance(minuit(), { limited })) test(name, run);
});

describe("minuit() meets it with every strategy", () => {
  for (const strategy of [0, 2] as const) {
    for (const { name, run } of optimizerConformance(minuit({ strategy }))) test(`strategy ${strategy}: ${name}`, run);
  }
});

describe("the plugin", () => {
  for (const { name, run } of pluginConformance(minuitPlugin)) test(name, run);
});
