import { invalidAt, type Place } from "../file/place.ts";
import type { UnitInput } from "../file/unit.ts";
import { BinaryTable } from "../fitsjs/classes.ts";
import type { CardHeader } from "../header/header.ts";
import { type BigArray, type Field, type NumberArray, readFloat32, readFloat64, readUint8 } from "../numbers/arrays.ts";
import { type NumberType, readDoubles, readPhysical } from "../numbers/scaling.ts";
import { type ColumnType, type FitsColumn, isNumberColumn, readBinaryColumns, scalingOf } from "./column.ts";
import { findColumn, notDecoded, requireBytes, requireColumn, wrongType } from "./lookup.ts";
import type { ColumnValues, FitsTable, VariableValue } from "./table.ts";
import { readBits, readStrings, toLogicals } from "./text.ts";

/** The binary table of fitsjs with columns as typed arrays, all rows of one length. FITS 4.0, section 7.3. */
export class BinaryTableUnit extends BinaryTable implements FitsTable {
  readonly kind = "table";
  readonly name: string;
  readonly file: string;
  readonly index: number;
  readonly header: CardHeader;
  readonly rowCount: number;
  readonly columns: readonly FitsColumn[];
  protected readonly place: Place;
  private readonly rowLength: number;
  private readonly view: DataView<ArrayBuffer> | undefined;
  private readonly decoded: ReadonlyMap<number, Float64Array<ArrayBuffer>> | undefined;

  constructor({ header, place, layout, bytes, decoded, warn }: UnitInput) {
    super(header, undefined);
    const [rowLength = 0, rowCount = 0] = layout.axes;
    this.name = header.string("EXTNAME")?.trim() ?? "";
    this.file = place.file;
    this.index = place.index;
    this.header = header;
    this.place = place;
    this.rowCount = rowCount;
    this.rowLength = rowLength;
    this.columns = readBinaryColumns(header, place, rowLength, warn);
    this.decoded = decoded;
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

  column(name: string | number): ColumnValues {
    const column = this.describe(name);
    const field = this.field(column);
    if (column.descriptor !== undefined) return this.variable(column);
    if (column.type === "A") return readStrings(...stringField(field, column));
    return readElements(column.type, field, column);
  }

  numbers(name: string | number): Float64Array<ArrayBuffer> {
    const column = this.describe(name);
    if (!isNumberColumn(column)) throw wrongType(this.place, column, "numbers, as many in each row,");
    const decoded = this.decoded?.get(column.number);
    return decoded ?? readDoubles(column.type, this.field(column), scalingOf(column));
  }

  strings(name: string | number): readonly string[] {
    const column = this.describe(name);
    if (column.type !== "A") throw wrongType(this.place, column, "strings");
    return this.column(name) as readonly string[];
  }

  protected field({ name, offset, repeat }: FitsColumn): Field {
    if (this.decoded !== undefined) throw notDecoded(this.place, name);
    const view = requireBytes(this.view, this.place);
    if (this.header.get("ZTABLE") === true) {
      const message =
        "the table is compressed (ZTABLE = T), which is not supported. Decompress the file, as with funpack.";
      throw invalidAt(this.place, message, { keyword: "ZTABLE" });
    }
    return { view, offset, stride: this.rowLength, rows: this.rowCount, repeat };
  }

  /** One array per row, or string for characters: of `VariableTableUnit` alone. */
  protected variable({ name, form }: FitsColumn): readonly VariableValue[] {
    throw invalidAt(this.place, `column ${name} has the form ${form}, and the heap of the table is not read.`);
  }
}

/** Elements of any type but characters. */
export function readElements(type: ColumnType, field: Field, column: FitsColumn): NumberArray | BigArray {
  switch (type) {
    case "L":
      return toLogicals(readUint8(field));
    case "X":
      return readBits(field, field.repeat);
    case "C":
      return scaleComplex(readFloat32({ ...field, repeat: 2 * field.repeat }), column);
    case "M":
      return scaleComplex(readFloat64({ ...field, repeat: 2 * field.repeat }), column);
    default:
      return readPhysical(type as NumberType, field, scalingOf(column));
  }
}

/** Both parts times the scale, the zero added to the real part. */
function scaleComplex(pairs: NumberArray, { scale, zero }: FitsColumn): NumberArray {
  if (scale === 1 && zero === 0) return pairs;
  return Float64Array.from(pairs, (value, i) => value * scale + (i % 2 === 0 ? zero : 0));
}

/** TDIM splits the characters of a row into strings: its first length is that of a string. */
function stringField(field: Field, { repeat, dim }: FitsColumn): [Field, number] {
  if (dim.length < 2 || repeat === 0) return [{ ...field, repeat: 1 }, repeat];
  const count = dim.slice(1).reduce((total, length) => total * length, 1);
  return [{ ...field, repeat: count }, dim[0]];
}
