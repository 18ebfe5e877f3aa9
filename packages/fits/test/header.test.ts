import { isGammakitError } from "@gammakit/core";
import { describe, expect, it } from "vitest";
import { parseFits, verifyFits } from "../dist/index.js";
import { card, primary, raw } from "./build.ts";

/** The header of a file whose first unit has these cards. */
function headerOf(...cards: readonly string[]) {
  return parseFits(primary(...cards), { name: "test.fits" }).hdu(0).header;
}

describe("values of a header", () => {
  it.each([
    ["K       = '1 / (cm2 s TeV)'   / unit", "1 / (cm2 s TeV)", "unit"],
    ["K       = 'it''s'", "it's", ""],
    ["K       = ''", "", ""],
    ["K       = '  ab  '/c", "  ab", "c"],
    ["K       =                    T / logical", true, "logical"],
    ["K       = F", false, ""],
    ["K       = 1.5D+03", 1500, ""],
    ["K       = -5.e-4", -0.0005, ""],
    ["K       = +42 / x", 42, "x"],
    ["K       = 0012", 12, ""],
    ["K       = 9223372036854775807", 9223372036854775807n, ""],
    ["K       = -9007199254740993", -9007199254740993n, ""],
    ["K       = (1.5, -2)", [1.5, -2], ""],
    ["K       =", undefined, ""],
    ["K       =   / nothing", undefined, "nothing"],
  ])("%s", (text, value, comment) => {
    const header = headerOf(raw(text));
    expect(header.get("K")).toEqual(value);
    expect(header.cards[3].comment).toBe(comment);
  });

  it.each(["0x1F", "1.5.2", "1E", "E5", "Infinity", "1e999", "--1", "T.", "1 2", "+", "."])(
    "%s is no value, and no number that JavaScript would make of it",
    (text) => {
      const header = headerOf(raw(`K       = ${text}`));
      expect(header.get("K")).toBeUndefined();
      expect(header.cards[3].problem).toContain(text);
      expect(() => header.number("K")).toThrow(/test\.fits.*HDU 0.*K.*is not a FITS value/);
    },
  );

  it("are undefined for a string without its closing quote", () => {
    expect(headerOf(raw("K       = 'open")).cards[3].problem).toContain("closing quote");
  });

  it("are asked for by type", () => {
    const header = headerOf(
      card("N", 2),
      card("S", "two"),
      card("L", true),
      raw("B = 9223372036854775807".padStart(0)),
    );
    expect([header.number("N"), header.string("N"), header.boolean("N")]).toEqual([2, undefined, undefined]);
    expect([header.number("S"), header.string("S"), header.boolean("L")]).toEqual([undefined, "two", true]);
  });

  it("are found in lower case, and the first of two counts", () => {
    const header = headerOf(card("TWICE", 1), card("TWICE", 2));
    expect(header.get("twice")).toBe(1);
    expect(header.has("Twice")).toBe(true);
    expect(header.has("NEVER")).toBe(false);
  });
});

describe("cards of more than one kind", () => {
  it("CONTINUE makes one string of several", () => {
    const header = headerOf(
      raw("LONG    = 'one &' / first"),
      raw("CONTINUE  'two &'"),
      raw("CONTINUE  'three' / last"),
      card("NEXT", 1),
    );
    expect(header.get("LONG")).toBe("one two three");
    expect(header.cards[3].comment).toBe("first last");
    expect(header.get("NEXT")).toBe(1);
  });

  it("an ampersand without CONTINUE stays", () => {
    expect(headerOf(raw("K       = 'you & me &'")).get("K")).toBe("you & me &");
  });

  it("CONTINUE after something else is a card of its own, of which verify tells", () => {
    const file = parseFits(primary(card("K", 1), raw("CONTINUE  'lost'")));
    expect(file.hdu(0).header.cards.map(({ keyword }) => keyword)).toContain("CONTINUE");
    expect(verifyFits(file).join()).toContain("CONTINUE");
  });

  it("HIERARCH keywords are known without that word", () => {
    const header = headerOf(raw("HIERARCH ESO TEL AIRM START = 1.234 / airmass"), raw("HIERARCH CTA OBS ID=5"));
    expect(header.number("ESO TEL AIRM START")).toBe(1.234);
    expect(header.number("CTA OBS ID")).toBe(5);
  });

  it("comments and history are lists of texts", () => {
    const header = headerOf(raw("COMMENT one"), raw("HISTORY two = 2"), raw("COMMENT = 'three'"));
    expect(header.comments).toEqual(["one", "= 'three'"]);
    expect(header.history).toEqual(["two = 2"]);
  });

  it("more than 600 cards are all there", () => {
    const many = Array.from({ length: 1000 }, (_, i) => card(`K${i}`, i));
    expect(headerOf(...many).get("K999")).toBe(999);
  });

  it("a keyword named as a property of objects is a keyword", () => {
    const header = headerOf(raw("__proto__= 'x'"), card("TOSTRING", 1));
    expect(header.get("CONSTRUCTOR")).toBeUndefined();
    expect(header.has("hasOwnProperty")).toBe(false);
    expect(header.get("TOSTRING")).toBe(1);
  });
});

it("an error of a header is a GammakitError that says where", () => {
  try {
    parseFits(new TextEncoder().encode(`${card("SIMPLE", true)}${card("BITPIX", 7)}${raw("END")}`.padEnd(2880)), {
      name: "bad.fits",
    });
    expect.unreachable();
  } catch (error) {
    expect(isGammakitError(error, "invalid-file")).toBe(true);
    expect(String(error)).toMatch(/bad\.fits, HDU 0 \(PRIMARY\): BITPIX = 7/);
  }
});
