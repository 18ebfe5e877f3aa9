import { requirePrintable } from "./card-text.ts";
import { checkLabels, columnCards, type Heap, type PackedColumn } from "./pack-column.ts";
import { refused } from "./refused.ts";
import { storeColumn, type Target } from "./store-column.ts";
import { cellType, elementsBytes, numbersPerElement, type StoredType } from "./stored-type.ts";
import type { WritableCell, WritableVariableColumn } from "./writable.ts";

/** Checks a column of variable-length arrays and tells how it is stored. `where` names the table in messages. */
export function packVariableColumn(column: WritableVariableColumn, where: string): PackedColumn {
  const place = `${where}, column ${column.name}`;
  const { cells, descriptor = "P" } = column;
  const stored = commonType(column, place);
  checkLabels(column, stored, where);
  const lengths = cells.map((cell, row) => cellLength(cell, stored, `${place}, row ${row + 1}`));
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
  const heapLength = lengths.reduce((sum, length) => sum + elementsBytes(stored.type, length), 0);
  if (descriptor === "P" && heapLength >= 2 ** 31) throw refused(place, 'it is too long for "P"; use "Q".');
  return {
    width: descriptor === "P" ? 8 : 16,
    rows: cells.length,
    heapLength,
    cards: (number) => columnCards(column, stored, `1${descriptor}${stored.type}(${longest})`, undefined, number),
    store: (target, heap) => storeCells(column, stored, lengths, target, heap, place),
  };
}

/** The stored type that all cells share; of empty lists anything. */
function commonType({ cells, type }: WritableVariableColumn, place: string): StoredType {
  let common: StoredType | undefined;
  for (const [row, cell] of cells.entries()) {
    if (cell.length === 0 && !ArrayBuffer.isView(cell)) continue;
    const own = cellType(cell);
    common ??= own;
    if (own.type === common.type && own.zero === common.zero) continue;
    if (type === undefined || own.type === "A" || common.type === "A") {
      throw refused(place, `row ${row + 1} is of another type than the rows before. Make them the same, or set type.`);
    }
    common = { type, zero: 0 };
    break;
  }
  if (common === undefined) return { type: type ?? "D", zero: 0 };
  return type === undefined || type === common.type ? common : { type, zero: 0 };
}

/** Number of elements. */
function cellLength(cell: WritableCell, { type }: StoredType, place: string): number {
  if ((typeof cell === "string") !== (type === "A") && cell.length > 0) {
    throw refused(place, `type ${type} cannot hold ${typeof cell === "string" ? "a string" : "numbers"}.`);
  }
  if (typeof cell === "string") requirePrintable(cell, "the string", place);
  const length = cell.length / numbersPerElement(type);
  if (Number.isInteger(length)) return length;
  throw refused(place, `${cell.length} numbers do not make whole complex numbers.`);
}

function storeCells(
  { cells, null: none, descriptor }: WritableVariableColumn,
  stored: StoredType,
  lengths: readonly number[],
  { view, offset, stride }: Target,
  heap: Heap,
  place: string,
): void {
  let start = heap.start;
  for (const [row, cell] of cells.entries()) {
    const at = offset + row * stride;
    const length = lengths[row];
    if (descriptor === "Q") {
      view.setBigInt64(at, BigInt(length));
      view.setBigInt64(at + 8, BigInt(start));
    } else {
      view.setInt32(at, length);
      view.setInt32(at + 4, start);
    }
    const target = { view: heap.view, offset: start, stride: 0, rows: 1 };
    const isText = typeof cell === "string";
    const elements = { data: isText ? [cell] : cell, ...(none !== undefined && { null: none }) };
    if (length > 0) {
      storeColumn(elements, stored, isText ? length : 1, isText ? 1 : length, target, `${place}, row ${row + 1}`);
    }
    start += elementsBytes(stored.type, length);
  }
}
