import { beforeAll, describe, expect, it } from "vitest";
import { parseFits } from "../dist/index.js";
import { big, card, image, primary, raw, tableFile } from "./build.ts";

// Each of these is a defect of fitsjs 0.6.6 that this package overrides. When one of these tests fails, fitsjs has
// repaired it, and the override can be looked at again.

type Fitsjs = typeof import("fitsjs");
let FITS: Fitsjs["astro"]["FITS"];

beforeAll(async () => {
  const isOwn = Object.hasOwn(File.prototype, "slice");
  const loaded = (await import("fitsjs" as string)) as { default: Fitsjs };
  FITS = loaded.default.astro.FITS;
  // It writes to the globals; other files of tests find them as they were.
  if (!isOwn) Reflect.deleteProperty(File.prototype, "slice");
});

/** The header of fitsjs from these cards. */
function original(...cards: readonly string[]) {
  return new FITS.Header([card("SIMPLE", true), card("BITPIX", 8), card("NAXIS", 0), ...cards, raw("END")].join(""));
}

describe("the header of fitsjs itself", () => {
  it.each([
    ["cuts strings at a slash", "K       = '1 / (cm2 s TeV)'", "1 / (cm2 s TeV)"],
    ["keeps two quotes as two", "K       = 'it''s'", "it's"],
    ["reads a D exponent as nothing", "K       = 1.5D+03", 1500],
    ["rounds 64-bit integers", "K       = 9223372036854775807", 9223372036854775807n],
    ["has logicals as letters", "K       =                    T", true],
    ["makes NaN of complex numbers", "K       = (1.0, 2.0)", [1, 2]],
    ["takes the blanks off the left of strings", "K       = '  ab'", "  ab"],
  ])("%s", (_, text, right) => {
    expect(original(raw(text)).get("K")).not.toEqual(right);
    expect(
      parseFits(primary(raw(text)))
        .hdu(0)
        .header.get("K"),
    ).toEqual(right);
  });

  it("knows neither CONTINUE nor HIERARCH", () => {
    const found = original(raw("K       = 'one &'"), raw("CONTINUE  'two'"), raw("HIERARCH ESO TEL ALT = 1.5"));
    expect(found.get("K")).not.toBe("one two");
    expect(found.contains("ESO TEL ALT")).toBe(false);
  });

  it("stops after 600 cards", () => {
    const many = Array.from({ length: 700 }, (_, i) => card(`K${i}`, i));
    expect(original(...many).contains("K699")).toBe(false);
  });

  it("throws a string at BITPIX = 64", () => {
    const cards = [card("SIMPLE", true), card("BITPIX", 64), card("NAXIS", 0), raw("END")];
    expect(() => new FITS.Header(cards.join(""))).toThrow("BITPIX value 64 is not permitted");
  });
});

describe("the image of fitsjs itself", () => {
  const frame = (bitpix: number, bytes: readonly number[], zero = 0) => {
    const { buffer } = Uint8Array.from(bytes);
    const head = { get: () => 1, contains: () => true };
    return new FITS.Image(head, undefined)._getFrame(buffer, bitpix, zero, 1);
  };

  it("makes garbage of doubles", () => {
    expect(Array.from(frame(-64, big("Float64", 1.5)))).not.toEqual([1.5]);
    expect(
      parseFits(image(-64, [1], big("Float64", 1.5)))
        .image(0)
        .data(),
    ).toEqual(Float64Array.of(1.5));
  });

  it("wraps unsigned integers around", () => {
    expect(Array.from(frame(16, big("Int16", 0, 32767), 32768))).not.toEqual([32768, 65535]);
  });
});

describe("the binary table of fitsjs itself", () => {
  const rows = (form: string, length: number, bytes: readonly number[], ...cards: readonly string[]) => {
    const file = tableFile({ rowLength: length, rows: 1, bytes, forms: [form], cards });
    const values = parseFits(file).table(1).header;
    const head = { get: (k: string) => values.get(k) ?? null, contains: (k: string) => values.has(k) };
    const found = new FITS.BinaryTable(head, Uint8Array.from(bytes).buffer).getRows(0, 1)[0].A;
    return { found, right: parseFits(file).table(1).column("A") };
  };

  it("makes garbage of 64-bit integers", () => {
    const { found, right } = rows("1K", 8, big("Int32", 1, 2));
    expect(found).not.toEqual(4294967298);
    expect(right).toEqual(BigInt64Array.of(4294967298n));
  });

  it("does not scale", () => {
    const { found, right } = rows("1I", 2, big("Int16", 3), card("TSCAL1", 2));
    expect(found).toBe(3);
    expect(right).toEqual(Float64Array.of(6));
  });

  it("takes a repeat of 0 for 1", () => {
    const found = rows("0I", 2, big("Int16", 3));
    expect(found.found).toBe(3);
    expect(found.right).toEqual(new Int16Array(0));
  });

  it("miscounts the bytes of bits", () => {
    expect(rows("24X", 3, [1, 2, 3]).found).toHaveLength(24 + 1 - 1);
  });
});

describe("the ASCII table of fitsjs itself", () => {
  it("splits at blanks, wherever the columns are", () => {
    const answers: Record<string, unknown> = { NAXIS1: 6, NAXIS2: 1, TFIELDS: 1, PCOUNT: 0, TFORM1: "A6", TTYPE1: "A" };
    const head = { get: (k: string) => answers[k] ?? null, contains: (k: string) => k in answers };
    const bytes = new TextEncoder().encode("ab  cd");
    expect(new FITS.Table(head, bytes.buffer as ArrayBuffer).getRows(0, 1)[0].A).toBe("ab");
  });
});
