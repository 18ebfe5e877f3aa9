import { describeWith, readData, readJson } from "@gammakit-tools/vitest/data";
import { describe, expect, it } from "vitest";
import type { TileCodec, TileRequest } from "../../src/tiles/codec.ts";
import { gzip1, gzip2 } from "../../src/tiles/gzip.ts";
import { hcompress } from "../../src/tiles/hcompress.ts";
import { plio } from "../../src/tiles/plio.ts";
import { rice } from "../../src/tiles/rice.ts";
import { TileDamage } from "../../src/tiles/tile-damage.ts";
import { sha256 } from "../corpus/digest.ts";

interface Vector {
  readonly codec: string;
  readonly file: string;
  readonly params?: Readonly<Record<string, number>>;
  readonly bitpix: number;
  readonly npix: number;
  readonly expected: string;
  readonly expected_le_sha256: string;
}

const codecs: Readonly<Record<string, TileCodec>> = {
  GZIP_1: gzip1,
  GZIP_2: gzip2,
  RICE_1: rice,
  HCOMPRESS_1: hcompress,
  PLIO_1: plio,
};

/** A square tile of `count` pixels. */
function tile(count: number, width: number, params: Readonly<Record<string, number>> = {}): TileRequest {
  const side = Math.sqrt(count);
  const warn = (message: string) => {
    throw new Error(message);
  };
  return { shape: [side, side], count, width, parameters: (name, otherwise) => params[name] ?? otherwise, warn };
}

/** Pixels as the machine has them, in `width` bytes each. */
function pixels(decoded: Int32Array | Uint8Array, width: number): ArrayBufferView<ArrayBuffer> {
  if (decoded instanceof Uint8Array) return swapped(decoded, width);
  if (width === 4) return Int32Array.from(decoded);
  return width === 2 ? Int16Array.from(decoded) : Uint8Array.from(decoded);
}

function swapped(bytes: Uint8Array, width: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(bytes, (_, i) => bytes[i - (i % width) + width - 1 - (i % width)]);
}

describeWith(["GAMMAKIT_CORPORA"], "bare streams of compressed tiles", () => {
  const load = async () => (await readJson<{ vectors: Vector[] }>("GAMMAKIT_CORPORA", "fits/codec/codec.json")).vectors;
  const bytesOf = ({ file }: Vector) => readData("GAMMAKIT_CORPORA", `fits/codec/${file}`);

  it("are decoded to the pixels that they were made of", async () => {
    const failed: string[] = [];
    const vectors = await load();
    for (const vector of vectors) {
      const width = vector.bitpix / 8;
      const decoded = codecs[vector.codec].decode(await bytesOf(vector), tile(vector.npix, width, vector.params));
      const stored = vector.expected.startsWith("int32") ? 4 : width;
      if ((await sha256(pixels(decoded, stored))) !== vector.expected_le_sha256) failed.push(vector.file);
    }
    expect(failed).toEqual([]);
    console.log(`${vectors.length - failed.length} of ${vectors.length} bare streams decoded`);
  });

  it("are refused wherever they are cut off", async () => {
    for (const vector of await load()) {
      const bytes = await bytesOf(vector);
      const request = tile(vector.npix, vector.bitpix / 8, vector.params);
      for (let cut = 1; cut < bytes.length; cut += Math.ceil(bytes.length / 15)) {
        expect(() => codecs[vector.codec].decode(bytes.subarray(0, bytes.length - cut), request)).toThrow(TileDamage);
      }
    }
  });

  it("are refused, or decoded to other pixels, with any byte changed", { timeout: 60_000 }, async () => {
    for (const vector of await load()) {
      const bytes = await bytesOf(vector);
      const request = { ...tile(vector.npix, vector.bitpix / 8, vector.params), warn: () => undefined };
      for (let at = 0; at < bytes.length; at += Math.ceil(bytes.length / 25)) {
        const changed = bytes.slice();
        changed[at] ^= 0x55;
        try {
          codecs[vector.codec].decode(changed, request);
        } catch (error) {
          if (!(error instanceof TileDamage)) throw error;
        }
      }
    }
  });
});

describe("a PLIO line", () => {
  const words = (...values: readonly number[]) => Uint8Array.from(values.flatMap((word) => [word >> 8, word & 0xff]));
  const decode = (count: number, ...values: readonly number[]) => {
    return Array.from(plio.decode(words(...values), tile(count, 2)) as Int32Array);
  };

  it("is made of runs, in the old form and in the new", () => {
    // High 5 (1 + 4); two zeros; three high ones; one zero and a high one; plus 2, once; minus 1, once; then zeros.
    const runs = [0x2004, 0x0002, 0x4003, 0x5002, 0x6002, 0x7001];
    const pixels = [0, 0, 5, 5, 5, 0, 5, 7, 6, 0, 0];
    expect(decode(11, 0, 0, 3 + runs.length, ...runs)).toEqual(pixels);
    expect(decode(11, 0, 7, 0x10000 - 100, 7 + runs.length, 0, 0, 0, ...runs)).toEqual(pixels);
  });

  it("can have high values of more than 12 bits", () => {
    expect(decode(1, 0, 0, 6, 0x1234, 0x0012, 0x4001)).toEqual([0x12234]);
  });

  it.each([
    ["longer runs than pixels", [0, 0, 4, 0x4005]],
    ["an unknown instruction", [0, 0, 4, 0x8001]],
    ["an instruction cut in two", [0, 0, 4, 0x1001]],
    ["more words stated than there are", [0, 0, 9, 0x4001]],
  ])("with %s is refused", (_, line) => {
    expect(() => decode(4, ...line)).toThrow(TileDamage);
  });
});

describe("a Rice stream", () => {
  it("of too few bytes is refused before it is decoded", () => {
    expect(() => rice.decode(new Uint8Array(100), tile(2 ** 30, 4, { BYTEPIX: 4 }))).toThrow(/too few/);
  });
});
