import { isGammakitError } from "@gammakit/core";
import { gzip } from "pako";
import { describe, expect, it } from "vitest";
import { type ReadFitsOptions, readFits } from "../dist/index.js";
import { big, image, join } from "./build.ts";

const plain = image(16, [3], big("Int16", 1, 2, 3));
const zipped = new Uint8Array(gzip(plain));

async function failure(bytes: Uint8Array<ArrayBuffer>, options: ReadFitsOptions = {}) {
  const error: unknown = await readFits(bytes, { name: "a.fits.gz", ...options }).catch((caught: unknown) => caught);
  return { code: isGammakitError(error) ? error.code : undefined, message: String(error) };
}

describe("a gzip file", () => {
  it("is inflated, whichever kind of source it comes from", async () => {
    for (const source of [zipped, zipped.slice().buffer, new Blob([zipped])]) {
      expect((await readFits(source)).image(0).data()).toEqual(Int16Array.of(1, 2, 3));
    }
  });

  it("can have several members and be padded with zeros", async () => {
    const members = [gzip(plain.subarray(0, 1000)), gzip(plain.subarray(1000))];
    const file = await readFits(join(...members, new Uint8Array(700)));
    expect(file.image(0).data()).toEqual(Int16Array.of(1, 2, 3));
    expect(file.warnings).toEqual([]);
  });

  it("with something after its end is read with a warning", async () => {
    const file = await readFits(join(zipped, Uint8Array.of(1, 2, 3)), { name: "a.fits.gz" });
    expect(file.image(0).data()).toEqual(Int16Array.of(1, 2, 3));
    expect(file.warnings).toEqual(["a.fits.gz: the 3 bytes after the end of the gzip data are ignored."]);
  });

  it("that was cut off or changed is refused, and why", async () => {
    const cut = await failure(zipped.subarray(0, zipped.length - 9));
    expect(cut).toMatchObject({ code: "invalid-file", message: expect.stringContaining("ends too early") });
    const crc = zipped.slice();
    crc[crc.length - 8] ^= 1;
    expect((await failure(crc)).message).toMatch(/a\.fits\.gz: the gzip data is damaged .* CRC/);
    const flipped = zipped.slice();
    flipped[30] ^= 0x55;
    expect((await failure(flipped)).code).toBe("invalid-file");
  });

  it("that would become too large is stopped", async () => {
    expect(await failure(zipped, { maxBytes: 5000 })).toMatchObject({
      code: "limit-exceeded",
      message: expect.stringContaining("5000"),
    });
    const lying = zipped.slice();
    lying.fill(0, lying.length - 4);
    expect((await failure(lying, { maxBytes: 5000 })).code).toBe("limit-exceeded");
  });

  it("is inflated by the function given, with the size to expect", async () => {
    const calls: number[][] = [];
    const inflate = (bytes: Uint8Array, expected: number, limit: number) => {
      calls.push([bytes.length, expected, limit]);
      return plain;
    };
    const file = await readFits(zipped, { inflate, maxBytes: 10_000 });
    expect(file.image(0).data()).toEqual(Int16Array.of(1, 2, 3));
    expect(calls).toEqual([[zipped.length, plain.length, 10_000]]);
  });

  it("is given another chance when that function fails", async () => {
    const inflate = () => {
      throw new Error("no");
    };
    expect((await readFits(zipped, { inflate })).image(0).data()).toEqual(Int16Array.of(1, 2, 3));
  });

  it("can be called off", async () => {
    expect((await failure(zipped, { signal: AbortSignal.abort() })).code).toBe("aborted");
  });
});
