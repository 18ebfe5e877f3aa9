import type { Table } from "@gammakit/core";

/** Whether a value is a table: what a writer of tables accepts. */
export function isTable(value: unknown): value is Table {
  if (typeof value !== "object" || value === null) return false;
  const { name, rowCount, columns, meta } = value as Partial<Record<keyof Table, unknown>>;
  const isShell = typeof name === "string" && typeof rowCount === "number" && typeof meta === "object" && meta !== null;
  return isShell && Array.isArray(columns) && columns.every(isColumn);
}

function isColumn(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { name, unit, data } = value as Record<string, unknown>;
  const isData = data instanceof Float64Array || data instanceof Int32Array || Array.isArray(data);
  return typeof name === "string" && typeof unit === "string" && isData;
}
