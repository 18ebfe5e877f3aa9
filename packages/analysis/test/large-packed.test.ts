import { createGti, instantFromMjd } from "@gammakit/core";
import { memoryFolder, writeDataStore } from "@gammakit/io";
import { arrayResponses, hessLike, simulateRun } from "@gammakit/simulate";
import { inBrowser } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { createRecorder } from "../src/provenance/recorder.ts";
import { platformSha256, type Sha256 } from "../src/provenance/sha256.ts";
import { freshRuns } from "../src/reduction/run-source.ts";

/** Above this size [bytes] a gzip file is unpacked while it is read, and never in memory as a whole. */
const largePacked = 2 ** 24;

/** A run of events that look random, which packs badly. */
function noisyRun(count: number) {
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const column = (from: number, width: number) => Float64Array.from({ length: count }, () => from + width * random());
  const run = simulateRun({
    id: 1,
    pointing: { frame: "icrs", lon: 83, lat: 22 },
    gti: createGti(instantFromMjd(60200, 0.8, "tt"), [[0, 1800]]),
    responses: arrayResponses(hessLike),
    sources: [],
    seed: 1,
  });
  const events = { time: column(0, 1800).sort(), lon: column(81, 4), lat: column(20, 4), energy: column(0.1, 10) };
  return { ...run, events: { ...run.events, ...events } };
}

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

test("a gzip file that is unpacked while it is read has its hash, and so has what is not packed and read in parts", async () => {
  const files = new Map(writeDataStore([noisyRun(1_000_000)], { site: hessLike.site }).map((f) => [f.name, f.bytes]));
  const path = "data/run_000001.fits";
  const plain = files.get(path) as Uint8Array<ArrayBuffer>;
  const packed = await gzip(plain);
  expect(packed.length).toBeGreaterThan(largePacked);
  const sha256: readonly (Sha256 | undefined)[] = inBrowser
    ? [undefined]
    : [undefined, (await import("@gammakit/io/node")).sha256Node];
  for (const bytes of [plain, packed]) {
    const expected = await platformSha256(bytes);
    files.set(path, bytes);
    for (const own of sha256) {
      const recorder = createRecorder(own);
      let longest = 0;
      const folder = memoryFolder("store", files);
      const watched: typeof folder = {
        ...folder,
        file(name) {
          const inner = folder.file(name);
          const read: typeof inner.read = (offset, length, signal) => {
            longest = Math.max(longest, length);
            return inner.read(offset, length, signal);
          };
          return { ...inner, read };
        },
      };
      const source = freshRuns({ openFolder: () => watched }, recorder);
      const store = await source.open("store", undefined);
      const run = await source.read(store, 1, ["aeff"], undefined);
      expect(run.events.time).toHaveLength(1_000_000);
      // Nothing but pieces was asked for.
      expect(longest).toBeLessThan(2 ** 23);
      const inputs = await recorder.inputs();
      expect(inputs.find(({ name }) => name === path)).toEqual({ name: path, size: bytes.length, sha256: expected });
    }
  }
}, 60_000);
