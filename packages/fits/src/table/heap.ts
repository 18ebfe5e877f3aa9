import type { Layout } from "../file/layout.ts";
import { requireInteger } from "../file/layout.ts";
import { invalidAt, type Place } from "../file/place.ts";
import type { CardHeader } from "../header/header.ts";
import type { Field } from "../numbers/arrays.ts";
import { elementBytes, type FitsColumn } from "./column.ts";

/** Offset of the heap in the data [bytes]: THEAP, or the end of the rows. */
export function heapStart(header: CardHeader, place: Place, layout: Layout): number {
  const [rowLength = 0, rowCount = 0] = layout.axes;
  const rowsEnd = rowLength * rowCount;
  if (!header.has("THEAP") || layout.pcount === 0) return rowsEnd;
  const start = requireInteger(header, place, "THEAP");
  if (start >= rowsEnd && start <= layout.dataLength) return start;
  const message = `THEAP = ${start}; the heap must begin between byte ${rowsEnd}, where the rows end, and byte ${layout.dataLength}, where the data ends.`;
  throw invalidAt(place, message, { keyword: "THEAP" });
}

/** What a reader of descriptors must know. */
export interface HeapContext {
  readonly place: Place;
  readonly column: FitsColumn;
  readonly heapOffset: number;
}

/** Number of elements and offset in the data [bytes] of each array of a column. */
export interface Descriptors {
  readonly lengths: Float64Array;
  readonly offsets: Float64Array;
}

/** Arrays that share bytes of the heap may not add up to more than this, nor than `expansion` times the heap [bytes]. */
const sharedLimit = 2 ** 24;
const expansion = 16;

/** The descriptors of a column, checked against the bytes there are. FITS 4.0, section 7.3.5. */
export function readDescriptors(field: Field, context: HeapContext): Descriptors {
  const { column, heapOffset } = context;
  const count = column.repeat === 0 ? 0 : field.rows;
  const lengths = new Float64Array(count);
  const offsets = new Float64Array(count);
  const heapLength = field.view.byteLength - heapOffset;
  const read = column.descriptor === "P" ? readWord : readLong;
  const step = column.descriptor === "P" ? 4 : 8;
  let total = 0;
  for (let row = 0; row < count; row++) {
    const at = field.offset + row * field.stride;
    const length = read(field.view, at);
    const start = read(field.view, at + step);
    const size = arrayBytes(column, length);
    if (length < 0 || (length > 0 && (start < 0 || start + size > heapLength))) {
      throw outsideHeap(context, row, length, start, heapLength);
    }
    total += size;
    lengths[row] = length;
    offsets[row] = length === 0 ? heapOffset : heapOffset + start;
  }
  if (total > Math.max(sharedLimit, expansion * heapLength)) throw tooMuch(context, total, heapLength);
  return { lengths, offsets };
}

function readWord(view: DataView, at: number): number {
  return view.getInt32(at);
}

function readLong(view: DataView, at: number): number {
  return view.getInt32(at) * 2 ** 32 + view.getUint32(at + 4);
}

function arrayBytes({ type }: FitsColumn, length: number): number {
  return type === "X" ? Math.ceil(length / 8) : length * elementBytes[type];
}

function outsideHeap({ place, column }: HeapContext, row: number, length: number, start: number, heap: number) {
  const message = `column ${column.name}, row ${row + 1}: an array of ${length} elements at byte ${start} of the heap, which has ${heap} bytes.`;
  return invalidAt(place, message, { column: column.name, row: row + 1 });
}

function tooMuch({ place, column }: HeapContext, total: number, heap: number) {
  const message = `column ${column.name}: arrays of ${total} bytes in all share a heap of ${heap} bytes.`;
  return invalidAt(place, message, { column: column.name });
}
