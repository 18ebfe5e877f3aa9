import { gzipSync } from "node:zlib";
import { readFits, writeFits } from "@gammakit/fits";
import { afterAll, beforeEach, expect, test, vi } from "vitest";

const chunkSizes = vi.hoisted((): number[] => []);
vi.mock("node:zlib", async (original) => {
  const zlib = await original<typeof import("node:zlib")>();
  const gunzip: typeof zlib.gunzip = ((bytes: Uint8Array, options: { chunkSize: number }, done: () => void) => {
    chunkSizes.push(options.chunkSize);
    zlib.gunzip(bytes, options, done);
  }) as typeof zlib.gunzip;
  return { ...zlib, gunzip };
});
// Other files of tests may have loaded it without the mock, and shall not get it with.
vi.resetModules();
const { inflateNode } = await import("../../src/node/index.ts");
afterAll(() => {
  vi.doUnmock("node:zlib");
  vi.resetModules();
});
beforeEach(() => {
  chunkSizes.length = 0;
});

const file = writeFits([{ kind: "image", data: Float64Array.from({ length: 100_000 }, (_, i) => Math.sin(i)) }]);
const members = [0, 1, 2, 3].map((k) => gzipSync(file.subarray(k * 250_000, (k + 1) * 250_000)));
const concatenated = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

test.each([
  ["one member", concatenated(gzipSync(file)), file.length + 1],
  // What the last bytes promise is the size of the last member, or no size.
  ["members, the last one empty, as of bgzip", concatenated(...members, gzipSync(new Uint8Array(0))), 2 ** 16],
  ["padding behind", concatenated(gzipSync(file), new Uint8Array(512)), 2 ** 16],
])("a file of %s is unpacked in pieces worth their while", async (_, bytes, size) => {
  const image = (await readFits(bytes, { inflate: inflateNode })).image(0);
  expect(image.numbers()[99_999]).toBe(Math.sin(99_999));
  expect(chunkSizes).toEqual([size]);
});
