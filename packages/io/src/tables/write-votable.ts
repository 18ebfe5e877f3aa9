import { type Column, formatUnit, type Table } from "@gammakit/core";
import { ucdOf } from "./ucd.ts";

/**
 * A table as VOTable 1.4 with its cells in text (TABLEDATA): names, types, units, descriptions and UCDs, the meta as PARAM.
 * Units are in the syntax of VOUnits 1.0 (`cm**-2.s**-1`), doubles have as many digits as give them back. IVOA, VOTable
 * Format Definition 1.4.
 */
export function writeVotable(table: Table): string {
  const { name, meta, columns, rowCount } = table;
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

/** The type, and the shape of a cell with its fastest axis first. Strings in vectors are padded to one length. */
function typeOf({ data, shape }: Column): string {
  const sizes = shape === undefined ? [] : [...shape].reverse();
  const arraysize = sizes.length === 0 ? "" : ` arraysize="${sizes.join("x")}"`;
  if (data instanceof Float64Array) return `datatype="double"${arraysize}`;
  if (data instanceof Int32Array) return `datatype="int"${arraysize}`;
  if (typeof data[0] === "boolean") return `datatype="boolean"${arraysize}`;
  const strings = data as readonly string[];
  if (sizes.length === 0) return stringType(strings);
  return `datatype="${charType(strings)}" arraysize="${[longest(strings), ...sizes].join("x")}"`;
}

function stringType(strings: readonly string[]): string {
  return `datatype="${charType(strings)}" arraysize="*"`;
}

function charType(strings: readonly string[]): string {
  return strings.some((value) => /[^\x20-\x7e\s]/.test(value)) ? "unicodeChar" : "char";
}

function longest(strings: readonly string[]): number {
  return strings.reduce((length, value) => Math.max(length, value.length), 1);
}

function cellText(column: Column): (row: number) => string {
  const { data, shape } = column;
  if (shape === undefined) return (row) => text(scalarText(data[row]));
  const size = shape.reduce((product, n) => product * n, 1);
  const isText = typeof data[0] === "string";
  const width = isText ? longest(data as readonly string[]) : 0;
  return (row) => {
    const values = Array.from({ length: size }, (_, k) => data[row * size + k]);
    return text(
      isText ? values.map((value) => String(value).padEnd(width)).join("") : values.map(scalarText).join(" "),
    );
  };
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
