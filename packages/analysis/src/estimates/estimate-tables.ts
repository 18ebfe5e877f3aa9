import type { Column, Table } from "@gammakit/core";
import type { ReportContent } from "../report/report-html.ts";
import type { EstimateResult } from "./estimates.ts";
import type { Json } from "./to-json.ts";

/** What a row of the tables is of. */
export interface EstimatedRow {
  /** When or where: the first cell. */
  readonly label: string;
  readonly estimates: readonly EstimateResult[];
}

/** A table for each estimator of a job: the numbers, texts and booleans of its results, a row for each fit. */
export function estimateTables(rows: readonly EstimatedRow[], label: string): ReportContent["tables"] {
  const count = Math.max(0, ...rows.map(({ estimates }) => estimates.length));
  return Array.from({ length: count }, (_, k) => {
    const type = rows.find(({ estimates }) => estimates.length > k)?.estimates[k].type ?? "";
    return { title: `Estimates: ${type}`, table: tableOf(type, label, rows, k) };
  });
}

function tableOf(type: string, label: string, rows: readonly EstimatedRow[], k: number): Table {
  const scalars = rows.map(({ estimates }) => scalarsOf(estimates[k]?.value ?? null));
  const names = [...new Set(scalars.flatMap((cells) => Object.keys(cells)))];
  const messages = rows.map(({ estimates }) => estimates[k]?.message ?? "");
  const text = (name: string, data: readonly string[]): Column => ({ name, unit: "", data });
  return {
    name: type,
    rowCount: rows.length,
    meta: {},
    columns: [
      text(
        label,
        rows.map((row) => row.label),
      ),
      ...names.map((name) => columnOf(name, scalars)),
      ...(messages.some((message) => message !== "") ? [text("failed", messages)] : []),
    ],
  };
}

type Cells = Readonly<Record<string, Json>>;

/** What of a result fits into a cell: itself where it is one, else its members that are. */
function scalarsOf(value: Json): Cells {
  if (value === null) return {};
  if (typeof value !== "object") return { value };
  if (Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry === null || typeof entry !== "object"));
}

function columnOf(name: string, rows: readonly Cells[]): Column {
  const cells = rows.map((row) => row[name] ?? null);
  if (cells.every((cell) => cell === null || typeof cell === "number")) {
    return { name, unit: "", data: Float64Array.from(cells, (cell) => (cell === null ? Number.NaN : Number(cell))) };
  }
  return { name, unit: "", data: cells.map((cell) => (cell === null ? "" : String(cell))) };
}
