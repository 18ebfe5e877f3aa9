import type { Table } from "@gammakit/core";
import { shownColumns } from "./shown-columns.ts";

/** Options of `formatTable`. */
export interface FormatTableOptions {
  /** Characters per line, 80 by default. */
  readonly width?: number;
  /** How many rows are shown at most, all by default. */
  readonly maxRows?: number;
}

const gap = "  ";

/**
 * A table as text for a terminal: names, units, a line, then the rows. A column `x` with its errors `x_err`, or `x_errn` and
 * `x_errp`, is one column "value ± error" with two digits of the error; other numbers have four digits, and as many more as
 * tell the rows apart. NaN is "-". Columns that do not fit the width are left out from the right, which "…" says.
 */
export function formatTable(table: Table, { width = 80, maxRows = table.rowCount }: FormatTableOptions = {}): string {
  const rows = Math.min(table.rowCount, maxRows);
  const columns = shownColumns(table).map(({ name, unit, isNumber, cell }) => {
    const cells = [name, unit, ...Array.from({ length: rows }, (_, row) => cell(row))].map(printable);
    return { cells, isNumber, width: cells.reduce((widest, text) => Math.max(widest, lengthOf(text)), 1) };
  });
  const shown = columns.slice(0, fitting(columns, width));
  const isCut = shown.length < columns.length;
  const line = (i: number) => {
    const cells = shown.map((column) => pad(column.cells[i], column.width, column.isNumber));
    return (isCut && i === 0 ? [...cells, "…"] : cells).join(gap);
  };
  const hasUnits = shown.some(({ cells }) => cells[1] !== "");
  const rule = shown.map((column) => "─".repeat(column.width)).join(gap);
  const body = Array.from({ length: rows }, (_, row) => line(row + 2));
  const lines = [line(0), ...(hasUnits ? [line(1)] : []), rule, ...body];
  if (rows < table.rowCount) lines.push(`… ${table.rowCount - rows} more rows`);
  return lines.map((text) => `${clip(text.trimEnd(), width)}\n`).join("");
}

/** How many columns fit, the ellipsis of the others included; at least one. */
function fitting(columns: readonly { readonly width: number }[], width: number): number {
  let used = 0;
  let count = 0;
  for (const [i, column] of columns.entries()) {
    used += column.width + (i === 0 ? 0 : gap.length);
    const needed = i === columns.length - 1 ? used : used + gap.length + 1;
    if (needed <= width) count = i + 1;
  }
  return Math.max(count, 1);
}

/** Characters that move the cursor or turn the direction of writing have no place in a terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\uFFFD");
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}

function pad(text: string, width: number, toRight: boolean): string {
  const blanks = " ".repeat(width - lengthOf(text));
  return toRight ? blanks + text : text + blanks;
}

function clip(text: string, width: number): string {
  return lengthOf(text) <= width
    ? text
    : `${Array.from(text)
        .slice(0, Math.max(width - 1, 0))
        .join("")}…`;
}
