import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
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
