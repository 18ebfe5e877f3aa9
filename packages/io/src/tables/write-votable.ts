import { type Column, cellSize, formatUnit, type Table } from "@gammakit/core";
import { subscripts } from "./subscripts.ts";
import { ucdOf } from "./ucd.ts";

/**
 * A table as VOTable 1.4 with its cells in text (TABLEDATA): names, types, units, descriptions and UCDs, the meta as PARAM.
 * Units are in the syntax of VOUnits 1.0 (`cm**-2.s**-1`), doubles have as many digits as give them back. The elements of
 * a cell of strings stand in fields of their own, `name[0]`, `name[1]`, as in CSV: astropy refuses the arrays of characters with two
 * dimensions that the format has for them. IVOA, VOTable Format Definition 1.4, section 2.2.
 */
export function writeVotable(table: Table): string {
  const { name, meta, rowCount } = table;
  const columns = table.columns.flatMap(withStringsApart);
  const params = Object.entries(meta).map(([key, value]) => param(key, value));
  const cells = columns.map(cellText);
  const rows = Array.from(
    { length: rowCount },
    (_, row) => `<TR>${cells.map((cell) => `<TD>${cell(row)}</TD>`).join("")}</TR>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3">
<RESOURCE type="results">
<TABLE${name === "" ? "" : ` name="${attribute(name)}"`} nrows="${rowCount}">
${[...params, ...columns.map(fieldElement)].join("\n")}
<DATA><TABLEDATA>
${rows.join("\n")}
</TABLEDATA></DATA>
</TABLE>
</RESOURCE>
</VOTABLE>
`;
}

function withStringsApart(column: Column): readonly Column[] {
  const { name, data, shape, ...rest } = column;
  const size = cellSize(column);
  if (shape === undefined || size === 0 || !isText(data)) return [column];
  return Array.from({ length: size }, (_, k) => ({
    ...rest,
    name: name + subscripts(k, shape),
    data: data.filter((_value, i) => i % size === k),
  }));
}

function isText(data: Column["data"]): data is readonly string[] {
  return Array.isArray(data) && typeof data[0] !== "boolean";
}

function param(name: string, value: string | number | boolean): string {
  const type =
    typeof value === "string"
      ? stringType([value])
      : typeof value === "number"
        ? 'datatype="double"'
        : 'datatype="boolean"';
  return `<PARAM name="${attribute(name)}" ${type} value="${attribute(scalarText(value))}"/>`;
}

function fieldElement(column: Column): string {
  const { name, unit, description } = column;
  const ucd = ucdOf(column);
  const attributes = [
    `name="${attribute(name)}"`,
    typeOf(column),
    ...(unit === "" ? [] : [`unit="${attribute(voUnit(unit))}"`]),
    ...(ucd === undefined ? [] : [`ucd="${attribute(ucd)}"`]),
  ].join(" ");
  return description
    ? `<FIELD ${attributes}><DESCRIPTION>${text(description)}</DESCRIPTION></FIELD>`
    : `<FIELD ${attributes}/>`;
}

/** The type, and the shape of a cell with its fastest axis first. */
function typeOf({ data, shape = [] }: Column): string {
  const arraysize = shape.length === 0 ? "" : ` arraysize="${[...shape].reverse().join("x")}"`;
  if (data instanceof Float64Array) return `datatype="double"${arraysize}`;
  if (data instanceof Int32Array) return `datatype="int"${arraysize}`;
  return isText(data) ? stringType(data) : `datatype="boolean"${arraysize}`;
}

function stringType(strings: readonly string[]): string {
  const isUnicode = strings.some((value) => /[^\x20-\x7e\s]/.test(value));
  return `datatype="${isUnicode ? "unicodeChar" : "char"}" arraysize="*"`;
}

function cellText(column: Column): (row: number) => string {
  const { data } = column;
  const size = cellSize(column);
  return (row) => text(Array.from({ length: size }, (_, k) => scalarText(data[row * size + k])).join(" "));
}

function scalarText(value: number | boolean | string): string {
  if (typeof value === "boolean") return value ? "T" : "F";
  if (typeof value === "string") return value;
  if (Number.isFinite(value)) return Object.is(value, -0) ? "-0" : String(value);
  return Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
}

/** `cm-2 s-1 TeV-1` as VOUnits writes it; what is no unit stays as it is. */
function voUnit(unit: string): string {
  const words = canonical(unit).split(" ");
  return words
    .map((word) => word.replace(/^([A-Za-z%]+)(-?\d+)$/, "$1**$2").replace(/^([A-Za-z%]+)(\(.*\))$/, "$1**$2"))
    .join(".");
}

function canonical(unit: string): string {
  try {
    return formatUnit(unit);
  } catch {
    return unit;
  }
}

/** What XML has no place for at all is shown as what it is: unreadable. */
function text(value: string): string {
  return value
    .replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

function attribute(value: string): string {
  return text(value)
    .replaceAll('"', "&quot;")
    .replace(/[\t\n\r]/g, " ");
}
