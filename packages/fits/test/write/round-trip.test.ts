import fc from "fast-check";
import { expect, it } from "vitest";
import {
  parseFits,
  verifyFits,
  type WritableCell,
  type WritableColumn,
  type WritableNumbers,
  type WritableType,
  type WritableVariableColumn,
  writeFits,
} from "../../dist/index.js";

const runs = { numRuns: 200, seed: 20260801 };
const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 });
const text = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  maxLength: 300,
});
/** Blanks at the end of a string mean nothing in FITS. */
const trimmed = text.map((value) => value.trimEnd());

const elements = {
  Uint8Array: fc.integer({ min: 0, max: 255 }),
  Int8Array: fc.integer({ min: -128, max: 127 }),
  Int16Array: fc.integer({ min: -32768, max: 32767 }),
  Uint16Array: fc.integer({ min: 0, max: 65535 }),
  Int32Array: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  Uint32Array: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  Float32Array: fc.float(),
  Float64Array: fc.double(),
};

const bigElements = {
  BigInt64Array: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  BigUint64Array: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
};

/** A typed array of any type, of `length` numbers. */
function numbers(length: number): fc.Arbitrary<WritableNumbers> {
  const size = { minLength: length, maxLength: length };
  const constructors = {
    Uint8Array,
    Int8Array,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
  };
  const small = (Object.keys(elements) as (keyof typeof elements)[]).map((name) =>
    fc.array<number>(elements[name], size).map((values): WritableNumbers => constructors[name].from(values)),
  );
  const signed = fc.array(bigElements.BigInt64Array, size).map((values): WritableNumbers => BigInt64Array.from(values));
  const unsigned = fc
    .array(bigElements.BigUint64Array, size)
    .map((values): WritableNumbers => BigUint64Array.from(values));
  return fc.oneof(...small, signed, unsigned);
}

function cells(length: number): fc.Arbitrary<WritableColumn["data"]> {
  const size = { minLength: length, maxLength: length };
  return fc.oneof(numbers(length), fc.array(fc.boolean(), size), fc.array(trimmed, size));
}

const product = (lengths: readonly number[]) => lengths.reduce((total, n) => total * n, 1);

it("images of any type and shape are read as they were written", () => {
  const images = shapes.chain((shape) => fc.tuple(fc.constant(shape), numbers(product(shape))));
  fc.assert(
    fc.property(
      fc.array(
        images.filter(([shape]) => shape.length > 0),
        { minLength: 1, maxLength: 3 },
      ),
      (list) => {
        const file = parseFits(writeFits(list.map(([shape, data]) => ({ kind: "image", shape, data }))));
        expect(file.warnings).toEqual([]);
        for (const [i, [shape, data]] of list.entries()) {
          expect(file.image(i).shape).toEqual(shape);
          expect(file.image(i).data()).toEqual(data);
        }
        expect(verifyFits(file)).toEqual([]);
      },
    ),
    runs,
  );
});

it("columns of any type and shape are read as they were written", () => {
  const column = (rows: number) =>
    shapes.chain((shape) =>
      fc.record({ shape: fc.constant(shape), data: cells(rows * product(shape)), unit: trimmed }),
    );
  const tables = fc.integer({ min: 1, max: 5 }).chain((rows) => fc.array(column(rows), { minLength: 1, maxLength: 6 }));
  fc.assert(
    fc.property(tables, (list) => {
      const columns = list.map((entry, i): WritableColumn => ({ ...entry, name: `C${i}` }));
      const file = parseFits(writeFits([{ kind: "table", name: "T", columns }]));
      const table = file.table("T");
      expect(file.warnings).toEqual([]);
      for (const { name, data, shape, unit } of columns) {
        const isLogical = typeof data[0] === "boolean";
        expect(table.column(name)).toEqual(isLogical ? Uint8Array.from(data as boolean[], Number) : data);
        const { dim, type, unit: found } = table.describe(name);
        if (shape!.length > 0) expect(type === "A" ? dim.slice(1) : dim).toEqual(shape);
        expect(found).toBe(unit!.trim());
      }
      expect(verifyFits(file)).toEqual([]);
    }),
    runs,
  );
});

it("bits and complex numbers are read as they were written", () => {
  const of = (type: WritableType, element: fc.Arbitrary<number>, parts: number) => (rows: number) =>
    shapes.chain((shape) => {
      const length = rows * product(shape) * parts;
      const data = fc.array(element, { minLength: length, maxLength: length });
      return fc.record({ type: fc.constant(type), shape: fc.constant(shape), data });
    });
  const kinds = [of("X", fc.constantFrom(0, 1), 1), of("C", fc.float(), 2), of("M", fc.double(), 2)];
  const tables = fc
    .integer({ min: 1, max: 5 })
    .chain((rows) => fc.array(fc.oneof(...kinds.map((kind) => kind(rows))), { minLength: 1, maxLength: 6 }));
  fc.assert(
    fc.property(tables, (list) => {
      const columns = list.map((entry, i): WritableColumn => ({ ...entry, name: `C${i}` }));
      const file = parseFits(writeFits([{ kind: "table", name: "T", columns }]));
      const table = file.table("T");
      expect(file.warnings).toEqual([]);
      for (const { name, data, shape, type } of columns) {
        expect(Array.from(table.column(name) as Float64Array)).toEqual(data);
        expect(table.describe(name).type).toBe(type);
        if (shape!.length > 0) expect(table.describe(name).dim).toEqual(shape);
      }
      expect(verifyFits(file)).toEqual([]);
    }),
    runs,
  );
});

