import { isGammakitError } from "@gammakit/core";
import fc from "fast-check";
import { describe, it } from "vitest";
import { type FitsFile, parseFits, readFits, verifyFits, writeFits } from "../dist/index.js";
import { big, card, join, primary, table } from "./build.ts";

describe("a damaged file", () => {
  it("is read or refused, and nothing else happens", { timeout: 120_000 }, () => {
    const sound = join(primary(card("OBJECT", "Crab")), mixedTable());
    const change = fc.tuple(fc.nat(sound.length - 1), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), fc.nat(sound.length), (changes, cut) => {
        const bytes = sound.slice(0, cut % 3 === 0 ? cut : sound.length);
        for (const [at, value] of changes) bytes[at % Math.max(bytes.length, 1)] = value;
        readEverything(bytes);
      }),
      { seed: 20240917, numRuns: 1500 },
    );
  });

  it("is read or refused whatever digits its headers have", { timeout: 120_000 }, () => {
    const sound = join(primary(card("OBJECT", "Crab")), mixedTable());
    const text = new TextDecoder("latin1").decode(sound);
    const digits = [...text.matchAll(/[0-9]/g)].map(({ index }) => index).filter((at) => at < 2 * 2880 + 1600);
    const change = fc.tuple(fc.constantFrom(...digits), fc.constantFrom(..."0123456789-. PQX'"));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const bytes = sound.slice();
        for (const [at, value] of changes) bytes[at] = value.charCodeAt(0);
        readEverything(bytes);
      }),
      { seed: 20240918, numRuns: 1500 },
    );
  });

  it("is read or refused where its image is in compressed tiles", { timeout: 120_000 }, async () => {
    const sound = tiles();
    const change = fc.tuple(fc.integer({ min: 2880, max: sound.length - 1 }), fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
        const bytes = sound.slice();
        for (const [at, value] of changes) bytes[at] = value;
        try {
          readAll(await readFits(bytes, { name: "damaged.fits", maxBytes: 1e7 }));
        } catch (error) {
          check(error);
        }
      }),
      { seed: 20240919, numRuns: 1500 },
    );
  });
});

/** Two images of two tiles: one of zeros by Rice, one that is quantized and not compressed. */
function tiles(): Uint8Array<ArrayBuffer> {
  const header = (algorithm: string, bitpix: number) => ({
    ...{ ZIMAGE: true, ZBITPIX: bitpix, ZNAXIS: 2, ZNAXIS1: 4, ZNAXIS2: 2, ZTILE1: 4, ZTILE2: 1, ZCMPTYPE: algorithm },
    ...{ ZNAME1: "BYTEPIX", ZVAL1: 4, ZNAME2: "BLOCKSIZE", ZVAL2: 32, ZQUANTIZ: "SUBTRACTIVE_DITHER_2", ZDITHER0: 7 },
  });
  const cells = (cell: Uint8Array) => ({ name: "COMPRESSED_DATA", cells: [cell, cell] });
  const scaling = [
    { name: "ZSCALE", data: [0.5, 0.25] },
    { name: "ZZERO", data: [1, 2] },
  ];
  const plain = Uint8Array.from(big("Int32", 1, 2, 3, 4));
  return writeFits([
    { kind: "table", header: header("RICE_1", 32), columns: [cells(new Uint8Array(5))] },
    { kind: "table", header: header("NOCOMPRESS", -32), columns: [cells(plain), ...scaling] },
  ]);
}

function mixedTable(): Uint8Array {
  const bytes = [...big("Int16", 1, 2), ...big("Int32", 2, 0), ...big("Float64", 0.5), 84, 65, 66, 67, 1, 2, 3, 4];
  const cards = [card("TDIM1", "(1,2)"), card("TNULL1", 9), card("TSCAL3", 2), card("EXTNAME", "MIXED")];
  return table({ rowLength: 24, rows: 1, bytes, forms: ["2I", "1PI(2)", "1D", "1L", "3A"], heap: 4, cards });
}

/** Reads a file to the last value. Any error that is not ours fails the test. */
function readEverything(bytes: Uint8Array<ArrayBuffer>): void {
  try {
    readAll(parseFits(bytes, { name: "damaged.fits" }));
  } catch (error) {
    check(error);
  }
}

function readAll(file: FitsFile): void {
  for (const hdu of file.hdus) {
    for (const { value } of hdu.header.cards) void value;
    if (hdu.kind === "image") hdu.numbers();
    if (hdu.kind === "groups") hdu.numbers();
    if (hdu.kind === "table") for (const { number } of hdu.columns) hdu.column(number);
  }
  verifyFits(file);
}

function check(error: unknown): void {
  if (!isGammakitError(error) || !error.message.includes("damaged.fits")) throw error;
}
