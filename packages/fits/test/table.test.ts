import { describe, expect, it } from "vitest";
import { type FitsTable, parseFits } from "../dist/index.js";
import { big, card, header, join, primary, raw, table, tableFile } from "./build.ts";

function tableOf(...arguments_: Parameters<typeof tableFile>): FitsTable {
  return parseFits(tableFile(...arguments_), { name: "test.fits" }).table(1);
}

describe("columns of a binary table", () => {
  it("are typed arrays of what is stored", () => {
    const forms = ["1B", "1I", "1J", "1K", "1E", "1D"];
    const row = [200, ...big("Int16", -2), ...big("Int32", -3, 0, -4), ...big("Float32", 0.5), ...big("Float64", 0.1)];
    const found = tableOf({ rowLength: 27, rows: 2, bytes: [...row, ...row], forms });
    expect(found.column("A")).toEqual(Uint8Array.of(200, 200));
    expect(found.column("B")).toEqual(Int16Array.of(-2, -2));
    expect(found.column("C")).toEqual(Int32Array.of(-3, -3));
    expect(found.column("D")).toEqual(BigInt64Array.of(4294967292n, 4294967292n));
    expect(found.column("E")).toEqual(Float32Array.of(0.5, 0.5));
    expect(found.column("F")).toEqual(Float64Array.of(0.1, 0.1));
    expect(found.numbers("d")).toEqual(Float64Array.of(4294967292, 4294967292));
  });

  it("are the same where all of a row lies on whole words, and where it does not", () => {
    const forms = ["1D", "2E", "1J", "1K"];
    const signalling = [0x7f, 0x80, 0x00, 0x01];
    const row = (k: number) => [
      ...big("Float64", 0.1 * k),
      ...big("Float32", k),
      ...signalling,
      ...big("Int32", -k, k, -4),
    ];
    const rows = [1, 2, 3].map(row);
    const aligned = tableOf({ rowLength: 28, rows: 3, bytes: rows.flat(), forms });
    const odd = tableOf({
      rowLength: 29,
      rows: 3,
      bytes: rows.flatMap((bytes) => [7, ...bytes]),
      forms: ["B", ...forms],
    });
    for (const [i, name] of ["A", "B", "C", "D"].entries()) {
      const found = aligned.column(name) as Float32Array;
      const same = odd.column(i + 2) as Float32Array;
      expect(new Uint8Array(found.buffer)).toEqual(new Uint8Array(same.buffer));
    }
    expect(aligned.column("A")).toEqual(Float64Array.of(0.1, 0.2, 0.1 * 3));
    expect(new Uint32Array((aligned.column("B") as Float32Array).buffer)[5]).toBe(0x7f800001);
    expect(aligned.column("C")).toEqual(Int32Array.of(-1, -2, -3));
    expect(aligned.column("D")).toEqual(BigInt64Array.of(8589934588n, 12884901884n, 17179869180n));
  });

  it("with a repeat are row-major", () => {
    const found = tableOf({ rowLength: 8, rows: 2, bytes: big("Int16", 1, 2, 3, 4, 5, 6, 7, 8), forms: ["3I", "I"] });
    expect(found.column("A")).toEqual(Int16Array.of(1, 2, 3, 5, 6, 7));
    expect(found.column("B")).toEqual(Int16Array.of(4, 8));
  });

  it("of one row of vectors have the shape of TDIM", () => {
    const cards = [card("TDIM1", "(3,2)"), card("TUNIT1", "m2")];
    const found = tableOf({ rowLength: 24, rows: 1, bytes: big("Float32", 1, 2, 3, 4, 5, 6), forms: ["6E"], cards });
    expect(found.describe("A")).toMatchObject({ dim: [3, 2], repeat: 6, unit: "m2", type: "E", number: 1 });
    expect(found.numbers("A")).toEqual(Float64Array.of(1, 2, 3, 4, 5, 6));
  });

  it("of unsigned integers are exact", () => {
    const bytes = [...big("Int16", -32768, 32767), ...big("Int32", -1), ...big("Int32", 0x7fffffff, -1), 0x80];
    const cards = [card("TZERO1", 32768), card("TZERO2", 2147483648), card("TZERO4", -128)];
    cards.push(raw("TZERO3  = 9223372036854775808"));
    const found = tableOf({ rowLength: 17, rows: 1, bytes, forms: ["2I", "1J", "1K", "1B"], cards });
    expect(found.column("A")).toEqual(Uint16Array.of(0, 65535));
    expect(found.column("B")).toEqual(Uint32Array.of(2147483647));
    expect(found.column("C")).toEqual(BigUint64Array.of(2n ** 64n - 1n));
    expect(found.column("D")).toEqual(Int8Array.of(0));
    expect(found.numbers("A")).toEqual(Float64Array.of(0, 65535));
  });

  it("of unsigned integers of 64 bits are the nearest doubles", () => {
    const bytes = big("Int32", -0x80000000, 0, -0x80000000, 1, -0x80000000, 2, 0x7fffffff, -1);
    const cards = [raw("TZERO1  = 9223372036854775808"), raw("TNULL1  = -9223372036854775806")];
    const found = tableOf({ rowLength: 8, rows: 4, bytes, forms: ["K"], cards });
    expect(found.numbers("A")).toEqual(Float64Array.of(0, 1, Number.NaN, 2 ** 64));
  });

  it("are scaled into doubles, with NaN for nulls", () => {
    const cards = [card("TSCAL1", 0.5), card("TZERO1", 10), card("TNULL1", -1), card("TNULL2", 7)];
    const found = tableOf({ rowLength: 4, rows: 2, bytes: big("Int16", 4, 7, -1, 8), forms: ["I", "I"], cards });
    expect(found.column("A")).toEqual(Float64Array.of(12, Number.NaN));
    expect(found.column("B")).toEqual(Int16Array.of(7, 8));
    expect(found.numbers("B")).toEqual(Float64Array.of(Number.NaN, 8));
  });

  it("have no null that is no whole number", () => {
    for (const form of ["J", "K"]) {
      const bytes = form === "J" ? big("Int32", 0, 7) : big("Int32", 0, 0, 0, 7);
      const rowLength = bytes.length / 2;
      const found = tableOf({ rowLength, rows: 2, bytes, forms: [form], cards: [card("TNULL1", 5e-324)] });
      expect(found.describe("A").null).toBeUndefined();
      expect(found.numbers("A")).toEqual(Float64Array.of(0, 7));
    }
  });

  it("of strings end at the first NUL and lose blanks at their end", () => {
    const bytes = new TextEncoder().encode("ab\0cde  f  g");
    const found = tableOf({ rowLength: 6, rows: 2, bytes, forms: ["3A", "3A"] });
    expect(found.strings("A")).toEqual(["ab", "  f"]);
    expect(found.strings("B")).toEqual(["cde", "  g"]);
  });

  it("of strings with TDIM are several per row", () => {
    const bytes = new TextEncoder().encode("ab cd e ");
    const found = tableOf({ rowLength: 8, rows: 1, bytes, forms: ["8A"], cards: [card("TDIM1", "(4,2)")] });
    expect(found.strings("A")).toEqual(["ab c", "d e"]);
  });

  it("of logicals know true, false and neither; of bits are one byte each", () => {
    const bytes = [...new TextEncoder().encode("TF\0"), 0b10100000, 0b01000000];
    const found = tableOf({ rowLength: 5, rows: 1, bytes, forms: ["3L", "10X"] });
    expect(found.column("A")).toEqual(Uint8Array.of(1, 0, 255));
    expect(found.column("B")).toEqual(Uint8Array.of(1, 0, 1, 0, 0, 0, 0, 0, 0, 1));
  });

  it("of complex numbers are pairs", () => {
    const bytes = [...big("Float32", 1, -2), ...big("Float64", 3, 4)];
    const found = tableOf({ rowLength: 24, rows: 1, bytes, forms: ["1C", "1M"] });
    expect(found.column("A")).toEqual(Float32Array.of(1, -2));
    expect(found.column("B")).toEqual(Float64Array.of(3, 4));
  });

  it("of variable length are arrays of arrays", () => {
    const bytes = [...big("Int32", 2, 0, 0, 0, 1, 5), 0, 1, 0, 2, 9, 0, 3];
    const found = tableOf({ rowLength: 8, rows: 3, bytes, forms: ["1PI(2)"], heap: 7 });
    expect(found.column("A")).toEqual([Int16Array.of(1, 2), new Int16Array(0), Int16Array.of(3)]);
    expect(() => found.numbers("A")).toThrow(/column A has the form 1PI\(2\)/);
  });

  it("can be empty, by rows or by repeat", () => {
    const none = tableOf({ rowLength: 4, rows: 0, bytes: [], forms: ["1J"] });
    expect(none.column("A")).toEqual(new Int32Array(0));
    const zero = tableOf({ rowLength: 2, rows: 1, bytes: [0, 1], forms: ["0D", "1I", "0A"] });
    expect(zero.column("A")).toEqual(new Float64Array(0));
    expect(zero.column("B")).toEqual(Int16Array.of(1));
    expect(zero.column("C")).toEqual([""]);
  });

  it("are found in other letters and by number; the error for one that is not there lists them", () => {
    const found = tableOf({ rowLength: 2, rows: 1, bytes: [0, 1], forms: ["1I"] });
    expect([found.has("a"), found.has(1), found.has("X")]).toEqual([true, true, false]);
    expect(found.column(1)).toEqual(found.column("a"));
    expect(() => found.column("X")).toThrow(/test\.fits, HDU 1: no column X; found A/);
    expect(() => found.strings("A")).toThrow(/strings were expected/);
  });

  it("read from an odd offset of a larger buffer", () => {
    const file = tableFile({ rowLength: 4, rows: 1, bytes: big("Int32", 7), forms: ["1J"] });
    const shifted = new Uint8Array(file.length + 3).subarray(3);
    shifted.set(file);
    expect(parseFits(shifted).table(1).column("A")).toEqual(Int32Array.of(7));
  });
});