it("scaled columns are read as they were written, to half a step", () => {
  const scaling = fc.record({
    scale: fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
    zero: fc.double({ min: -1e3, max: 1e3, noNaN: true }),
  });
  const data = fc.array(fc.oneof(fc.double({ min: -1e5, max: 1e5, noNaN: true }), fc.constant(Number.NaN)), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(scaling, data, (steps, values) => {
      const column: WritableColumn = { name: "S", type: "J", null: -(2 ** 31), scaling: steps, data: values };
      const read = parseFits(writeFits([{ kind: "table", columns: [column] }]))
        .table(1)
        .numbers("S");
      for (const [i, value] of values.entries()) {
        if (Number.isNaN(value)) expect(read[i]).toBeNaN();
        else expect(Math.abs(read[i] - value)).toBeLessThanOrEqual(0.5 * steps.scale + 1e-9);
      }
    }),
    runs,
  );
});

it("variable-length arrays of any type are read as they were written", () => {
  const anyLength = (make: (length: number) => fc.Arbitrary<WritableCell>) => (rows: number) =>
    fc.array(fc.integer({ min: 0, max: 5 }).chain(make), { minLength: rows, maxLength: rows });
  const sized = (length: number) => ({ minLength: length, maxLength: length });
  const typed = Object.entries({ ...elements, ...bigElements }).map(([name, element]) => {
    const array = (globalThis as unknown as Record<string, { from(values: unknown[]): WritableNumbers }>)[name];
    return anyLength((length) => fc.array<unknown>(element, sized(length)).map((values) => array.from(values)));
  });
  const texts = anyLength(() => trimmed.filter((value) => value !== ""));
  const logicals = anyLength((length) => fc.array(fc.boolean(), sized(length)));
  const column = (rows: number) =>
    fc.record({
      cells: fc.oneof(...[...typed, texts, logicals].map((kind) => kind(rows))),
      descriptor: fc.constantFrom("P" as const, "Q" as const),
    });
  const tables = fc.integer({ min: 1, max: 5 }).chain((rows) => fc.array(column(rows), { minLength: 1, maxLength: 6 }));
  fc.assert(
    fc.property(tables, (list) => {
      const columns = list.map((entry, i): WritableVariableColumn => ({ ...entry, name: `C${i}` }));
      const file = parseFits(writeFits([{ kind: "table", name: "T", columns }]));
      for (const { name, cells, descriptor } of columns) {
        const read = file.table("T").column(name) as readonly WritableCell[];
        expect(file.table("T").describe(name).descriptor).toBe(descriptor);
        const isLogical = cells.some((cell) => typeof cell[0] === "boolean");
        for (const [row, cell] of cells.entries()) {
          if (isLogical) expect(Array.from(read[row] as Uint8Array)).toEqual(Array.from(cell as boolean[], Number));
          else if (cell.length > 0) expect(read[row]).toEqual(cell);
          else expect(read[row].length).toBe(0);
        }
      }
      expect(file.warnings).toEqual([]);
      expect(verifyFits(file)).toEqual([]);
    }),
    runs,
  );
});

it("keywords of any value are read as they were written", () => {
  const keyword = fc.stringMatching(/^[A-Z][A-Z0-9_-]{2,7}X$|^[a-z][a-zA-Z0-9]{8,20}$/);
  const value = fc.oneof(
    trimmed,
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.maxSafeInteger(),
    fc.bigInt({ min: 2n ** 53n, max: 2n ** 70n }),
    fc.constant(undefined),
  );
  const entry = fc.record({ keyword, value, comment: text.map((comment) => comment.trim()) });
  const cards = fc.uniqueArray(entry, { selector: (card) => card.keyword.slice(0, 8).toUpperCase(), maxLength: 40 });
  fc.assert(
    fc.property(cards, (header) => {
      const [hdu] = parseFits(writeFits([{ kind: "image", header }])).hdus;
      for (const card of header) {
        expect(hdu.header.get(card.keyword)).toStrictEqual(card.value);
        const found = hdu.header.cards.find((other) => other.keyword === card.keyword)?.comment ?? "";
        expect(card.comment.startsWith(found)).toBe(true);
      }
    }),
    runs,
  );
});
