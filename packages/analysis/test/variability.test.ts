import { addSeconds } from "@gammakit/core";
import { expect, test } from "vitest";
import { quantityResult } from "../src/time-resolved/variability.ts";

/** Intervals of a minute at uneven times, and a value that rises for each. */
function uneven(count: number) {
  const start = { scale: "tt", day: 53945, fraction: 0 } as const;
  const time = Array.from({ length: count }, (_, i) => {
    const begin = 100 * i + ((i * i * i * 37) % 9973) * 100_003;
    return { start: addSeconds(start, begin), stop: addSeconds(start, begin + 60), begin };
  }).sort((a, b) => a.begin - b.begin);
  const measurements = time.map((_, i) => ({ value: 1 + i, error: 1 }));
  return quantityResult(measurements, { time, iso: () => "" });
}

test("a structure function has a value for each time apart, as long as a file can hold them", () => {
  const few = uneven(300).structureFunction;
  expect(few?.length).toBeGreaterThan(40_000);
  expect(few?.reduce((sum, { pairs }) => sum + pairs, 0)).toBe((300 * 299) / 2);
  const many = uneven(600);
  expect(many.structureFunction).toBeNull();
  expect(many.blocks).not.toBeNull();
});
