/**
 * Value of a header card to be written: a pair is a complex number, `undefined` a card without value. Whole numbers are
 * written as integers, all others with the fewest digits that give them back.
 */
export type WritableValue = string | number | bigint | boolean | readonly [number, number] | undefined;

/** One keyword of a header to be written. */
export interface WritableCard {
  /**
   * Up to 8 letters, digits, - and _ make an ordinary keyword, which FITS has in capitals only. Longer ones, and those
   * with the prefix "HIERARCH ", follow the HIERARCH convention and keep their spelling. COMMENT, HISTORY and ""
   * take text, broken at new lines and every 72 characters.
   */
  readonly keyword: string;
  readonly value?: WritableValue;
  /** Cut off at the end of the card, or of the last one of a long string. */
  readonly comment?: string;
}

/** Keywords of a header to be written: cards, or a record where no order and no repetition matters. */
export type WritableHeader =
  | readonly WritableCard[]
  | Readonly<Record<string, WritableValue | { readonly value: WritableValue; readonly comment?: string }>>;

/** Arrays of numbers that can be written. Unsigned and signed-byte types follow the convention of FITS 4.0, section 5.2.5. */
export type WritableNumbers =
  | Uint8Array
  | Int8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

/** An image to be written; without `data` an empty unit, such as a first one that only has keywords. */
export interface WritableImage {
  readonly kind: "image";
  /** EXTNAME. */
  readonly name?: string;
  readonly header?: WritableHeader;
  /** Lengths of the axes in FITS order: the fastest first. One axis when absent. */
  readonly shape?: readonly number[];
  /** Physical values, the first axis fastest. Their type decides BITPIX. */
  readonly data?: WritableNumbers;
}

/** Letter of a column that can be written. */
export type WritableType = "L" | "X" | "B" | "I" | "J" | "K" | "E" | "D" | "C" | "M" | "A";

/** What all columns of a binary table to be written have in common. */
export interface WritableColumnLabels {
  /** TTYPE. */
  readonly name: string;
  /** TUNIT; none when absent or "". */
  readonly unit?: string;
  /** TCOMM: what the column means. */
  readonly comment?: string;
  /** TDISP: how the column is best shown. */
  readonly display?: string;
  /** TNULL: what is stored for NaN in a column of integers. */
  readonly null?: number | bigint;
}

/** A column of a binary table to be written. */
export interface WritableColumn extends WritableColumnLabels {
  /** Row-major [row × cell]; of types C and M, each element is two numbers, the real part first. */
  readonly data: WritableNumbers | readonly number[] | readonly boolean[] | readonly string[];
  /**
   * How the values are stored; by default what holds them exactly: typed arrays their own type, numbers D, truth values
   * L, strings A. Of L, numbers are 1, 0, or 255 for undefined; of X, bits, they are 1 and 0.
   */
  readonly type?: WritableType;
  /** Lengths of the axes of one cell in FITS order, the fastest first; absent for a single value. */
  readonly shape?: readonly number[];
  /**
   * TSCAL and TZERO of a column of type B, I, J or K, whose values are stored as the nearest whole number of
   * (value − zero) / scale.
   */
  readonly scaling?: { readonly scale: number; readonly zero: number };
  /** Characters per string of type A; those of the longest when absent. */
  readonly width?: number;
}

/** What one row of a column of variable-length arrays holds. */
export type WritableCell = WritableNumbers | readonly number[] | readonly boolean[] | string;

/** A column of variable-length arrays to be written. FITS 4.0, section 7.3.5. */
export interface WritableVariableColumn extends WritableColumnLabels {
  /** An array, or a string, for each row. Typed arrays must all be of the same type. */
  readonly cells: readonly WritableCell[];
  /** As of a `WritableColumn`; by default what holds the cells exactly. */
  readonly type?: WritableType;
  /** "P" for 32-bit descriptors, which is the default, or "Q" for 64-bit ones. */
  readonly descriptor?: "P" | "Q";
}

/** A binary table to be written. */
export interface WritableTable {
  readonly kind: "table";
  /** EXTNAME. */
  readonly name?: string;
  readonly header?: WritableHeader;
  readonly columns: readonly (WritableColumn | WritableVariableColumn)[];
  /** Needed only where no column tells. */
  readonly rowCount?: number;
}

/** A header-data unit to be written. */
export type WritableHdu = WritableImage | WritableTable;
