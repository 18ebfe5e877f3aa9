import { definePrior, log } from "@gammakit/core";
import { checkRange } from "./check-range.ts";

/**
 * Any value of a range alike: `uniformPrior({ min: 1, max: 4 })`, normalized. A fit does not leave the range.
 *
 * Numbers: `min` (0) and `max` (1), both of which belong to the range.
 */
export const uniformPrior = definePrior({
  id: "uniform",
  aliases: ["UniformPrior"],
  summary: "Any value of a range alike",
  numbers: { min: 0, max: 1 },
  check: checkRange,
  minusTwoLog: (_value, { min, max }) => 2 * log(max - min),
  derivative: () => 0,
  range: ({ min, max }) => [min, max],
});
