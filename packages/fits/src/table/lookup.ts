import { GammakitError, nearest } from "@gammakit/core";
import { describePlace, invalidAt, type Place } from "../file/place.ts";
import type { FitsColumn } from "./column.ts";

/** The column of that number, or called so exactly or else in other letters; undefined where there is none. */
export function findColumn(columns: readonly FitsColumn[], name: string | number): FitsColumn | undefined {
  if (typeof name === "number") return columns[name - 1];
  for (const column of columns) if (column.name === name) return column;
  const upper = name.toUpperCase();
  return columns.find((column) => column.name.toUpperCase() === upper);
}

/** The same; an error lists the columns there are. */
export function requireColumn(columns: readonly FitsColumn[], name: string | number, place: Place): FitsColumn {
  const column = findColumn(columns, name);
  if (column !== undefined) return column;
  const names = columns.map((candidate) => candidate.name);
  const near = typeof name === "string" ? nearest(name, names) : undefined;
  const hint = near === undefined ? "" : ` Is it ${near}?`;
  throw invalidAt(place, `no column ${name}; found ${names.join(", ") || "none"}.${hint}`, { column: name, names });
}

/** An error about a column that is there but not of the type asked for. */
export function wrongType(place: Place, { name, form }: FitsColumn, wanted: string): GammakitError {
  return invalidAt(place, `column ${name} has the form ${form}; ${wanted} were expected.`, { column: name, form });
}

/** The bytes of a unit; an error where `select` left them out. */
export function requireBytes<T>(bytes: T | undefined, place: Place): T {
  if (bytes !== undefined) return bytes;
  const message = `${describePlace(place)}: the data was not read, because \`select\` left this unit out.`;
  throw new GammakitError("invalid-input", message, { ...place });
}

/** An error about a column of a table of which other columns were read alone, or that was read as doubles. */
export function notDecoded(place: Place, name: string): GammakitError {
  const message = `${describePlace(place)}: of a table this large those columns alone are there that \`columns\` asked for, as \`numbers\`; column ${name} is not among them.`;
  return new GammakitError("invalid-input", message, { ...place, column: name });
}
