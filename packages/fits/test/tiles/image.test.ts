import { isGammakitError } from "@gammakit/core";
import { gzip } from "pako";
import { describe, expect, it } from "vitest";
import {
  parseFits,
  type ReadFitsOptions,
  readFits,
  verifyFits,
  type WritableCard,
  type WritableCell,
  type WritableColumn,
  type WritableVariableColumn,
  writeFits,
} from "../../dist/index.js";
import { big } from "../build.ts";

type Columns = readonly (WritableColumn | WritableVariableColumn)[];

interface TileParts {
  readonly bitpix: number;
  readonly shape: readonly number[];
  readonly tile: readonly number[];
  readonly algorithm?: string;
  readonly cards?: readonly WritableCard[];
}

/** A file with a table of tiles as its second unit. */
function tileFile({ bitpix, shape, tile, algorithm = "NOCOMPRESS", cards = [] }: TileParts, columns: Columns) {
  const header: WritableCard[] = [
    { keyword: "ZIMAGE", value: true },
    { keyword: "ZTENSION", value: "IMAGE", comment: "what it was" },
    { keyword: "ZBITPIX", value: bitpix },
    { keyword: "ZNAXIS", value: shape.length },
    ...shape.map((value, i) => ({ keyword: `ZNAXIS${i + 1}`, value })),
    ...tile.map((value, i) => ({ keyword: `ZTILE${i + 1}`, value })),
    { keyword: "ZCMPTYPE", value: algorithm },
    ...cards,
  ];
  return writeFits([{ kind: "table", name: "PIXELS", header, columns }]);
}

const bytes = (...values: readonly number[]) => Uint8Array.from(values);
const compressed = (...cells: readonly WritableCell[]) => ({ name: "COMPRESSED_DATA", cells, type: "B" as const });
const short = (...values: readonly number[]) => bytes(...big("Int16", ...values));
const words = (...values: readonly number[]) => bytes(...big("Int32", ...values));

async function failure(file: Uint8Array<ArrayBuffer>, options: ReadFitsOptions = {}) {
  try {
    (await readFits(file, { name: "t.fits", ...options })).image(1).data();
  } catch (error) {
    return { code: isGammakitError(error) ? error.code : undefined, message: String(error) };
  }
  return { code: undefined, message: "was read" };
}

/** Two tiles of two pixels. */
const pair = { bitpix: 16, shape: [4], tile: [2] };

