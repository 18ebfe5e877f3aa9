import { assertClose } from "@gammakit/testing";
import { expect, test } from "vitest";
import { createSearch, errorAt } from "../src/search.ts";
import { transformOf } from "../src/transform.ts";
import { objectiveOf } from "./support/objective.ts";

const kinds: readonly (readonly [string, number, number])[] = [
  ["no limits", -Infinity, Infinity],
  ["both limits", -2, 5],
  ["a lower limit", -2, Infinity],
  ["an upper limit", -Infinity, 5],
];

test.each(kinds)("with %s, there and back again is the same value", (_, lower, upper) => {
  const { toExternal, toInternal } = transformOf(lower, upper);
  for (const p of [-1.9, -1, 0, 0.3, 2, 4.9]) assertClose(toExternal(toInternal(p)), p, { absolute: 1e-12 });
});

test.each(kinds)("with %s, slope and bend are the derivatives", (_, lower, upper) => {
  const { toExternal, slope, bend } = transformOf(lower, upper);
  const h = 1e-4;
  for (const u of [-1.2, -0.4, 0.7, 1.4]) {
    const [below, here, above] = [u - h, u, u + h].map(toExternal);
    assertClose(slope(u), (above - below) / (2 * h), { absolute: 1e-7 });
    assertClose(bend(u) * slope(u), (above - 2 * here + below) / (h * h), { absolute: 1e-6 });
  }
});

test("values never leave the limits, and values outside count as on them", () => {
  for (const [, lower, upper] of kinds.slice(1)) {
    const { toExternal, toInternal } = transformOf(lower, upper);
    for (const u of [-1e3, -Math.PI / 2, 0, 2, 1e3]) {
      const p = toExternal(u);
      expect(p >= lower && p <= upper).toBe(true);
    }
    for (const p of [-100, 100]) {
      const inside = Math.min(Math.max(p, lower), upper);
      assertClose(toExternal(toInternal(p)), inside, { absolute: 1e-4 });
    }
  }
});

/** External error at internal `u` whose own error is `sigma`. */
function errorOf(lower: number, upper: number, u: number, sigma: number): number {
  const limits = { lower: Float64Array.of(lower), upper: Float64Array.of(upper) };
  const search = createSearch(
    objectiveOf(() => 0, [0], limits),
    {},
  );
  search.u[0] = u;
  search.v[0] = sigma ** 2 / 2;
  return errorAt(search, 0);
}

test("an error is that of the internal variable without limits, the mean of both sides with them", () => {
  assertClose(errorOf(-Infinity, Infinity, 3, 0.2), 0.2, { relative: 1e-15 });
  const [a, b] = [0, 4];
  const { toExternal: p } = transformOf(a, b);
  const u = 0.1;
  assertClose(errorOf(a, b, u, 0.3), 0.5 * (p(0.4) - p(0.1) + p(0.1) - p(-0.2)), { relative: 1e-14 });
  assertClose(errorOf(a, b, u, 1.5), 0.5 * (4 + p(0.1) - p(-1.4)), { relative: 1e-14 });
});
