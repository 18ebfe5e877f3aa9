import { isGammakitError } from "@gammakit/core";
import { expect, it } from "vitest";
import {
  isReservedKeyword,
  parseFits,
  type WritableCell,
  type WritableHdu,
  type WritableHeader,
  writeFits,
} from "../../dist/index.js";

/** The lines of the header of a file's first unit, without the blank ones at its end. */
function lines(hdus: readonly WritableHdu[]): string[] {
  const text = new TextDecoder("latin1").decode(writeFits(hdus));
  const all = text.slice(0, text.indexOf(`END${" ".repeat(77)}`)).match(/.{80}/gs) ?? [];
  return all.map((line) => line.trimEnd());
}

function card(header: WritableHeader): string {
  return lines([{ kind: "image", header }])[3];
}

function refusal(write: () => unknown): string {
  try {
    write();
  } catch (error) {
    if (isGammakitError(error, "invalid-input")) return error.message;
    throw error;
  }
  return "nothing was refused";
}

it("a file of no units is an empty primary unit of one block", () => {
  const bytes = writeFits([]);
  expect(bytes.length).toBe(2880);
  expect(lines([]).slice(0, 3)).toEqual([
    "SIMPLE  =                    T",
    "BITPIX  =                    8",
    "NAXIS   =                    0",
  ]);
});

it("a table comes after an empty primary unit", () => {
  const file = parseFits(writeFits([{ kind: "table", name: "EVENTS", columns: [{ name: "TIME", data: [1, 2] }] }]));
  expect(file.hdus.map(({ kind, name }) => [kind, name])).toEqual([
    ["image", "PRIMARY"],
    ["table", "EVENTS"],
  ]);
  expect(file.hdus[0].header.boolean("EXTEND")).toBe(true);
});

it("numbers are written with the fewest digits that give them back", () => {
  expect(card({ A: 0.1 })).toBe("A       =                  0.1");
  expect(card({ A: 1e-12 })).toBe("A       =              1.0E-12");
  expect(card({ A: 1e21 })).toBe("A       =              1.0E+21");
  expect(card({ A: 5e-324 })).toBe("A       =             5.0E-324");
  expect(card({ A: -0 })).toBe("A       =                 -0.0");
  expect(card({ A: 51544 })).toBe("A       =                51544");
  expect(card({ A: 2n ** 63n })).toBe("A       =  9223372036854775808");
  expect(card({ A: -1.7976931348623157e308 })).toBe("A       = -1.7976931348623157E+308");
  expect(card({ A: [1, -0.5] })).toBe("A       =            (1, -0.5)");
  expect(card({ A: true })).toBe("A       =                    T");
  expect(card({ A: undefined })).toBe("A       =");
});

it("strings are in quotes, quotes are doubled, and comments begin in column 32", () => {
  expect(card({ A: "it's" })).toBe("A       = 'it''s   '");
  expect(card({ A: "" })).toBe("A       = '        '");
  expect(card({ A: { value: "x", comment: "why" } })).toBe("A       = 'x       '           / why");
  expect(card({ A: { value: 1, comment: "c".repeat(80) } })).toHaveLength(80);
});

it("a short keyword is in capitals, a long one follows the HIERARCH convention", () => {
  expect(card({ telescop: "x" })).toBe("TELESCOP= 'x       '");
  expect(card({ "ESO TEL ALT": 12.5 })).toBe("HIERARCH ESO TEL ALT = 12.5");
  expect(card({ fit_statistic: "cash" })).toBe("HIERARCH fit_statistic = 'cash    '");
  expect(card({ "HIERARCH creator": 1 })).toBe("HIERARCH creator = 1");
});

it("a long string goes on in CONTINUE cards, and LONGSTRN says so", () => {
  const value = `${"it's & ".repeat(38)}end&`;
  const header = [{ keyword: "LONG", value, comment: "at the end" }];
  const written = lines([{ kind: "image", header }]);
  expect(written.filter((line) => line.startsWith("CONTINUE")).length).toBeGreaterThan(3);
  expect(written.some((line) => line.startsWith("LONGSTRN= 'OGIP 1.0'"))).toBe(true);
  const [hdu] = parseFits(writeFits([{ kind: "image", header }])).hdus;
  expect(hdu.header.get("LONG")).toBe(value);
  expect(hdu.header.cards.find(({ keyword }) => keyword === "LONG")?.comment).toBe("at the end");
});