describe("an ASCII table", () => {
  const cards = ["A4", "I4", "F6.2", "D8"].flatMap((form, i) => [
    card(`TTYPE${i + 1}`, String.fromCharCode(65 + i)),
    card(`TFORM${i + 1}`, form),
    card(`TBCOL${i + 1}`, [1, 5, 9, 15][i]),
  ]);
  const head = header(
    card("XTENSION", "TABLE"),
    card("BITPIX", 8),
    card("NAXIS", 2),
    card("NAXIS1", 22),
    card("NAXIS2", 3),
    card("PCOUNT", 0),
    card("GCOUNT", 1),
    card("TFIELDS", 4),
    ...cards,
    card("TNULL2", "-99"),
  );
  const row = (...[a, b, c, d]: readonly string[]) => a.padEnd(4) + b.padStart(4) + c.padStart(6) + d.padStart(8);
  const text = [row("ab", "12", "1.50", "1.5D+03"), row(" c", "-99", "125", "1"), row("", "", "-.5", "2.5-3")].join("");
  const file = parseFits(join(primary(), head, new TextEncoder().encode(text.padEnd(2880))));

  it("gives strings and doubles, with nulls, blanks as 0 and implied points", () => {
    const found = file.table(1);
    expect(found.strings("A")).toEqual(["ab", " c", ""]);
    expect(found.numbers("B")).toEqual(Float64Array.of(12, Number.NaN, 0));
    expect(found.numbers("C")).toEqual(Float64Array.of(1.5, 1.25, -0.5));
    expect(found.column("D")).toEqual(Float64Array.of(1500, 1, 0.0025));
  });
});

