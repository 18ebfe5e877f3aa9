import { type ByteSource, bufferSource, isGammakitError } from "@gammakit/core";
import { expect, test } from "vitest";
import { readFits, writeFits } from "../dist/index.js";

const rows = Float64Array.from({ length: 5000 }, (_, i) => i);
const bytes = writeFits(["A", "B", "C"].map((name) => ({ kind: "table", name, columns: [{ name: "X", data: rows }] })));

/** The file, of which the n-th read fails once. */
function failingAt(n: number): { readonly source: ByteSource; readonly reads: () => number } {
  const good = bufferSource(bytes, "disk.fits");
  let reads = 0;
  const source: ByteSource = {
    ...good,
    read: async (offset, length, signal) => {
      if (++reads === n) throw new Error("EIO: i/o error, read");
      return good.read(offset, length, signal);
    },
  };
  return { source, reads: () => reads };
}

test("a read that fails names file and bytes, wherever it comes, and the next try succeeds", async () => {
  const select = () => true;
  const whole = failingAt(0);
  await readFits(whole.source, { select });
  expect(whole.reads()).toBeGreaterThan(6);
  for (let n = 1; n <= whole.reads(); n++) {
    const { source } = failingAt(n);
    const error: unknown = await readFits(source, { select }).catch((caught: unknown) => caught);
    expect(isGammakitError(error, "io")).toBe(true);
    expect((error as Error).message).toMatch(/^disk\.fits: bytes \d+ to \d+ cannot be read: EIO/);
    expect((await readFits(source, { select })).table("C").numbers("X")).toEqual(rows);
  }
});
