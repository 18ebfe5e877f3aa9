import { requireInteger } from "../file/layout.ts";
import { invalidAt, type Place } from "../file/place.ts";
import type { UnitInput, Warn } from "../file/unit.ts";
import { Table } from "../fitsjs/classes.ts";
import type { CardHeader } from "../header/header.ts";
import { parseAsciiNumber } from "./ascii-number.ts";
import { type ColumnType, completeColumn, type FitsColumn, readFieldCount, readForm } from "./column.ts";
import { findColumn, requireBytes, requireColumn, wrongType } from "./lookup.ts";
import type { ColumnValues, FitsTable } from "./table.ts";
import { readStrings } from "./text.ts";

const asciiForm = /^([AIFED])(\d+)(?:\.(\d+))?$/;

/** The ASCII table of fitsjs with columns by position. FITS 4.0, section 7.2. */
export class AsciiTableUnit extends Table implements FitsTable {
  readonly kind = "table";
  readonly name: string;
  readonly file: string;
  readonly index: number;
  readonly header: CardHeader;
  readonly rowCount: number;
  readonly columns: readonly FitsColumn[];
  private readonly place: Place;
  private readonly rowLength: number;
  private readonly view: DataView<ArrayBuffer> | undefined;

  constructor({ header, place, layout, bytes, warn }: UnitInput) {
    super(header, undefined);
    const [rowLength = 0, rowCount = 0] = layout.axes;
    this.name = header.string("EXTNAME")?.trim() ?? "";
    this.file = place.file;
    this.index = place.index;
    this.header = header;
    this.place = place;
    this.rowCount = rowCount;
    this.rowLength = rowLength;
    this.columns = readAsciiColumns(header, place, rowLength, warn);
    this.view = bytes && new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Called by the constructor of the base class, whose columns are not used. */
  override getColumns(): readonly FitsColumn[] {
    return [];
  }

  /** Called by the constructor of the base class: there are no accessors per row. */
  override setAccessors(): void {}

  has(column: string | number): boolean {
    return findColumn(this.columns, column) !== undefined;
  }

  describe(column: string | number): FitsColumn {
    return requireColumn(this.columns, column, this.place);
  }

  /** Strings, or numbers as doubles: integers of an ASCII table can have any number of digits. */
  column(name: string | number): ColumnValues {
    const column = this.describe(name);
    return column.type === "A" ? this.texts(column) : this.numbers(name);
  }

  numbers(name: string | number): Float64Array<ArrayBuffer> {
    const column = this.describe(name);
    if (column.type === "A") throw wrongType(this.place, column, "numbers");
    const decimals = Number(asciiForm.exec(column.form)?.[3] ?? 0);
    const texts = this.texts(column);
    const none = typeof column.null === "string" && column.null.trim() !== "" ? column.null.trim() : undefined;
    const values = new Float64Array(texts.length);
    for (let row = 0; row < texts.length; row++) {
      const text = texts[row].trim();
      const value = text === none ? Number.NaN : parseAsciiNumber(text, decimals);
      if (value === undefined) throw this.notNumber(column, row, text);
      values[row] = value * column.scale + column.zero;
    }
    return values;
  }

  strings(name: string | number): readonly string[] {
    return this.texts(this.describe(name));
  }

  private texts({ offset, width }: FitsColumn): string[] {
    const view = requireBytes(this.view, this.place);
    return readStrings({ view, offset, stride: this.rowLength, rows: this.rowCount, repeat: 1 }, width);
  }

  private notNumber({ name, form }: FitsColumn, row: number, text: string) {
    const message = `column ${name}, row ${row + 1}: ${JSON.stringify(text)} is not a number of the form ${form}.`;
    return invalidAt(this.place, message, { column: name, row: row + 1, text });
  }
}

function readAsciiColumns(header: CardHeader, place: Place, rowLength: number, warn: Warn): FitsColumn[] {
  const count = readFieldCount(header, place);
  return Array.from({ length: count }, (_, i) => readAsciiColumn(header, place, i + 1, rowLength, warn));
}

function readAsciiColumn(header: CardHeader, place: Place, number: number, rowLength: number, warn: Warn): FitsColumn {
  const form = readForm(header, place, number);
  const match = asciiForm.exec(form);
  if (match === null) {
    const message = `TFORM${number} = '${form}' is no form of an ASCII column, such as 'A16', 'I8' or 'E14.7'.`;
    throw invalidAt(place, message, { keyword: `TFORM${number}` });
  }
  const width = Number(match[2]);
  const offset = requireInteger(header, place, `TBCOL${number}`) - 1;
  if (offset < 0 || offset + width > rowLength) {
    const message = `column ${number} takes the characters ${offset + 1} to ${offset + width} of a row, but NAXIS1 = ${rowLength}.`;
    throw invalidAt(place, message, { keyword: `TBCOL${number}` });
  }
  const type = match[1] as ColumnType;
  const own = { form, type, repeat: 1, dim: [1], descriptor: undefined, offset, width };
  return completeColumn(header, place, number, own, false, warn);
}