describe("a file of several units", () => {
  const twice = join(
    primary(),
    table({ rowLength: 2, rows: 1, bytes: [0, 1], forms: ["1I"], cards: [card("EXTNAME", "EVENTS")] }),
    table({ rowLength: 2, rows: 1, bytes: [0, 2], forms: ["1I"], cards: [card("EXTNAME", "gti")] }),
  );

  it("knows them by name in any letters, and by number", () => {
    const file = parseFits(twice, { name: "two.fits" });
    expect(file.table("events").numbers("A")).toEqual(Float64Array.of(1));
    expect(file.table("GTI")).toBe(file.hdus[2]);
    expect([file.has("GTI"), file.has("AEFF"), file.has(2), file.has(3)]).toEqual([true, false, true, false]);
    expect(file.image("primary").shape).toEqual([]);
  });

  it("says which there are when one is missing or of another kind", () => {
    const file = parseFits(twice, { name: "two.fits" });
    expect(() => file.table("EVENT")).toThrow("two.fits has no HDU EVENT; found PRIMARY, EVENTS, gti. Is it EVENTS?");
    expect(() => file.image("EVENTS")).toThrow(/two\.fits, HDU 1 \(EVENTS\) is of the kind table/);
  });

  it("ignores what comes after the last unit, with a warning", () => {
    const file = parseFits(join(twice, new Uint8Array(100)));
    expect(file.hdus.length).toBe(3);
    expect(file.warnings.join()).toContain("do not begin with XTENSION");
  });

  it("can lack the padding at its end, with a warning, but not data", () => {
    const short = parseFits(twice.subarray(0, twice.length - 2878));
    expect(short.warnings.join()).toContain("padding");
    expect(short.table("GTI").numbers("A")).toEqual(Float64Array.of(2));
    expect(() => parseFits(twice.subarray(0, twice.length - 2879))).toThrow(/HDU 2 \(gti\): the data is truncated/);
  });
});

it("a compressed table is refused when a column is asked for", () => {
  const cards = [card("ZTABLE", true)];
  const { table } = parseFits(tableFile({ rowLength: 1, rows: 1, bytes: [1], forms: ["1B"], cards }), {
    name: "z.fits",
  });
  expect(table(1).rowCount).toBe(1);
  expect(() => table(1).column("A")).toThrow(
    /z\.fits, HDU 1: the table is compressed \(ZTABLE = T\), which is not supp/,
  );
});
