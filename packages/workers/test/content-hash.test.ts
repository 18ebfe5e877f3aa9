import { describe, expect, test } from "vitest";
import { contentHash } from "../src/web/content-hash.ts";

describe("the hash of content", () => {
  test("is the same for the same content, whatever the object", () => {
    const data = () => ({
      name: "a",
      list: [1, -0, Number.NaN, null, undefined, true],
      values: Float64Array.of(1, 2, 3),
    });
    expect(contentHash(data())).toBe(contentHash(data()));
    expect(contentHash(data())).toMatch(/^[0-9a-f]{32}$/);
    const bytes = new Uint8Array(20);
    bytes.set([1, 2, 3, 4, 5, 6, 7, 8, 9], 1);
    expect(contentHash(bytes.subarray(1, 10))).toBe(contentHash(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9)));
  });

  test("is another for other content", () => {
    const values: readonly unknown[] = [
      0,
      -0,
      1,
      "1",
      "",
      true,
      false,
      null,
      undefined,
      [],
      {},
      [0],
      [[0]],
      [0, 0],
      { a: 0 },
      { b: 0 },
      { a: [0] },
      "ab",
      ["a", "b"],
      Float64Array.of(0),
      Float64Array.of(0, 0),
      Float32Array.of(0, 0),
      Uint8Array.of(0),
      Uint8Array.of(0, 0),
      new Map(),
      new Map(),
    ];
    expect(new Set(values.map(contentHash)).size).toBe(values.length);
  });

  test("tells 100,000 neighbors apart in each of its words", () => {
    const hashes = Array.from({ length: 100_000 }, (_, i) => contentHash(Float64Array.of(i)));
    expect(new Set(hashes).size).toBe(hashes.length);
    for (const begin of [0, 8, 16, 24]) {
      const words = new Set(hashes.map((hash) => hash.slice(begin, begin + 8)));
      // Of random words of 32 bits, one pair in 100,000 is equal on average.
      expect(words.size).toBeGreaterThan(hashes.length - 20);
    }
  });
});
