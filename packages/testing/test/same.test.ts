import { expect, test } from "vitest";
import { checkSame } from "../src/same.ts";

test.each([
  ["sets", new Set([1, 2]), new Set([1, 3])],
  ["maps", new Map([["a", 1]]), new Map([["a", 2]])],
  ["days", new Date(0), new Date(1)],
  ["buffers", Uint8Array.of(1, 2).buffer, Uint8Array.of(1, 3).buffer],
  ["typed arrays", Float64Array.of(0), Float64Array.of(-0)],
  ["lists", [1, [2]], [1, [3]]],
  ["keys", { a: 1 }, { a: 1, b: 2 }],
])("%s that differ are told apart", (_, expected, found) => {
  const wrap = (inside: unknown) => ({ deep: [inside] });
  expect(() => checkSame("It", wrap(expected), wrap(structuredClone(expected)))).not.toThrow();
  expect(() => checkSame("It", wrap(expected), wrap(found))).toThrow(/^It differs at deep\.0/);
});
