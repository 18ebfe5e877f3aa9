import { GammakitError } from "../errors/gammakit-error.ts";
import { nearest } from "../errors/suggest.ts";
import type { Column, ColumnData, Table } from "./table.ts";

/**
 * A table of columns. Throws "invalid-input" where the columns differ in length or two have one name.
 */
export function tableOf(name: string, columns: readonly Column[], meta: Table["meta"] = {}): Table {
  const rowCount = columns.length === 0 ? 0 : rowsOf(columns[0]);
  const names = new Set<string>();
  for (const [i, { name: columnName }] of columns.entries()) {
    const rows = rowsOf(columns[i]);
    if (rows !== rowCount) {
      throw new GammakitError(
        "invalid-input",
        `Column ${columnName} of table "${name}" has ${rows} rows; column ${columns[0].name} has ${rowCount}.`,
        { table: name, column: columnName, rows, rowCount },
      );
    }
    if (names.has(columnName)) {
      throw new GammakitError("invalid-input", `Table "${name}" has two columns named ${columnName}.`, {
        table: name,
        column: columnName,
      });
    }
    names.add(columnName);
  }
  return { name, rowCount, columns, meta };
}

/** The column with a name; upper and lower case are the same, as in FITS. Throws "invalid-input" with the columns there are. */
export function columnOf(table: Table, name: string): Column {
  const wanted = name.toLowerCase();
  const found =
    table.columns.find((candidate) => candidate.name === name) ??
    table.columns.find((candidate) => candidate.name.toLowerCase() === wanted);
  if (found) return found;
  const names = table.columns.map((candidate) => candidate.name);
  const suggestion = nearest(name, names);
  const hint = suggestion === undefined ? "" : ` Did you mean "${suggestion}"?`;
  throw new GammakitError(
    "invalid-input",
    `Table "${table.name}" has no column ${name}; found ${names.join(", ") || "none"}.${hint}`,
    {
      table: table.name,
      column: name,
      columns: names,
      suggestion,
    },
  );
}

/** A table of the rows at `indices`, in that order; a row may be taken more than once. Throws "invalid-input" for a row that is not there. */
export function selectRows(table: Table, indices: ArrayLike<number>): Table {
  for (let i = 0; i < indices.length; i++) {
    if (Number.isInteger(indices[i]) && indices[i] >= 0 && indices[i] < table.rowCount) continue;
    throw new GammakitError(
      "invalid-input",
      `Table "${table.name}" has no row ${indices[i]}; it has ${table.rowCount} rows.`,
      {
        table: table.name,
        row: indices[i],
      },
    );
  }
  const columns = table.columns.map((one) => ({ ...one, data: selected(one.data, cellSize(one), indices) }));
  return { ...table, rowCount: indices.length, columns };
}

/** Number of values in one cell of a column: 1 for scalars. */
export function cellSize(column: Column): number {
  return (column.shape ?? []).reduce((product, n) => product * n, 1);
}

function rowsOf(column: Column): number {
  const size = cellSize(column);
  return size === 0 ? 0 : column.data.length / size;
}

function selected(data: ColumnData, size: number, indices: ArrayLike<number>): ColumnData {
  if (data instanceof Float64Array || data instanceof Int32Array) {
    const out =
      data instanceof Float64Array ? new Float64Array(indices.length * size) : new Int32Array(indices.length * size);
    for (let i = 0; i < indices.length; i++)
      out.set(data.subarray(indices[i] * size, (indices[i] + 1) * size), i * size);
    return out;
  }
  const cells: (boolean | string)[] = [];
  for (let i = 0; i < indices.length; i++) cells.push(...data.slice(indices[i] * size, (indices[i] + 1) * size));
  return cells as readonly boolean[] | readonly string[];
}
