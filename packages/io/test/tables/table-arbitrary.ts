import { type Column, type ColumnData, column, type Table, tableOf } from "@gammakit/core";
import fc from "fast-check";

/** What a format can keep. */
export interface Kept {
  readonly strings: fc.Arbitrary<string>;
  readonly metaKeys: fc.Arbitrary<string>;
  readonly units: fc.Arbitrary<string>;
  readonly descriptions: fc.Arbitrary<string>;
}

/** Text of printable ASCII without blanks at its ends. */
export const asciiStrings: fc.Arbitrary<string> = fc
  .string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)), maxLength: 120 })
  .map((text) => text.trim());

const names = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,20}$/);
const shapes = fc.option(fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }), { nil: undefined });

/** Tables of any types and shapes of columns, within what a format keeps. */
export function tables({ strings, metaKeys, units, descriptions }: Kept): fc.Arbitrary<Table> {
  const values = fc.oneof(strings, fc.boolean(), fc.double(), fc.maxSafeInteger());
  const meta = fc.dictionary(metaKeys, values, { maxKeys: 5, noNullPrototype: true });
  const lists = fc
    .integer({ min: 1, max: 5 })
    .chain((rows) => fc.array(columns(rows, { strings, units, descriptions }), { minLength: 1, maxLength: 6 }));
  return fc.tuple(strings, lists, meta).map(([name, list, entries]) => {
    const unique = list.filter(({ name }, i) => list.findIndex((other) => same(other.name, name)) === i);
    return tableOf(name, unique, entries);
  });
}

function columns(rows: number, { strings, units, descriptions }: Omit<Kept, "metaKeys">): fc.Arbitrary<Column> {
  const named = fc.tuple(names, units, descriptions, shapes);
  return named.chain(([name, unit, description, shape]) => {
    const size = rows * (shape ?? []).reduce((product, n) => product * n, 1);
    const options = { unit, ...(description === "" ? {} : { description }), ...(shape === undefined ? {} : { shape }) };
    return cells(size, strings).map((data) => column(name, data, options));
  });
}

function cells(length: number, strings: fc.Arbitrary<string>): fc.Arbitrary<ColumnData> {
  const size = { minLength: length, maxLength: length };
  return fc.oneof(
    fc.array(fc.double(), size).map((values): ColumnData => Float64Array.from(values)),
    fc.array(fc.integer(), size).map((values): ColumnData => Int32Array.from(values)),
    fc.array(fc.boolean(), size),
    fc.array(strings, size),
  );
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
