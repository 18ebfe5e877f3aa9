import { createRegistry, type PixelRegion, type Region, type SkyPosition } from "@gammakit/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Ds9Region,
  ds9Reader,
  ds9Writer,
  ioPlugin,
  readDs9Regions,
  type WritableDs9Region,
  writeDs9Regions,
} from "../../src/index.ts";

const center: SkyPosition = { frame: "icrs", lon: 83.63, lat: 22.01 };
const circle: Region = { kind: "circle", center, radius: 0.5 };
const only = (text: string): Ds9Region => {
  const { regions, warnings } = readDs9Regions(text);
  expect(warnings).toEqual([]);
  expect(regions).toHaveLength(1);
  return regions[0];
};

describe("reading", () => {
  test("a circle, with and without brackets, in degrees, minutes, seconds, radians and sexagesimal", () => {
    for (const text of [
      "icrs;circle(83.63,22.01,0.5)",
      "icrs\ncircle 83.63 22.01 0.5",
      "ICRS\r\nCircle( 83.63d , 22.01d , 30' )",
      'icrs;circle(05:34:31.2, +22:00:36, 1800")',
      'icrs;circle(5h34m31.2s,22d0m36s,1800")',
    ]) {
      const { plane, region, include } = only(text);
      expect([plane, include]).toEqual(["sky", true]);
      if (region.kind !== "circle" || !("center" in region)) throw new Error(text);
      expect(region.center.lon).toBeCloseTo(83.63, 12);
      expect(region.center.lat).toBeCloseTo(22.01, 12);
      expect(region.radius).toBeCloseTo(0.5, 14);
    }
  });

  test("longitudes with colons are degrees where the longitude is not a right ascension", () => {
    const { region } = only("galactic;circle(+292:00:04.651,+01:45:41.444,18.5108)");
    if (!("center" in region)) throw new Error();
    expect(region.center.frame).toBe("galactic");
    expect(region.center.lon).toBeCloseTo(292 + 4.651 / 3600, 12);
  });

  test("half axes of ellipses, whole sides of boxes, and pixels from 0", () => {
    expect(only("icrs;ellipse(83.63,22.01,2,1,30)").region).toEqual({
      ...{ kind: "ellipse", center, width: 4, height: 2, angle: 30 },
    });
    expect(only("image;box(10,20,4,2,30)").region).toEqual({
      ...{ kind: "rectangle", x: 9, y: 19, width: 4, height: 2, angle: 30 },
    });
  });

  test("several rings of one shape are as many regions", () => {
    const kinds = (text: string) => readDs9Regions(text).regions.map(({ region }) => region.kind);
    expect(kinds("image;annulus(1,2,0,1,2,3)")).toEqual(["annulus", "annulus", "annulus"]);
    expect(kinds("image;ellipse(1,2,1,1,2,2,3,3,0)")).toEqual(["elliptical-annulus", "elliptical-annulus"]);
    expect(kinds("image;box(1,2,1,1,2,2,0)")).toEqual(["rectangular-annulus"]);
  });

  test("signs, labels, groups and properties; those of a line before those of the file", () => {
    const text = `global color=green font="helvetica 10 normal" include=1 source
fk5
-circle(1,2,3) # color=red point=cross 15 text={a; b} tag={x} tag='y' background || what else`;
    const { include, text: label, tags, properties } = only(text);
    expect([include, label, tags]).toEqual([false, "a; b", ["x", "y"]]);
    expect(properties).toEqual({
      ...{ color: "red", font: "helvetica 10 normal", include: "1", source: "1", point: "cross 15", background: "1" },
    });
    expect(only("global include=0\nicrs;circle(1,2,3)").include).toBe(false);
    expect(only("global include=0\nicrs;+circle(1,2,3)").include).toBe(true);
  });

  test("names of properties are data, whatever they are", () => {
    const { properties } = only("icrs;circle(1,2,3) # __proto__=polluted constructor=x");
    expect(Object.keys(properties)).toEqual(["__proto__", "constructor"]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(properties)).toBe(Object.prototype);
  });

  test("comments are none of it, a shape in one neither", () => {
    const text =
      "\uFEFF# circle(1,2,3); circle(4,5,6)\n## -box(1,2,3,4,5)\n\nicrs # the system\ncircle(1,2,3) # don't; +point(4,5)";
    expect(readDs9Regions(text).regions.map(({ region }) => region.kind)).toEqual(["circle", "point"]);
  });

  test.each([
    ["icrs;panda(1,2,0,360,4,0,1,1)", 'line 1: "panda" is no region; skipped'],
    ["icrs\n# text(1,2) text={x}", 'line 2: "text" is no region; skipped'],
    ["icrs\n# vector(1,2,3,4) vector=1", 'line 2: "vector" is no region; skipped'],
    ["physical\ncircle(1,2,3)", 'line 2: circle skipped: its coordinate system is "physical"'],
    ["\n\ncircle(1,2,3)", "line 3: circle skipped: it has no coordinate system"],
    ["icrs;nonsense;circle(1,2,3)", 'its coordinate system is "nonsense"'],
    ["icrs;squircle(1,2,3)", '"squircle" is neither a coordinate system nor a shape'],
    ["icrs;circle(1,2,3p)", "line 1: circle: the size 3p is in pixels"],
    ['image;circle(1,2,3")', 'line 1: circle: the size 3" is not in pixels'],
    ["image;circle(1d,2,3)", "line 1: circle: the position 1d is not in pixels"],
  ])("%j is skipped with a warning that names line and shape", (text, message) => {
    const { regions, warnings } = readDs9Regions(text);
    expect(regions).toEqual([]);
    expect(warnings.map((warning) => warning.message).join("\n")).toContain(message);
  });

  test.each([
    ["icrs;circle(1,2)", "line 1: circle: has 2 numbers, and needs x, y and a radius"],
    ["icrs\ncircle(1,2,3,4)", "line 2: circle: has 4 numbers"],
    ["icrs;circle(1,2,-3)", "the size -3 must be positive"],
    ["icrs;circle(1,2,nan)", '"nan" is no number'],
    ["icrs;circle(1,2,1e999)", '"1e999" is no number'],
    ["icrs;circle(1,2,0x10)", '"0x10" is no number'],
    ["icrs;circle(1,,3)", '"" is no number'],
    ["icrs;circle(1,91,3)", "91° is beyond a pole"],
    ["icrs;circle(24:00:00,2,3)", "24 hours or more"],
    ["icrs;circle(1:61:00,2,3)", "minutes or seconds of 60 or more"],
    ["icrs;circle(1',2,3)", "the position 1' must be in degrees"],
    ["icrs;box(1,2,3,4,5')", "the angle 5' must be in degrees (d) or radians (r)"],
    ["icrs;circle(1,2,3h)", "the size 3h is in hours"],
    ["icrs;polygon(1,2,3,4)", "x and y of three vertices or more"],
    ["icrs;annulus(1,2,3,3)", "a ring from 3 to 3 has no inside"],
    ["icrs;circle(1,2,3", 'must be numbers between "(" and ")"'],
    ["icrs;circle(1,2,3)x", "and nothing behind"],
    ["fk5, circle(1,2,3)", '"fk5" must be followed by'],
    [`global ${Array.from({ length: 65 }, (_, k) => `a${k}=1`).join(" ")}`, "more than 64 global properties"],
    ["(1,2,3)", "is neither a coordinate system nor a shape"],
    [`icrs;circle(${"9".repeat(500)},2,3)`, "…"],
  ])("%j is refused in words", (text, message) => {
    expect(() => readDs9Regions(text, { name: "a.reg" })).toThrow(message);
    expect(() => readDs9Regions(text, { name: "a.reg" })).toThrow("a.reg, line ");
  });

  test("a long line, many statements and deep brackets are read or refused at once", () => {
    expect(readDs9Regions(`icrs;${"circle(1,2,3);".repeat(50_000)}`).regions).toHaveLength(50_000);
    expect(readDs9Regions(`icrs;circle(1,2,3) # ${"a ".repeat(200_000)}`).regions).toHaveLength(1);
    expect(readDs9Regions(`icrs;circle(1,2,3) # x=${"1 ".repeat(200_000)}`).regions).toHaveLength(1);
    expect(readDs9Regions(`icrs;circle(1,2,3) # ${"text={".repeat(50_000)}`).regions).toHaveLength(1);
    expect(() => readDs9Regions(`icrs;circle${"(".repeat(200_000)}`)).toThrow("line 1");
    expect(() => readDs9Regions(`icrs;circle(${" ".repeat(200_000)}x`)).toThrow("line 1");
  });
});