describe("a tile-compressed image", () => {
  it("is an image, with the header that it would have had, and its tiles beside it", async () => {
    const cards = [
      { keyword: "OBJECT", value: "Crab", comment: "what" },
      { keyword: "LONG", value: "x".repeat(100) },
    ];
    const file = await readFits(tileFile({ ...pair, cards }, [compressed(short(1, -2), short(3, 4))]));
    const image = file.image("PIXELS");
    expect(image.data()).toEqual(Int16Array.of(1, -2, 3, 4));
    expect(image.numbers()).toEqual(Float64Array.of(1, -2, 3, 4));
    expect(image.shape).toEqual([4]);
    const keywords = [
      "XTENSION",
      "BITPIX",
      "NAXIS",
      "NAXIS1",
      "PCOUNT",
      "GCOUNT",
      "EXTNAME",
      "OBJECT",
      "LONG",
      "LONGSTRN",
    ];
    expect(image.header.cards.map(({ keyword }) => keyword)).toEqual(keywords);
    expect(image.header.get("XTENSION")).toBe("IMAGE");
    expect(image.header.get("NAXIS1")).toBe(4);
    expect(image.header.get("LONG")).toBe("x".repeat(100));
    expect(image.tiles?.rowCount).toBe(2);
    expect(image.tiles?.header.get("ZCMPTYPE")).toBe("NOCOMPRESS");
    expect([...file.warnings, ...verifyFits(file)]).toEqual([]);
  });

  it("has its tiles put together along every axis, shorter ones at the edges", async () => {
    const shape = [3, 3, 2];
    // The pixel at (x, y, z) is 100 z + 10 y + x.
    const tile = (xs: readonly number[], ys: readonly number[]) =>
      bytes(...[0, 1].flatMap((z) => ys.flatMap((y) => xs.map((x) => 100 * z + 10 * y + x))));
    const tiles = [tile([0, 1], [0, 1]), tile([2], [0, 1]), tile([0, 1], [2]), tile([2], [2])];
    const file = await readFits(tileFile({ bitpix: 8, shape, tile: [2, 2, 2] }, [compressed(...tiles)]));
    const expected = [0, 1].flatMap((z) => [0, 1, 2].flatMap((y) => [0, 1, 2].map((x) => 100 * z + 10 * y + x)));
    expect(Array.from(file.image(1).data() as Uint8Array)).toEqual(expected);
  });

  it("is a row of pixels per tile where ZTILE says nothing", async () => {
    const file = await readFits(
      tileFile({ bitpix: 8, shape: [2, 2], tile: [] }, [compressed(bytes(1, 2), bytes(3, 4))]),
    );
    expect(file.image(1).data()).toEqual(bytes(1, 2, 3, 4));
  });

  it("can have 64-bit numbers", async () => {
    const data = new DataView(new ArrayBuffer(8));
    data.setBigInt64(0, -(2n ** 62n) + 1n);
    const parts = { bitpix: 64, shape: [1], tile: [1], algorithm: "GZIP_1" };
    const long = await readFits(tileFile(parts, [compressed(gzip(new Uint8Array(data.buffer)))]));
    expect(long.image(1).data()).toEqual(BigInt64Array.of(-(2n ** 62n) + 1n));
  });

  it("has the floating-point numbers that could not be quantized in gzip or as they are", async () => {
    const single = (...values: readonly number[]) => bytes(...big("Float32", ...values));
    const columns: Columns = [
      compressed(words(10, -2147483647), [], []),
      { name: "GZIP_COMPRESSED_DATA", type: "B", cells: [[], gzip(single(1e30, 0.1)), []] },
      { name: "UNCOMPRESSED_DATA", type: "E", cells: [[], [], Float32Array.of(7, 8)] },
      { name: "ZSCALE", data: [0.5, 0, 0] },
      { name: "ZZERO", data: [100, 0, 0] },
      { name: "ZBLANK", type: "J", data: [-2147483647, 0, 0] },
    ];
    const parts = { bitpix: -32, shape: [6], tile: [2], cards: [{ keyword: "ZQUANTIZ", value: "NO_DITHER" }] };
    const file = await readFits(tileFile(parts, columns));
    expect(file.image(1).data()).toEqual(Float32Array.of(105, Number.NaN, Math.fround(1e30), Math.fround(0.1), 7, 8));
  });

  it("is not decoded before it is asked for, nor where it was left out", async () => {
    const broken = tileFile({ ...pair, algorithm: "GZIP_1" }, [compressed(bytes(1), bytes(2))]);
    expect((await readFits(broken)).image(1).shape).toEqual([4]);
    const left = await readFits(broken, { select: () => false });
    expect(() => left.image(1).data()).toThrow(/left this unit out/);
  });

  it("is only told of by parseFits, which has its tiles", () => {
    const image = parseFits(tileFile(pair, [compressed(short(1, 2), short(3, 4))])).image(1);
    expect(image.shape).toEqual([4]);
    expect(image.tiles?.column("COMPRESSED_DATA")).toEqual([short(1, 2), short(3, 4)]);
    expect(() => image.data()).toThrow(/read the file with readFits/);
  });

  it("is held against the checksum that it had", async () => {
    const sum = (datasum: string) =>
      tileFile({ ...pair, cards: [{ keyword: "ZDATASUM", value: datasum }] }, [compressed(short(0, 1), short(0, 2))]);
    expect(verifyFits(await readFits(sum("3")))).toEqual([]);
    expect(verifyFits(await readFits(sum("4"))).join()).toContain("of the decoded image, DATASUM = 4");
  });
});

