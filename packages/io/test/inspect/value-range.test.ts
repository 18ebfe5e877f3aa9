import { bufferSource } from "@gammakit/core";
import { type WritableColumn, writeFits } from "@gammakit/fits";
import { expect, test } from "vitest";
import { inspectFits } from "../../src/index.ts";

/** Ranges of the columns of a table. */
async function rangesOf(columns: readonly WritableColumn[]) {
  const bytes = writeFits([{ kind: "image" }, { kind: "table", name: "EVENTS", columns }]);
  const { hdus } = await inspectFits(bufferSource(bytes, "events.fits"));
  return hdus[1].columns?.map(({ range }) => range);
}

test("integers beyond 2^53 are told to the last digit, and others as numbers", async () => {
  const beyond = 2n ** 53n + 1n;
  expect(
    await rangesOf([
      { name: "EVENT_ID", data: BigInt64Array.of(beyond, 7n, -(2n ** 62n) - 1n) },
      { name: "SMALL", data: BigInt64Array.of(5n, -9n, 3n) },
      { name: "MIXED", data: BigInt64Array.of(5n, beyond, 3n) },
      { name: "UNSIGNED", data: BigUint64Array.of(2n ** 64n - 1n, 0n, 1n) },
    ]),
  ).toEqual([
    { min: -(2n ** 62n) - 1n, max: beyond, missing: 0 },
    { min: -9, max: 5, missing: 0 },
    { min: 3, max: beyond, missing: 0 },
    { min: 0, max: 2n ** 64n - 1n, missing: 0 },
  ]);
});
