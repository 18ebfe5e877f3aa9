import { type Column, convertAll, GammakitError, type Table } from "@gammakit/core";

/** The cells of a table of flux points, one after another whatever their shape. */
export interface FluxCells {
  /** For messages. */
  readonly where: string;
  has(name: string): boolean;
  /** Numbers in a unit, `count` groups of as many as there are; a column without a unit is taken to be in it. NaN where there is no such column. */
  numbers(name: string, unit: string): Float64Array;
  /** Unit of a column; undefined where there is none, or no such column. */
  unit(name: string): string | undefined;
  /** Truth values; undefined where there is no such column. */
  truths(name: string): readonly boolean[] | undefined;
  /** Strings; undefined where there is no such column. */
  texts(name: string): readonly string[] | undefined;
}

/** Access to the columns of a table that must have a multiple of `count` elements each. Throws "invalid-file" naming the column. */
export function fluxCells(table: Table, count: number, where: string): FluxCells {
  const find = (name: string) => table.columns.find((column) => column.name.toLowerCase() === name);
  return {
    where,
    has: (name) => find(name) !== undefined,
    numbers: (name, unit) => {
      const column = find(name);
      return column === undefined ? new Float64Array(count).fill(Number.NaN) : numbersOf(column, unit, count, where);
    },
    unit: (name) => find(name)?.unit.trim() || undefined,
    truths: (name) => {
      const data = find(name)?.data;
      return data === undefined
        ? undefined
        : Array.from(data as ArrayLike<unknown>, (value) => value === true || value === 1 || value === "True");
    },
    texts: (name) => {
      const data = find(name)?.data;
      return data === undefined
        ? undefined
        : Array.from(data as ArrayLike<unknown>, (value) => (typeof value === "string" ? value : ""));
    },
  };
}

function numbersOf({ name, unit, data }: Column, wanted: string, count: number, where: string): Float64Array {
  if (!(data instanceof Float64Array || data instanceof Int32Array)) {
    throw new GammakitError("invalid-file", `${where}: column ${name} must hold numbers.`, { where, column: name });
  }
  if (data.length === 0 || data.length % count !== 0) {
    throw new GammakitError(
      "invalid-file",
      `${where}: column ${name} has ${data.length} values, which is no multiple of the ${count} flux points.`,
      { where, column: name },
    );
  }
  try {
    return convertAll(data, unit.trim() === "" ? wanted : unit, wanted);
  } catch (cause) {
    throw new GammakitError(
      "invalid-file",
      `${where}: column ${name} has the unit "${unit}", which does not convert to "${wanted}".`,
      { where, column: name, unit },
      cause,
    );
  }
}
