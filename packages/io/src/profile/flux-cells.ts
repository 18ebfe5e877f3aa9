import { type Column, convertAll, GammakitError, type Table } from "@gammakit/core";
import { parseNumberText } from "../tables/number-text.ts";

/** The cells of a table of flux points, one after another whatever their shape. */
export interface FluxCells {
  /** For messages. */
  readonly where: string;
  has(name: string): boolean;
  /** One number per point in a unit; a column without a unit is taken to be in it. NaN where there is no such column. */
  numbers(name: string, unit: string): Float64Array;
  /** The same with any number of values per point, those of a point one after another. */
  groups(name: string): Float64Array;
  /** Unit of a column; undefined where there is none, or no such column. */
  unit(name: string): string | undefined;
  /** Truth values, false where a cell has none; undefined where there is no such column. */
  truths(name: string): readonly boolean[] | undefined;
  /** Strings; undefined where there is no such column. */
  texts(name: string): readonly string[] | undefined;
}

/** Access to the columns of a table of `count` flux points. Throws "invalid-file" naming the column. */
export function fluxCells(table: Table, count: number, where: string): FluxCells {
  const find = (name: string) => table.columns.find((column) => column.name.toLowerCase() === name);
  return {
    where,
    has: (name) => find(name) !== undefined,
    numbers: (name, unit) => {
      const column = find(name);
      if (column === undefined) return new Float64Array(count).fill(Number.NaN);
      requireLength(column, column.data.length === count, count, where);
      return numbersOf(column, unit, where);
    },
    groups: (name) => {
      const column = find(name);
      if (column === undefined) return new Float64Array(count).fill(Number.NaN);
      requireLength(column, column.data.length > 0 && column.data.length % count === 0, count, where);
      return numbersOf(column, "", where);
    },
    unit: (name) => find(name)?.unit.trim() || undefined,
    truths: (name) => {
      const column = find(name);
      return column && truthsOf(column, where);
    },
    texts: (name) => {
      const data = find(name)?.data;
      return data === undefined
        ? undefined
        : Array.from(data as ArrayLike<unknown>, (value) => (typeof value === "string" ? value : ""));
    },
  };
}

function requireLength({ name, data }: Column, fits: boolean, count: number, where: string): void {
  if (fits) return;
  throw new GammakitError(
    "invalid-file",
    `${where}: column ${name} has ${data.length} values, which does not fit the ${count} flux points or regions.`,
    { where, column: name },
  );
}

function numbersOf({ name, unit, data }: Column, wanted: string, where: string): Float64Array {
  if (!(data instanceof Float64Array || data instanceof Int32Array)) {
    throw new GammakitError("invalid-file", `${where}: column ${name} must hold numbers${butHas(data)}.`, {
      where,
      column: name,
    });
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

/** Which text of a column is no number, as the end of a sentence. */
function butHas(data: readonly (string | boolean)[]): string {
  const i = data.findIndex(
    (value) => typeof value === "string" && value.trim() !== "" && parseNumberText(value) === undefined,
  );
  return i < 0 ? "" : `, but value ${i + 1} is ${JSON.stringify(data[i])}; leave cells empty that have no number`;
}

const words: Readonly<Record<string, boolean>> = {
  true: true,
  t: true,
  yes: true,
  y: true,
  "1": true,
  false: false,
  f: false,
  no: false,
  n: false,
  "0": false,
  "": false,
};

function truthsOf({ name, data }: Column, where: string): readonly boolean[] {
  return Array.from(data as ArrayLike<unknown>, (value, i) => {
    if (typeof value !== "string") return value === true || value === 1;
    const word = value.trim().toLowerCase();
    if (Object.hasOwn(words, word)) return words[word];
    throw new GammakitError(
      "invalid-file",
      `${where}: column ${name} must hold truth values, but value ${i + 1} is ${JSON.stringify(value)}. Write true or false.`,
      { where, column: name },
    );
  });
}

/** Whether the table says what the reference spectrum has in each bin. */
export function hasReferences({ has }: FluxCells): boolean {
  return ["ref_dnde", "ref_flux", "ref_eflux"].every(has);
}
