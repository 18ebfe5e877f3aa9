import type { FitsHeader } from "../header/header.ts";
import type { BigArray, NumberArray } from "../numbers/arrays.ts";
import type { FitsColumn } from "./column.ts";

/** One cell of a column of variable-length arrays. */
export type VariableValue = NumberArray | BigArray | string;

/** Values of a whole column. */
export type ColumnValues = NumberArray | BigArray | readonly string[] | readonly VariableValue[];

/**
 * A table of a FITS file, binary or ASCII. Columns are asked for by name, upper or lower case, or by number, 1 for the
 * first. A column is decoded each time it is asked for: keep what you use twice.
 */
export interface FitsTable {
  readonly kind: "table";
  /** Name of the file, for messages. */
  readonly file: string;
  /** EXTNAME, or "". */
  readonly name: string;
  /** Number of the header-data unit in its file, 0 for the first. */
  readonly index: number;
  readonly header: FitsHeader;
  readonly rowCount: number;
  readonly columns: readonly FitsColumn[];
  /** Whether there is such a column. */
  has(column: string | number): boolean;
  /** What the header says about a column; an error lists the columns there are. */
  describe(column: string | number): FitsColumn;
  /**
   * Physical values of a column, row-major [row × repeat].
   *
   * Numbers without scaling keep their type, and a TNULL in them its stored value; unsigned integers by the TZERO
   * convention are exact; other scaled numbers are doubles in which nulls are NaN. Characters (A) are strings without
   * the NULs and blanks at their end; logicals (L) are 1, 0, or 255 for undefined; bits (X) one byte each; complex
   * numbers (C, M) re, im after each other. Variable-length arrays (P, Q) are an array of arrays. FITS 4.0, section 7.
   */
  column(column: string | number): ColumnValues;
  /** Any column of numbers as doubles, row-major [row × repeat]; nulls are NaN. */
  numbers(column: string | number): Float64Array<ArrayBuffer>;
  /** A column of strings. */
  strings(column: string | number): readonly string[];
}