/** Text has no -0. */
const number = fc.double({ min: -300, max: 300, noNaN: true }).map((value) => value + 0);
const size = fc.double({ min: 1e-6, max: 80, noNaN: true });
const position = fc
  .tuple(fc.double({ min: 0, max: 359.999, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true }))
  .map(([lon, lat]) => ({ lon: lon + 0, lat: lat + 0 }));
const hollow = fc.tuple(size, size, size, size).map(([a, b, c, d]) => {
  return { innerWidth: a, innerHeight: b, outerWidth: 2 * (a + c), outerHeight: 2 * (b + d) };
});
const sizes = fc.oneof(
  size.map((radius) => ({ kind: "circle" as const, radius })),
  fc.tuple(size, size).map(([a, b]) => ({ kind: "annulus" as const, innerRadius: a, outerRadius: 2 * (a + b) })),
  fc.record({
    kind: fc.constantFrom("ellipse" as const, "rectangle" as const),
    width: size,
    height: size,
    angle: number,
  }),
  fc
    .tuple(fc.constantFrom("elliptical-annulus" as const, "rectangular-annulus" as const), hollow, number)
    .map(([kind, all, angle]) => ({ kind, ...all, angle })),
  fc.constant({ kind: "point" as const }),
);
const skyRegion = fc.constantFrom("icrs" as const, "galactic" as const).chain((frame): fc.Arbitrary<Region> => {
  const at = position.map((place): SkyPosition => ({ frame, ...place }));
  return fc.oneof(
    fc.tuple(at, sizes).map(([where, shape]) => ({ ...shape, center: where })),
    fc.record({ kind: fc.constant("line" as const), start: at, end: at }),
    fc.record({ kind: fc.constant("polygon" as const), vertices: fc.array(at, { minLength: 3, maxLength: 9 }) }),
  );
});
const pixelRegion: fc.Arbitrary<PixelRegion> = fc.oneof(
  fc.tuple(number, number, sizes).map(([x, y, shape]) => ({ ...shape, x, y })),
  fc.record({ kind: fc.constant("line" as const), x1: number, y1: number, x2: number, y2: number }),
);
const label = fc.string({ unit: "grapheme", maxLength: 20 }).filter((text) => !/[\r\n}]/.test(text));
const attributes = fc.record({
  include: fc.boolean(),
  text: label,
  tags: fc.array(label, { maxLength: 3 }),
  properties: fc.dictionary(
    fc.constantFrom("color", "width", "font", "point", "select", "background"),
    fc.oneof(label, fc.constantFrom("cross 15", "1", "helvetica 10 normal", "#0ff")),
  ),
});

