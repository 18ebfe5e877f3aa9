import { expect, test } from "vitest";
import { nearest } from "../src/errors/suggest.ts";

test("a misspelled word finds its neighbor", () => {
  expect(nearest("mim", ["max", "min", "bins"])).toBe("min");
  expect(nearest("zzz", ["max", "min"])).toBeUndefined();
});
