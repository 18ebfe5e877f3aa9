import { definePrior, log } from "@gammakit/core";
import { checkRange } from "./check-range.ts";

/**
 * Any order of magnitude of a range alike: `logUniformPrior({ min: 1e-13, max: 1e-10 })`, normalized. A fit does not leave the range.
 *
 * Numbers: `min` (1e-14) and `max` (1e-10), both above 0 and of the range.
 */
export const logUniformPrior = definePrior({
  id: "log-uniform",
  aliases: ["LogUniformPrior"],
  summary: "Any order of magnitude of a range alike",
  numbers: { min: 1e-14, max: 1e-10 },
  check: ({ min, max }) => (min > 0 ? checkRange({ min, max }) : `min must be above 0, not ${min}`),
  minusTwoLog: (value, { min, max }) => 2 * log(value) + 2 * log(log(max / min)),
  derivative: (value) => 2 / value,
  range: ({ min, max }) => [min, max],
});
