import { expect, it } from "vitest";
import { type ComparisonSummaryResult, comparisonWords } from "../src/index.ts";

const simpler: ComparisonSummaryResult = {
  model: "power-law",
  base: "log-parabola",
  nested: false,
  approximate: false,
  intervals: 4,
  compared: 4,
  leftOut: {},
  deltaTs: -8.7,
  extraParameters: -4,
  pValue: null,
  significance: null,
  deltaAic: -0.7,
  deltaBic: 2.1,
  best: null,
  fromOtherStarts: 0,
  rescued: 0,
};

it("does not call a simpler model unrelated that is a special case of the base", () => {
  const [words] = comparisonWords({ bins: [], comparisons: [simpler] });
  expect(words).toContain("log-parabola is preferred by AIC");
  expect(words).toContain("No significance is given: log-parabola is not known as a special case of power-law.");
  expect(words).not.toContain("not nested");
});
