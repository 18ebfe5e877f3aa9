import { mkdtemp, open, rm, truncate, writeFile } from "node:fs/promises";
import { freemem, tmpdir } from "node:os";
import { join } from "node:path";
import { readFits, writeFits } from "@gammakit/fits";
import { expect, test } from "vitest";
import { inspectFits } from "../../src/index.ts";
import { fileSource } from "../../src/node/index.ts";

test.each([
  ["an error of the caller's", new Error("the user left")],
  ["a word", "enough"],
  ["the platform's, as of AbortSignal.timeout", new DOMException("too slow", "TimeoutError")],
  ["none", undefined],
])("a read that was called off is aborted, whatever the reason: %s", async (_, reason) => {
  const folder = await mkdtemp(join(tmpdir(), "gammakit-"));
  const path = join(folder, "empty.fits");
  await writeFile(path, writeFits([{ kind: "image" }]));
  const controller = new AbortController();
  const { signal } = controller;
  const source = fileSource(path);
  const size = await source.size();
  controller.abort(reason);
  const aborted = { name: "GammakitError", code: "aborted", cause: signal.reason };
  await expect(source.read(0, size, signal)).rejects.toMatchObject(aborted);
  await expect(readFits(source, { signal })).rejects.toMatchObject(aborted);
  // A source that does not look at the signal.
  const deaf = {
    name: "deaf",
    size: () => source.size(),
    read: (from: number, length: number) => source.read(from, length),
  };
  await expect(inspectFits(deaf, { signal })).rejects.toMatchObject(aborted);
  await rm(folder, { recursive: true });
});

/** A file that takes no room on disk but for a word at `place`. */
async function withSparseFile(size: number, place: number, use: (path: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "gammakit-"));
  const path = join(folder, "sparse.bin");
  try {
    await writeFile(path, "");
    await truncate(path, size);
    const file = await open(path, "r+");
    await file.write("gamma", place);
    await file.close();
    await use(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const beyondNode = 2 ** 31;

test.skipIf(freemem() < 2 * beyondNode)("more than Node reads at a time is read whole", { timeout: 60_000 }, () =>
  withSparseFile(beyondNode + 20, beyondNode + 3, async (path) => {
    const bytes = await fileSource(path).read(1, beyondNode + 10);
    expect(bytes.length).toBe(beyondNode + 10);
    expect(Buffer.from(bytes.subarray(beyondNode + 2, beyondNode + 7)).toString()).toBe("gamma");
  }),
);

test("what is asked for beyond the end costs nothing, and more than an array holds is refused in words", () =>
  withSparseFile(2 ** 40, 2 ** 40 - 5, async (path) => {
    const source = fileSource(path);
    expect(Buffer.from(await source.read(2 ** 40 - 5, Number.MAX_SAFE_INTEGER)).toString()).toBe("gamma");
    expect(await source.read(2 ** 40 + 7, 10)).toHaveLength(0);
    await expect(source.read(0, 2 ** 40)).rejects.toMatchObject({
      code: "limit-exceeded",
      message: expect.stringMatching(/sparse\.bin: 1099511627776 bytes at once.*in pieces/),
    });
  }));
