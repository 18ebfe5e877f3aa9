import { requirePrintable } from "./card-text.ts";
import { refused } from "./refused.ts";
import { storeColumn, type Target } from "./store-column.ts";
import { columnType, elementsBytes, numbersPerElement, type StoredType } from "./stored-type.ts";
import type { WritableCard, WritableColumn, WritableColumnLabels, WritableType } from "./writable.ts";

/** A column that knows how it is described and stored. */
export interface PackedColumn {
  /** Of the column in a row [bytes]. */
  readonly width: number;
  /** Undefined where cells are empty, so that any number of rows has the same data. */
  readonly rows: number | undefined;
  /** Its cards as column `number`, 1 for the first. */
  cards(number: number): WritableCard[];
  /** Bytes that its variable-length arrays take in the heap. */
  readonly heapLength: number;
  /** Writes its elements into the rows; variable-length arrays into the heap, where its own begin at `heap.start`. */
  store(target: Target, heap: Heap): void;
}

/** The heap of a table, and where the arrays of a column begin in it [bytes]. */
export interface Heap {
  readonly view: DataView<ArrayBuffer>;
  readonly start: number;
}

/** Checks a column and tells how it is stored. `where` names the table in messages. */
export function packColumn(column: WritableColumn, where: string): PackedColumn {
  const place = `${where}, column ${column.name}`;
  const stored = columnType(column);
  checkLabels(column, stored, where);
  if (column.scaling !== undefined) checkScaling(column.scaling, stored.type, place);
  const { type } = stored;
  const shape = column.shape ?? [];
  const count = cellCount(shape, place);
  const length = type === "A" ? stringLength(column, place) : 1;
  const repeat = count * length;
  const numbers = count * numbersPerElement(type);
  const rows = count === 0 ? undefined : column.data.length / numbers;
  if (rows !== undefined && !Number.isInteger(rows)) {
    throw refused(place, `${column.data.length} values do not make whole cells of ${numbers}. Check shape.`);
  }
  return {
    width: elementsBytes(type, repeat),
    rows,
    heapLength: 0,
    cards: (number) =>
      columnCards(column, stored, repeat === 1 ? type : `${repeat}${type}`, dimOf(type, shape, length), number),
    store: (target) => storeColumn(column, stored, length, count, target, place),
  };
}

/** Checks what all kinds of columns have. */
export function checkLabels(column: WritableColumnLabels, { type }: StoredType, where: string): void {
  const place = `${where}, column ${column.name}`;
  checkName(column.name, where);
  for (const key of ["unit", "comment", "display"] as const) requirePrintable(column[key] ?? "", `the ${key}`, place);
  if (column.null === undefined || "BIJK".includes(type)) return;
  throw refused(place, `null is for columns of integers, and this one is of type ${type}. Leave it out.`);
}

function checkScaling({ scale, zero }: { scale: number; zero: number }, type: WritableType, place: string): void {
  if (!"BIJK".includes(type)) {
    throw refused(
      place,
      `scaling is for columns of integers, and this one is of type ${type}. Set type to B, I, J or K.`,
    );
  }
  if (Number.isFinite(scale) && scale !== 0 && Number.isFinite(zero)) return;
  throw refused(place, `scale ${scale} and zero ${zero} must be finite, and the scale not 0.`, { scale, zero });
}

function checkName(name: string, where: string): void {
  requirePrintable(name, `the column name ${JSON.stringify(name)}`, where);
  if (name === "" || name !== name.trim() || name.length > 66) {
    throw refused(
      where,
      `${JSON.stringify(name)} cannot be the name of a column: it must have 1 to 66 characters, none of them a blank at an end.`,
    );
  }
}

function cellCount(shape: readonly number[], place: string): number {
  if (shape.every((length) => Number.isSafeInteger(length) && length >= 0)) {
    return shape.reduce((product, length) => product * length, 1);
  }
  throw refused(place, `shape [${shape.join(", ")}] must be whole numbers.`, { shape });
}

/** Characters per string. */
function stringLength({ data, width }: WritableColumn, place: string): number {
  let longest = 0;
  for (let i = 0; i < data.length; i++) {
    const text: unknown = data[i];
    if (typeof text !== "string") throw refused(place, `element ${i + 1} is ${String(text)}; type A is for strings.`);
    requirePrintable(text, `element ${i + 1}`, place);
    longest = Math.max(longest, text.length);
  }
  if (width === undefined) return Math.max(longest, 1);
  if (Number.isSafeInteger(width) && width >= longest && width > 0) return width;
  throw refused(place, `width is ${width}, but the longest string has ${longest} characters.`, { width, longest });
}

/** TDIM, where it says more than TFORM does. */
function dimOf(type: WritableType, shape: readonly number[], length: number): readonly number[] | undefined {
  if (type === "A") return shape.length === 0 ? undefined : [length, ...shape];
  return shape.length > 1 || (shape.length === 1 && shape[0] === 1) ? shape : undefined;
}

/** The cards of a column with that TFORM. */
export function columnCards(
  { name, unit = "", comment = "", display = "", null: none }: WritableColumnLabels,
  { zero, scale }: StoredType,
  form: string,
  dim: readonly number[] | undefined,
  number: number,
): WritableCard[] {
  const cards: WritableCard[] = [
    { keyword: `TTYPE${number}`, value: name },
    { keyword: `TFORM${number}`, value: form },
  ];
  const add = (keyword: string, value: WritableCard["value"]) => cards.push({ keyword: `${keyword}${number}`, value });
  if (unit !== "") add("TUNIT", unit);
  if (dim !== undefined) add("TDIM", `(${dim.join(",")})`);
  if (scale !== undefined || Number(zero) !== 0) {
    add("TSCAL", scale ?? 1);
    add("TZERO", zero);
  }
  if (none !== undefined) add("TNULL", none);
  if (display !== "") add("TDISP", display);
  if (comment !== "") add("TCOMM", comment);
  return cards;
}
