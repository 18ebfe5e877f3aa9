/** The cells of a column: numbers, truth values or strings. */
export type ColumnData = Float64Array | Int32Array | readonly boolean[] | readonly string[];

/** A named column with one cell per row; a cell may be a vector. */
export interface Column {
  readonly name: string;
  /** FITS unit string; empty for none. */
  readonly unit: string;
  readonly description?: string;
  /** Row-major [row × cell]. */
  readonly data: ColumnData;
  /** Shape of one cell, slowest axis first; absent for scalars. */
  readonly shape?: readonly number[];
}

/** Columns of equal length with their units. */
export interface Table {
  readonly name: string;
  readonly rowCount: number;
  readonly columns: readonly Column[];
  /** Strings and numbers that belong to the whole table. */
  readonly meta: Readonly<Record<string, string | number | boolean>>;
}
