import { assertClose } from "@gammakit/testing";
import { expect, test } from "vitest";
import { bendAt, boundsOf, externalError, slopeAt, toExternal, toInternal } from "../src/transform.ts";

const kinds: readonly (readonly [string, number, number])[] = [
  ["no limits", -Infinity, Infinity],
  ["both limits", -2, 5],
  ["a lower limit", -2, Infinity],
  ["an upper limit", -Infinity, 5],
];

test.each(kinds)("with %s, there and back again is the same value", (_, lower, upper) => {
  const kind = boundsOf(lower, upper);
  for (const p of [-1.9, -1, 0, 0.3, 2, 4.9]) {
    assertClose(toExternal(kind, lower, upper, toInternal(kind, lower, upper, p)), p, { absolute: 1e-12 });
  }
});

test.each(kinds)("with %s, slope and bend are the derivatives", (_, lower, upper) => {
  const kind = boundsOf(lower, upper);
  const h = 1e-4;
  for (const u of [-1.2, -0.4, 0.7, 1.4]) {
    const [below, here, above] = [u - h, u, u + h].map((v) => toExternal(kind, lower, upper, v));
    const slope = slopeAt(kind, lower, upper, u);
    assertClose(slope, (above - below) / (2 * h), { absolute: 1e-7 });
    assertClose(bendAt(kind, lower, upper, u) * slope, (above - 2 * here + below) / (h * h), { absolute: 1e-6 });
  }
});

test("values never leave the limits, and values outside count as on them", () => {
  for (const [, lower, upper] of kinds.slice(1)) {
    const kind = boundsOf(lower, upper);
    for (const u of [-1e3, -Math.PI / 2, 0, 2, 1e3]) {
      const p = toExternal(kind, lower, upper, u);
      expect(p >= lower && p <= upper).toBe(true);
    }
    for (const p of [-100, 100]) {
      const inside = Math.min(Math.max(p, lower), upper);
      assertClose(toExternal(kind, lower, upper, toInternal(kind, lower, upper, p)), inside, { absolute: 1e-4 });
    }
  }
});

test("an error is that of the internal variable without limits, the mean of both sides with them", () => {
  expect(externalError(0, -Infinity, Infinity, 3, 0.2)).toBe(0.2);
  const [a, b] = [0, 4];
  const u = 0.1;
  const p = (v: number): number => toExternal(1, a, b, v);
  assertClose(externalError(1, a, b, u, 0.3), 0.5 * (p(0.4) - p(0.1) + p(0.1) - p(-0.2)), { relative: 1e-14 });
  assertClose(externalError(1, a, b, u, 1.5), 0.5 * (4 + p(0.1) - p(-1.4)), { relative: 1e-14 });
});
