import type { Table } from "@gammakit/core";
import { shownColumns } from "./shown-columns.ts";

/**
 * A table as Markdown: a value with its error in one column, units below the names. For reading; ECSV keeps all digits.
 * GitHub Flavored Markdown, section 4.10.
 */
export function writeMarkdown(table: Table): string {
  const columns = shownColumns(table);
  if (columns.length === 0) return "";
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(" | ")} |\n`;
  const names = columns.map(({ name, unit }) => (unit === "" ? name : `${name} [${unit}]`));
  const rule = `|${columns.map(({ isNumber }) => (isNumber ? " ---: " : " --- ")).join("|")}|\n`;
  const rows = Array.from({ length: table.rowCount }, (_, row) => line(columns.map(({ cell }) => cell(row))));
  return line(names) + rule + rows.join("");
}

/** Characters that Markdown takes for its own. */
function escaped(text: string): string {
  return text.replace(/[\\|`*_<[\]]/g, "\\$&").replace(/\s+/g, " ");
}
