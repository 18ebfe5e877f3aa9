import { type Layout, truncated } from "../file/layout.ts";
import type { Place } from "../file/place.ts";
import type { Range } from "../file/range.ts";
import type { CardHeader } from "../header/header.ts";
import { type NumberType, readDoubles } from "../numbers/scaling.ts";
import { hasTiles } from "../tiles/has-tiles.ts";
import { type FitsColumn, isNumberColumn, readBinaryColumns, scalingOf } from "./column.ts";
import { findColumn } from "./lookup.ts";

/** Rows of this many bytes are read at a time: enough to make the requests few, little to hold. */
const stripeBytes = 2 ** 22;

/** Whether a table is large enough to be decoded stripe by stripe. */
export function isStriped(header: CardHeader, { extension, dataLength }: Layout): boolean {
  const isPlain = extension === "BINTABLE" && header.get("ZTABLE") !== true && !hasTiles(header);
  return isPlain && dataLength > stripeBytes;
}

/** A table whose data begin at `offset` in its file. */
export interface StripedTable {
  readonly header: CardHeader;
  readonly place: Place;
  readonly layout: Layout;
  readonly offset: number;
}

/**
 * Columns of numbers as doubles, by number of the column, from a table that is never in memory as a whole: each `yield` is a range of
 * rows, and is answered with its bytes. Names that are none of a column of numbers are passed over: who asks for them meets the error.
 */
export function* decodeStripes(
  { header, place, layout, offset }: StripedTable,
  names: readonly string[],
): Generator<Range, ReadonlyMap<number, Float64Array<ArrayBuffer>>, Uint8Array<ArrayBuffer>> {
  const [rowLength, rowCount] = layout.axes;
  // The table that is made of this warns of the same columns.
  const all = readBinaryColumns(header, place, rowLength, () => undefined);
  const wanted = new Set(names.map((name) => findColumn(all, name)).filter((column) => column !== undefined));
  const targets = [...wanted].filter(isNumberColumn).map((column) => ({
    column,
    values: new Float64Array(rowCount * column.repeat),
  }));
  const most = Math.max(1, Math.floor(stripeBytes / rowLength));
  for (let first = 0; first < rowCount && targets.length > 0; first += most) {
    const rows = Math.min(most, rowCount - first);
    const start = first * rowLength;
    const bytes = yield { offset: offset + start, length: rows * rowLength };
    if (bytes.length < rows * rowLength) throw truncated(layout, place, start + bytes.length);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (const { column, values } of targets) values.set(decode(column, view, rowLength, rows), first * column.repeat);
  }
  return new Map(targets.map(({ column, values }) => [column.number, values]));
}

function decode(column: FitsColumn, view: DataView<ArrayBuffer>, stride: number, rows: number): Float64Array {
  const { type, offset, repeat } = column;
  return readDoubles(type as NumberType, { view, offset, stride, rows, repeat }, scalingOf(column));
}