describe("a tile that cannot be decoded is an error with its number and the unit", () => {
  const where = "t.fits, HDU 1 (PIXELS): tile 2 cannot be decoded";
  it.each([
    ["NOCOMPRESS", short(1), "2 bytes, not 4"],
    ["NOCOMPRESS", [], "no data"],
    ["GZIP_1", gzip(short(1, 2, 3)), "more than its 4 bytes"],
    ["GZIP_1", gzip(short(1)), "2 bytes, not 4"],
    ["GZIP_2", gzip(short(1, 2)).subarray(0, 12), "too early"],
    ["RICE_1", bytes(0), "too few"],
    ["PLIO_1", bytes(0, 0), "length"],
    ["HCOMPRESS_1", bytes(1, 2, 3), "does not begin"],
  ])("%s %#", async (algorithm, cell, words) => {
    const good: Readonly<Record<string, Uint8Array>> = {
      NOCOMPRESS: short(1, 2),
      GZIP_1: gzip(short(1, 2)),
      GZIP_2: gzip(short(1, 2)),
      RICE_1: bytes(0, 0, 0, 0, 0),
      PLIO_1: short(0, 0, 3),
      // 1 × 2 pixels, no scale, sum 0, no bit planes, and the end.
      HCOMPRESS_1: bytes(0xdd, 0x99, ...big("Int32", 1, 2, 0, 0, 0), 0, 0, 0, 0),
    };
    const found = await failure(tileFile({ ...pair, algorithm }, [compressed(good[algorithm], cell)]));
    expect(found.code).toBe("invalid-file");
    expect(found.message).toContain(where);
    expect(found.message).toContain(words);
  });
});

describe("keywords of the compression that make no sense are errors with their names", () => {
  const columns = [compressed(short(1, 2), short(3, 4))];
  const parameter = (name: string, value: number) => [
    { keyword: "ZNAME1", value: name },
    { keyword: "ZVAL1", value },
  ];
  it.each<[string, Partial<TileParts>]>([
    ["ZTILE1 = 0", { tile: [0] }],
    ["ZTILE1 = -1", { tile: [-1] }],
    ["ZNAXIS1 = 1000000000000", { shape: [1e12] }],
    ["ZBITPIX = 24", { bitpix: 24 }],
    ["ZCMPTYPE = 'FOO'", { algorithm: "FOO" }],
    ["ZVAL1 = 0", { algorithm: "RICE_1", cards: parameter("BLOCKSIZE", 0) }],
    ["ZVAL1 = 8", { algorithm: "RICE_1", cards: parameter("BYTEPIX", 8) }],
  ])("%s", async (words, parts) => {
    const found = await failure(tileFile({ ...pair, ...parts }, columns));
    expect(found.code).toBe("invalid-file");
    expect(found.message).toContain("t.fits, HDU 1 (PIXELS)");
    expect(found.message).toContain(words);
  });

  it.each<[string, readonly WritableCard[]]>([
    ["ZQUANTIZ", [{ keyword: "ZQUANTIZ", value: "MANY_DITHERS" }]],
    [
      "ZDITHER0",
      [
        { keyword: "ZQUANTIZ", value: "SUBTRACTIVE_DITHER_1" },
        { keyword: "ZDITHER0", value: 0 },
      ],
    ],
  ])("%s", async (words, cards) => {
    const scaled: Columns = [
      compressed(bytes(...big("Int32", 1, 2))),
      { name: "ZSCALE", data: [1] },
      { name: "ZZERO", data: [1] },
    ];
    const found = await failure(tileFile({ bitpix: -32, shape: [2], tile: [2], cards }, scaled));
    expect(found.message).toContain(words);
  });

  it("a larger image than allowed is an error that names the limit", async () => {
    const parts = { bitpix: 16, shape: [2 ** 20, 2 ** 20], tile: [2 ** 20, 2 ** 20], algorithm: "PLIO_1" };
    const found = await failure(tileFile(parts, [compressed(short(0, 0, 3))]), { maxBytes: 1e6 });
    expect(found.code).toBe("limit-exceeded");
    expect(found.message).toContain("ZNAXIS1 = 1048576");
    expect(found.message).toContain("maxBytes");
  });
});
