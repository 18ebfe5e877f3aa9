import { expect, test } from "vitest";
import { checkTarget } from "../src/check.mjs";
import { shares, targets } from "../src/targets/targets.mjs";

// A few cases of each target; `npm run fuzz` runs as many as one likes.

test("every target has a share of the cases", () => {
  expect(Object.keys(shares)).toEqual(Object.keys(targets));
});

test.each(Object.keys(targets))("%s: damaged input is read, or refused in words", async (name) => {
  const cases = Math.max(2, Math.round(shares[name] / 2));
  const { error, input, path } = await checkTarget(name, { seed: 20_261_126, cases });
  expect(error && `${error}\ninput: ${input}\npath: ${path}`).toBeUndefined();
});
