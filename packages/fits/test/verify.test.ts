import { describe, expect, it } from "vitest";
import { parseFits, verifyFits } from "../dist/index.js";
import { big, card, header, image, join, primary, raw, tableFile } from "./build.ts";

/** What `verify` says of a file. */
function problemsOf(bytes: Uint8Array<ArrayBuffer>): string {
  return verifyFits(parseFits(bytes, { name: "test.fits" })).join("\n");
}

describe("a look at a file by the standard", () => {
  it("finds nothing wrong with a sound file", () => {
    expect(problemsOf(tableFile({ rowLength: 2, rows: 1, bytes: [0, 1], forms: ["1I"] }))).toBe("");
  });

  it("compares DATASUM with the data: the sum of its 32-bit words", () => {
    const sound = (sum: string) => problemsOf(image(32, [3], big("Int32", 1, 2, 3), card("DATASUM", sum)));
    expect(sound("6")).toBe("");
    expect(sound("7")).toContain("DATASUM = 7, but the data sums to 6");
    // The carry comes in at the lower end: 2·(2^31 − 1) + 5 = 2^32 + 3, which is 4.
    const large = big("Int32", 0x7fffffff, 0x7fffffff, 5);
    expect(problemsOf(image(32, [3], large, card("DATASUM", "4")))).toBe("");
  });

  it("tells of cards that are not as they should be, with the unit", () => {
    const odd = primary(raw("K       = 1x"), card("DATE-OBS", "yesterday"), card("EQUINOX", ""), raw("lower   = 1"));
    const found = problemsOf(odd);
    for (const word of ["K: ", "DATE-OBS", "EQUINOX", '"lower"']) expect(found).toContain(word);
    expect(found).toContain("test.fits, HDU 0 (PRIMARY)");
  });

  it("tells of each of very many odd cards", () => {
    const cards = raw("K       = 1x").repeat(150_000);
    expect(verifyFits(parseFits(primary(cards))).length).toBe(150_000);
  }, 60_000);

  it("tells of extensions without the keywords they must have", () => {
    const bare = header(card("XTENSION", "IMAGE"), card("BITPIX", 8), card("NAXIS", 0));
    expect(problemsOf(join(primary(), bare))).toContain("PCOUNT");
  });

  it("tells of values in columns that the form does not allow", () => {
    const bytes = [0x54, 0x78, 0xe9];
    const found = problemsOf(tableFile({ rowLength: 3, rows: 1, bytes, forms: ["2L", "1A"] }));
    expect(found).toContain("column A has values other than T and F");
    expect(found).toContain("column B has characters");
  });
});