it("commentary is broken every 72 characters and at new lines", () => {
  const [hdu] = parseFits(writeFits([{ kind: "image", header: { HISTORY: `${"x".repeat(100)}\nend` } }])).hdus;
  expect(hdu.header.history).toEqual(["x".repeat(72), "x".repeat(28), "end"]);
});

it("the 32-bit words of a unit add up to all ones", () => {
  const bytes = writeFits([{ kind: "image", data: Float64Array.from({ length: 777 }, (_, i) => Math.sin(i)) }]);
  const view = new DataView(bytes.buffer);
  let sum = 0n;
  for (let at = 0; at < bytes.length; at += 4) sum += BigInt(view.getUint32(at));
  while (sum > 0xffffffffn) sum = (sum & 0xffffffffn) + (sum >> 32n);
  expect(sum).toBe(0xffffffffn);
});

it("data are padded with zeros, headers with blanks, to blocks of 2880 bytes", () => {
  const bytes = writeFits([{ kind: "image", data: Uint8Array.of(1, 2, 3) }]);
  expect(bytes.length).toBe(5760);
  expect(Array.from(bytes.subarray(2880, 2884))).toEqual([1, 2, 3, 0]);
  expect(bytes[2879]).toBe(0x20);
});

it("what describes the form of a unit cannot be set in its header", () => {
  expect(isReservedKeyword("ttype12")).toBe(true);
  expect(isReservedKeyword("TBCOL3")).toBe(true);
  expect(isReservedKeyword("TELESCOP")).toBe(false);
  expect(refusal(() => card({ NAXIS1: 3 }))).toBe(
    "HDU 0: NAXIS1 is written from the data and cannot be set. Leave it out of the header.",
  );
});

it("headers refuse what they cannot hold", () => {
  expect(refusal(() => card({ A: Number.NaN }))).toBe("HDU 0, A: a header cannot hold NaN. Leave the value undefined.");
  expect(refusal(() => card({ A: "σ" }))).toContain('A: the value has the character "σ"');
  expect(refusal(() => card({ A: { value: 1, comment: "a\nb" } }))).toContain("the comment of A");
  expect(refusal(() => card({ "A=B and more": 1 }))).toContain('"A=B and more" cannot be a keyword');
  expect(refusal(() => card({ ["X".repeat(70)]: 1 }))).toContain("leaves no room for its value");
  expect(refusal(() => card({ ["X".repeat(70)]: "text" }))).toContain("leaves no room for its value");
});

/** Why a table of these columns is refused. */
function table(...columns: Extract<WritableHdu, { kind: "table" }>["columns"]): string {
  return refusal(() => writeFits([{ kind: "table", name: "T", columns }]));
}

it("columns refuse what they cannot hold, and say what to do", () => {
  expect(table({ name: "N", type: "J", data: [1, Number.NaN] })).toBe(
    "HDU 1 (T), column N: element 2 is NaN, and the column holds integers (J). Give the column a null, or use type D.",
  );
  expect(table({ name: "N", type: "I", data: [40000] })).toContain("40000, beyond the range of type I");
  expect(table({ name: "N", type: "K", data: [2 ** 63] })).toContain("beyond the range of type K");
  expect(table({ name: "N", type: "J", data: [0.5] })).toContain("0.5, and the column holds integers");
  expect(table({ name: "N", type: "E", data: [1e300] })).toContain("beyond the range of type E");
  expect(table({ name: "N", type: "D", data: BigInt64Array.of(2n ** 53n + 1n) })).toContain(
    "more digits than a double",
  );
  expect(table({ name: "N", type: "D", data: ["x"] })).toContain("element 1 is x, not a number");
  expect(table({ name: "N", type: "L", data: [2] })).toContain("type L is for true and false");
  expect(table({ name: "N", data: ["naïve"] })).toContain('element 1 has the character "ï"');
  expect(table({ name: "N", data: [1], unit: "µm" })).toBe(
    'HDU 1 (T), column N: the unit has the character "µ", and FITS knows printable ASCII only. Replace it.',
  );
  expect(table({ name: "N", data: ["abc"], width: 2 })).toContain("width is 2, but the longest string has 3");
  expect(table({ name: "N", data: [1, 2, 3], shape: [2] })).toContain("3 values do not make whole cells of 2");
  expect(table({ name: "N", data: [1], null: 0 })).toContain("null is for columns of integers");
  expect(table({ name: "a", data: [1] }, { name: "A", data: [1] })).toContain("two columns are named A");
  expect(table({ name: "a", data: [1] }, { name: "b", data: [1, 2] })).toContain("column b has 2 rows, where 1");
  expect(table({ name: " a", data: [1] })).toContain('" a" cannot be the name of a column');
  expect(table({ name: "", data: [1] })).toContain("cannot be the name of a column");
  expect(refusal(() => writeFits([{ kind: "image", data: new Uint8Array(5), shape: [2, 3] }]))).toContain("[2, 3]");
});

