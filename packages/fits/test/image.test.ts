import { describe, expect, it } from "vitest";
import { parseFits } from "../dist/index.js";
import { big, card, header, image, join, data as padded, raw } from "./build.ts";

function imageOf(...arguments_: Parameters<typeof image>) {
  return parseFits(image(...arguments_), { name: "test.fits" }).image(0);
}

describe("an image", () => {
  it("keeps the type of its pixels where nothing scales them", () => {
    expect(imageOf(8, [2], [1, 255]).data()).toEqual(Uint8Array.of(1, 255));
    expect(imageOf(16, [2], big("Int16", -1, 2)).data()).toEqual(Int16Array.of(-1, 2));
    expect(imageOf(32, [1], big("Int32", -5)).data()).toEqual(Int32Array.of(-5));
    expect(imageOf(64, [1], big("Int32", 1, 2)).data()).toEqual(BigInt64Array.of(4294967298n));
    expect(imageOf(-32, [2], big("Float32", 1.5, Number.NaN)).data()).toEqual(Float32Array.of(1.5, Number.NaN));
    expect(imageOf(-64, [2], big("Float64", 0.1, -0)).data()).toEqual(Float64Array.of(0.1, -0));
  });

  it("has its axes in the order of FITS", () => {
    expect(imageOf(8, [3, 2], [1, 2, 3, 4, 5, 6]).shape).toEqual([3, 2]);
  });

  it("is scaled into doubles, with NaN for blanks", () => {
    const scaled = imageOf(16, [3], big("Int16", 1, -9, 3), card("BSCALE", 2), card("BZERO", 1), card("BLANK", -9));
    expect(scaled.data()).toEqual(Float64Array.of(3, Number.NaN, 7));
    expect(scaled.raw()).toEqual(Int16Array.of(1, -9, 3));
  });

  it("keeps integers without scaling exact, and gives blanks as NaN in doubles", () => {
    const blanks = imageOf(16, [2], big("Int16", 5, -9), card("BLANK", -9));
    expect(blanks.data()).toEqual(Int16Array.of(5, -9));
    expect(blanks.numbers()).toEqual(Float64Array.of(5, Number.NaN));
  });

  it("knows unsigned integers", () => {
    expect(imageOf(16, [1], big("Int16", -32768), card("BZERO", 32768)).data()).toEqual(Uint16Array.of(0));
    expect(imageOf(8, [1], [0], card("BZERO", -128)).data()).toEqual(Int8Array.of(-128));
  });

  it("ignores BLANK of floating-point pixels", () => {
    expect(imageOf(-32, [1], big("Float32", 3), card("BLANK", 3)).numbers()).toEqual(Float64Array.of(3));
  });

  it("can have many planes, or an axis of length 0 beside a huge one", () => {
    expect(imageOf(8, [1, 1, 5000], new Uint8Array(5000)).shape).toEqual([1, 1, 5000]);
    expect(imageOf(8, [0, 1, 2 ** 40], []).data()).toEqual(new Uint8Array(0));
  });
});

describe("random groups", () => {
  const head = header(
    card("SIMPLE", true),
    card("BITPIX", 16),
    card("NAXIS", 2),
    card("NAXIS1", 0),
    card("NAXIS2", 2),
    card("GROUPS", true),
    card("PCOUNT", 3),
    card("GCOUNT", 2),
    card("PTYPE1", "UU"),
    card("PTYPE2", "DATE"),
    card("PTYPE3", "DATE"),
    card("PSCAL2", 100),
    raw(""),
  );
  const file = parseFits(join(head, padded(big("Int16", 1, 2, 3, 10, 11, 4, 5, 6, 12, 13))));
  const groups = file.hdu(0);

  it("give their parameters, added up where a name stands twice, and their arrays", () => {
    if (groups.kind !== "groups") throw new Error(groups.kind);
    expect([groups.groupCount, groups.shape, groups.parameterNames]).toEqual([2, [2], ["UU", "DATE", "DATE"]]);
    expect(groups.parameter("UU")).toEqual(Float64Array.of(1, 4));
    expect(groups.parameter("DATE")).toEqual(Float64Array.of(203, 506));
    expect(groups.parameter(2)).toEqual(Float64Array.of(3, 6));
    expect(groups.numbers()).toEqual(Float64Array.of(10, 11, 12, 13));
    expect(() => groups.parameter("VV")).toThrow(/no parameter VV; found UU, DATE, DATE/);
  });
});