describe("writing", () => {
  test("a region on the sky reads back to the bit, with all that is said of it", () => {
    const item = fc.tuple(skyRegion, attributes).map(([region, rest]) => ({ plane: "sky" as const, region, ...rest }));
    fc.assert(
      fc.property(fc.array(item, { maxLength: 6 }), (regions) => {
        const again = readDs9Regions(writeDs9Regions(regions));
        expect(again.warnings).toEqual([]);
        expect(again.regions).toEqual(regions);
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  test("a region in pixels reads back to the rounding of a sum", () => {
    fc.assert(
      fc.property(pixelRegion, (region) => {
        const { plane, region: again } = only(writeDs9Regions([{ plane: "pixel", region }]));
        expect([plane, again.kind]).toEqual(["pixel", region.kind]);
        for (const [key, value] of Object.entries(region)) {
          if (typeof value !== "number") continue;
          const own = (again as unknown as Readonly<Record<string, number>>)[key];
          expect(Math.abs(own - value)).toBeLessThanOrEqual(1e-13);
        }
      }),
      { seed: 6, numRuns: 300 },
    );
  });

  test("a union becomes its parts, and the coordinate system is named when it changes", () => {
    const other: Region = { kind: "point", center: { frame: "galactic", lon: 1, lat: 2 } };
    expect(
      writeDs9Regions([
        { plane: "sky", region: { kind: "union", regions: [circle, other] }, include: false, text: "a}b" },
        { plane: "pixel", region: { kind: "polygon", x: Float64Array.of(0, 1, 2), y: Float64Array.of(0, 1, 0) } },
      ]),
    ).toBe(`# Region file format: DS9 version 4.1
icrs
-circle(83.63,22.01,0.5) # text="a}b"
galactic
-point(1,2) # text="a}b"
image
polygon(1,1,2,2,3,1)
`);
    expect(writeDs9Regions([])).toBe("# Region file format: DS9 version 4.1\n");
  });

  test("what DS9 can't hold is refused in words", () => {
    const compound: Region = { kind: "compound", operator: "xor", a: circle, b: circle };
    const write = (item: Partial<WritableDs9Region>) => () =>
      writeDs9Regions([{ plane: "sky", region: circle, ...item } as WritableDs9Region]);
    expect(write({ region: compound })).toThrow("A compound of two regions can't be written");
    expect(write({ region: { ...circle, radius: 0 } as Region })).toThrow("its radius is 0°");
    expect(write({ text: "two\nlines" })).toThrow("line break");
    expect(write({ tags: ["}\"'"] })).toThrow("all of the quotes");
    expect(write({ properties: { "a b": "1" } })).toThrow('property "a b"');
    const nowhere: PixelRegion = { kind: "point", x: Number.NaN, y: 0 };
    expect(() => writeDs9Regions([{ plane: "pixel", region: nowhere }])).toThrow("NaN can't be written");
  });
});

test("the registry reads and writes region files", async () => {
  const registry = createRegistry([ioPlugin]);
  const [reader, writer] = [registry.create("reader", "ds9-regions"), registry.create("writer", "ds9-regions")];
  const regions = readDs9Regions("icrs;circle(83.63,22.01,0.5)");
  expect(writer.extensions).toEqual([".reg"]);
  expect([regions, null, [circle]].map((value) => writer.accepts(value))).toEqual([true, false, false]);
  const [file] = await writer.write(regions, "a.reg");
  const head = new TextEncoder().encode("# Region file format: DS9 version 4.1\n");
  expect([
    reader.sniff(head, "x"),
    reader.sniff(new Uint8Array(4), "a.reg"),
    reader.sniff(head.slice(30), "b.REG"),
  ]).toEqual([true, false, true]);
  const source = {
    name: file.name,
    size: async () => file.bytes.length,
    read: async (offset: number, length: number) => file.bytes.slice(offset, offset + length),
  };
  expect(await reader.read(source)).toEqual(regions);
  expect([ds9Reader.id, ds9Writer.id]).toEqual(["ds9-regions", "ds9-regions"]);
});
