import { paddedLength, userCards } from "./header-bytes.ts";
import { type PackedColumn, packColumn } from "./pack-column.ts";
import { packVariableColumn } from "./pack-variable-column.ts";
import { refused } from "./refused.ts";
import type { UnitParts } from "./unit-parts.ts";
import type { WritableCard, WritableTable } from "./writable.ts";

/** The cards and the data of a binary table. FITS 4.0, section 7.3. */
export function tableUnit(table: WritableTable, where: string): UnitParts {
  const { columns, header = {} } = table;
  if (columns.length > 999) throw refused(where, `${columns.length} columns; a table has 999 at most.`);
  checkUnique(table, where);
  const packed = columns.map((column) =>
    "cells" in column ? packVariableColumn(column, where) : packColumn(column, where),
  );
  const rowCount = countRows(table, packed, where);
  const rowLength = packed.reduce((sum, { width }) => sum + width, 0);
  const heapLength = packed.reduce((sum, column) => sum + column.heapLength, 0);
  const mandatory: WritableCard[] = [
    { keyword: "XTENSION", value: "BINTABLE" },
    { keyword: "BITPIX", value: 8 },
    { keyword: "NAXIS", value: 2 },
    { keyword: "NAXIS1", value: rowLength, comment: "bytes per row" },
    { keyword: "NAXIS2", value: rowCount, comment: "rows" },
    { keyword: "PCOUNT", value: heapLength },
    { keyword: "GCOUNT", value: 1 },
    { keyword: "TFIELDS", value: columns.length, comment: "columns" },
  ];
  const rest = [...packed.flatMap((column, i) => column.cards(i + 1)), ...userCards(header, where)];
  return { mandatory, rest, data: tableBytes(packed, rowCount, rowLength, heapLength) };
}

function checkUnique({ columns }: WritableTable, where: string): void {
  const names = new Set<string>();
  for (const { name } of columns) {
    const key = name.toLowerCase();
    if (names.has(key)) {
      throw refused(where, `two columns are named ${name}; upper and lower case are the same in FITS. Rename one.`, {
        name,
      });
    }
    names.add(key);
  }
}

function countRows({ columns, rowCount }: WritableTable, packed: readonly PackedColumn[], where: string): number {
  const expected = rowCount ?? packed.find(({ rows }) => rows !== undefined)?.rows ?? 0;
  const wrong = packed.findIndex(({ rows }) => rows !== undefined && rows !== expected);
  if (wrong < 0) return expected;
  throw refused(
    where,
    `column ${columns[wrong].name} has ${packed[wrong].rows} rows, where ${expected} were expected.`,
  );
}

/** The rows, and after them the heap. */
function tableBytes(
  packed: readonly PackedColumn[],
  rows: number,
  stride: number,
  heapLength: number,
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(paddedLength(rows * stride + heapLength));
  const view = new DataView(out.buffer);
  const heap = new DataView(out.buffer, rows * stride, heapLength);
  let offset = 0;
  let start = 0;
  for (const column of packed) {
    column.store({ view, offset, stride, rows }, { view: heap, start });
    offset += column.width;
    start += column.heapLength;
  }
  return out;
}
