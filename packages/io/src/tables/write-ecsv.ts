import { type Column, type ColumnData, cellSize, type Table } from "@gammakit/core";
import { quoteField } from "./delimited.ts";
import { numberText } from "./number-text.ts";
import { yamlFlowMap, yamlScalar } from "./yaml-flow.ts";

/**
 * A table as ECSV 1.0, the text format of astropy: a header with names, types, units, descriptions and meta, then a line
 * per row. Doubles have as many digits as give them back; a vector cell is a JSON list. The table's name is the entry
 * EXTNAME of the meta, where astropy has it. Astropy (APE 6).
 */
export function writeEcsv(table: Table): string {
  const lines = ["%ECSV 1.0", "---", table.columns.length === 0 ? "datatype: []" : "datatype:"];
  lines.push(...table.columns.map((column) => `- ${columnHeader(column)}`));
  const entries = metaEntries(table);
  if (entries.length > 0)
    lines.push("meta:", ...entries.map(([key, value]) => `  ${yamlScalar(key)}: ${yamlScalar(value)}`));
  lines.push("schema: astropy-2.0");
  const body = lines.map((line) => `# ${line}`);
  if (table.columns.length > 0) body.push(table.columns.map(({ name }) => field(name)).join(" "));
  const cells = table.columns.map(cellText);
  for (let row = 0; row < table.rowCount; row++) body.push(cells.map((cell) => cell(row)).join(" "));
  return `${body.join("\n")}\n`;
}

function metaEntries({ name, meta }: Table): (readonly [string, string | number | boolean])[] {
  const rest = Object.entries(meta).filter(([key]) => key !== "EXTNAME");
  return name === "" ? rest : [["EXTNAME", name], ...rest];
}

function columnHeader({ name, unit, description, data, shape }: Column): string {
  const type = typeName(data);
  return yamlFlowMap({
    name,
    unit: unit === "" ? undefined : unit,
    datatype: shape === undefined ? type : "string",
    subtype: shape === undefined ? undefined : `${type}[${shape.join(",")}]`,
    description: description === "" ? undefined : description,
  });
}

/** The name that numpy has for the type of a column. An empty list is one of strings. */
function typeName(data: ColumnData): string {
  if (data instanceof Float64Array) return "float64";
  if (data instanceof Int32Array) return "int32";
  return typeof data[0] === "boolean" ? "bool" : "string";
}

/** A function that gives the text of a row's cell. */
function cellText(column: Column): (row: number) => string {
  const { data, shape } = column;
  if (shape !== undefined) {
    const size = cellSize(column);
    return (row) => field(jsonText(cellValues(data, row * size, size), shape));
  }
  if (data instanceof Float64Array) return (row) => numberText(data[row]);
  if (data instanceof Int32Array) return (row) => String(data[row]);
  return (row) => (data[row] === true ? "True" : data[row] === false ? "False" : field(String(data[row])));
}

/** Nested lists of JSON, with NaN and Infinity as Python writes them. */
function jsonText(values: readonly unknown[], shape: readonly number[]): string {
  const [count, ...inner] = shape;
  if (count === undefined) return typeof values[0] === "number" ? jsonNumber(values[0]) : JSON.stringify(values[0]);
  const step = inner.reduce((product, n) => product * n, 1);
  const parts = Array.from({ length: count }, (_, i) => jsonText(values.slice(i * step, (i + 1) * step), inner));
  return `[${parts.join(",")}]`;
}

function jsonNumber(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  return Object.is(value, -0) ? "-0.0" : String(value);
}

function field(text: string): string {
  return quoteField(text, /^$|[\s"#,]/);
}

function cellValues(data: ColumnData, start: number, size: number): (number | boolean | string)[] {
  return Array.from({ length: size }, (_, k) => data[start + k]);
}
