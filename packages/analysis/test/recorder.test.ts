import { type ByteSource, bufferSource } from "@gammakit/core";
import { inBrowser } from "@gammakit-tools/vitest/data";
import { describe, expect, test } from "vitest";
import { createRecorder } from "../src/provenance/recorder.ts";
import { beginSha256 } from "../src/provenance/running-sha256.ts";
import { platformSha256, type Sha256 } from "../src/provenance/sha256.ts";

/** What may be passed over [bytes]. */
const large = 2 ** 20;

/** Bytes that look random. */
function noise(length: number): Uint8Array<ArrayBuffer> {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}

async function ways(): Promise<readonly (readonly [string, Sha256])[]> {
  const platform: readonly [string, Sha256] = ["what comes with gammakit", platformSha256];
  if (inBrowser) return [platform];
  return [platform, ["what Node has", (await import("@gammakit/io/node")).sha256Node]];
}

/** What is recorded of a file when these ranges of it are read in turn. */
async function recorded(
  bytes: Uint8Array<ArrayBuffer>,
  ranges: readonly (readonly [offset: number, length: number])[],
  sha256?: Sha256,
) {
  const asked: number[] = [];
  const inner = bufferSource(bytes, "a.fits");
  const counting: ByteSource = {
    ...inner,
    read: (offset, length, signal) => {
      asked.push(length);
      return inner.read(offset, length, signal);
    },
  };
  const recorder = createRecorder(sha256);
  const source = recorder.source(counting);
  for (const [offset, length] of ranges) await source.read(offset, length);
  const inputs = await recorder.inputs();
  expect(inputs).toHaveLength(1);
  return { ...inputs[0], asked };
}

describe("SHA-256 of bytes that come piece by piece", () => {
  test("the examples of FIPS 180", () => {
    const of = (text: string) => {
      const hash = beginSha256();
      hash.update(new TextEncoder().encode(text));
      return hash.digest();
    };
    expect(of("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(of("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")).toBe(
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    );
  });

  test("every length and every way to cut it gives what the platform gives of the whole", async () => {
    const bytes = noise(300);
    for (let length = 0; length <= bytes.length; length++) {
      const [whole, cut] = [beginSha256(), beginSha256()];
      whole.update(bytes.subarray(0, length));
      const first = (length * 7) % (length + 1);
      cut.update(bytes.subarray(0, first));
      cut.update(bytes.subarray(first, length));
      const expected = await platformSha256(bytes.subarray(0, length));
      expect(whole.digest()).toBe(expected);
      expect(cut.digest()).toBe(expected);
    }
  });
});

describe("the hash of an input", async () => {
  for (const [name, sha256] of await ways()) {
    test(`is the same read as a whole and in parts, by ${name}`, async () => {
      const bytes = noise(100_000);
      const expected = await platformSha256(bytes);
      const overlapping = [
        [0, 2],
        [0, 40_000],
        [30_000, 30_000],
        [0, 100],
        [60_000, 40_000],
      ] as const;
      expect(await recorded(bytes, [[0, 100_000]], sha256)).toMatchObject({ size: 100_000, sha256: expected });
      expect(await recorded(bytes, overlapping, sha256)).toMatchObject({ size: 100_000, sha256: expected });
    });
  }

  test("is had of a file of which a little was passed over, by reading that", async () => {
    const bytes = noise(2 * large);
    const { sha256, asked } = await recorded(bytes, [
      [0, 1000],
      [2000, 1000],
      [3000, large],
    ]);
    expect(sha256).toBe(await platformSha256(bytes));
    expect(asked).toEqual([1000, 1000, 1000, large, 2 * large - 3000 - large]);
  });

  test("is not known of a file of which much was passed over, and nothing is read for it", async () => {
    const bytes = noise(3 * large);
    for (const ranges of [
      [[0, 1000]],
      [
        [0, 1000],
        [2 * large, large],
      ],
      [[2 * large, large]],
    ] as const) {
      const { sha256, asked } = await recorded(bytes, ranges);
      expect(sha256).toBe(null);
      expect(asked).toEqual(ranges.map(([, length]) => length));
    }
  });

  test("is known once one of several readers has seen all, whoever came first", async () => {
    const bytes = noise(3 * large);
    const recorder = createRecorder();
    const [first, second, third] = [0, 1, 2].map(() => recorder.source(bufferSource(bytes, "a.fits")));
    await first.read(0, 1000);
    await first.read(2 * large, large);
    expect((await recorder.inputs())[0].sha256).toBe(null);
    await Promise.all([second.read(0, large), third.read(0, 2 * large)]);
    await second.read(large, 2 * large);
    expect((await recorder.inputs())[0].sha256).toBe(await platformSha256(bytes));
    expect((await recorder.inputs())[0].sha256).toBe(await platformSha256(bytes));
  });

  test("is not had where reading fails later, and the job goes on", async () => {
    const inner = bufferSource(noise(1000), "a.fits");
    let reads = 0;
    const recorder = createRecorder();
    const source = recorder.source({
      ...inner,
      read: (...range) => (reads++ === 0 ? inner.read(...range) : Promise.reject(new Error("gone"))),
    });
    expect(await source.read(0, 500)).toHaveLength(500);
    expect((await recorder.inputs())[0].sha256).toBe(null);
  });
});
