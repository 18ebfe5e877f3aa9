import type { Column, ColumnData } from "./table.ts";

/** A column of numbers, truth values or strings, without unit unless one is given. */
export function column(name: string, data: ColumnData, options: Omit<Partial<Column>, "name" | "data"> = {}): Column {
  return { name, unit: "", ...options, data };
}