it("what a bit, a complex number, a scaled integer or a variable-length array cannot be is refused with the column", () => {
  expect(table({ name: "X", type: "X", data: [2] })).toContain("column X: element 1 is 2; type X is for bits");
  expect(table({ name: "C", type: "C", data: [1, 2, 3] })).toContain("3 values do not make whole cells of 2");
  const scaling = { scale: 0.1, zero: 0 };
  expect(table({ name: "S", data: [1], scaling })).toContain(
    "scaling is for columns of integers, and this one is of type D",
  );
  expect(table({ name: "S", type: "I", data: [1e4], scaling })).toContain(
    "element 1 is 10000, beyond the range of type I",
  );
  expect(table({ name: "S", type: "I", data: [1], scaling: { scale: 0, zero: 0 } })).toContain("the scale not 0");
  const cells = (...list: readonly WritableCell[]) => ({ name: "V", cells: list });
  expect(table(cells(Uint8Array.of(1), Int16Array.of(1)))).toContain("column V: row 2 is of another type");
  expect(table(cells([1], "a"))).toContain("row 2 is of another type");
  expect(table({ ...cells("a"), type: "J" })).toContain("type J cannot hold a string");
  expect(table({ ...cells([1]), type: "C" })).toContain("column V, row 1: 1 numbers do not make whole complex numbers");
  expect(table({ ...cells([1.5]), type: "J" })).toContain("column V, row 1: element 1 is 1.5");
  expect(table({ ...cells(["a"] as never) })).toContain("column V");
  expect(table(cells("é"))).toContain('the character "é"');
  expect(table(cells([1], [2]), { name: "A", data: [1] })).toContain("column A has 1 rows, where 2 were expected");
});

it("NaN becomes the null of a column of integers", () => {
  const columns = [{ name: "N", type: "J", null: -1, data: [1, Number.NaN] }] as const;
  const table = parseFits(writeFits([{ kind: "table", columns }])).table(1);
  expect(table.column("N")).toEqual(Int32Array.of(1, -1));
  expect(table.numbers("N")).toEqual(Float64Array.of(1, Number.NaN));
});

it("numbers 1, 0 and 255 are stored as logicals", () => {
  const table = parseFits(writeFits([{ kind: "table", columns: [{ name: "L", type: "L", data: [1, 0, 255] }] }])).table(
    1,
  );
  expect(table.column("L")).toEqual(Uint8Array.of(1, 0, 255));
});

it("a header that was read can be written again but for the reserved keywords", () => {
  const header = {
    TELESCOP: { value: "HESS", comment: "who" },
    "fit.stat": 1.5,
    COMMENT: "two\nlines",
    LONG: "x".repeat(300),
  };
  const [first] = parseFits(writeFits([{ kind: "image", header }])).hdus;
  const copied = first.header.cards.filter(({ keyword }) => !isReservedKeyword(keyword));
  const [second] = parseFits(writeFits([{ kind: "image", header: copied }])).hdus;
  const plain = (hdu: typeof first) =>
    hdu.header.cards.map(({ keyword, value, comment }) => ({ keyword, value, comment }));
  expect(plain(second)).toEqual(plain(first));
});
