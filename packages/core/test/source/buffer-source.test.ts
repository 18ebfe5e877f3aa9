import { expect, it } from "vitest";
import { isGammakitError } from "../../src/errors/gammakit-error.ts";
import { blobSource } from "../../src/source/blob-source.ts";
import { bufferSource } from "../../src/source/buffer-source.ts";

const bytes = Uint8Array.of(1, 2, 3, 4, 5);
const sources = [
  ["bytes", bufferSource(bytes)],
  ["a buffer", bufferSource(bytes.buffer, "named")],
  ["a blob", blobSource(new Blob([bytes]))],
] as const;

it.each(sources)("%s give their parts, and fewer at the end", async (_, source) => {
  expect(await source.size()).toBe(5);
  expect(await source.read(1, 2)).toEqual(Uint8Array.of(2, 3));
  expect(await source.read(3, 100)).toEqual(Uint8Array.of(4, 5));
  expect((await source.read(9, 1)).length).toBe(0);
});

it.each(sources)("%s have no files beside them", (_, source) => {
  expect(source.sibling).toBeUndefined();
});

it.each(sources)("%s are not read when called off", async (_, source) => {
  const error: unknown = await source.read(0, 1, AbortSignal.abort()).catch((caught: unknown) => caught);
  expect(isGammakitError(error, "aborted")).toBe(true);
});

it("a source is called as its file is, or as one says", () => {
  expect(blobSource(new File([bytes], "run.fits")).name).toBe("run.fits");
  expect(blobSource(new Blob([bytes]), "given").name).toBe("given");
  expect(bufferSource(bytes, "given").name).toBe("given");
});
