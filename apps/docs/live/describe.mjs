import { csvOf, figureData } from "./figure-data.mjs";

/**
 * Something shown under a block: plain data, so that a worker can post it and a build can store it.
 * @typedef {{ kind: "text", text: string }} TextItem
 * @typedef {{ kind: "table", caption: string, columns: { name: string, unit: string, isNumber: boolean }[], rows: string[][] }} TableItem
 * @typedef {{ table: TableItem, csv: string }} FigureNumbers
 * @typedef {{ kind: "figure", title: string, about: string, caption: string, light: string, dark: string, numbers?: FigureNumbers }} FigureItem
 * @typedef {TextItem | TableItem | FigureItem} Item
 */

const mostRows = 60;

/**
 * What to show of a value: a figure, a table, a list of records, or its text.
 * @param {unknown} value @param {string} caption @param {(module: string) => Promise<any>} load
 * @returns {Promise<Item>}
 */
export async function describe(value, caption, load) {
  if (isFigure(value)) {
    const { renderSvg } = await load("@gammakit/plot");
    const [light, dark] = [await renderSvg(value, { theme: "light" }), await renderSvg(value, { theme: "dark" })];
    const words = typeof value.spec.description === "string" ? value.spec.description : "";
    const about = words.replace(/\d+\.\d{5,}/g, (digits) => numberText(Number(digits)));
    const numbers = numbersOf(value);
    return { kind: "figure", title: value.title, about, caption, light, dark, ...(numbers && { numbers }) };
  }
  if (isTable(value)) {
    const { shownColumns } = await load("@gammakit/io");
    const columns = shownColumns(value);
    const rows = Array.from({ length: Math.min(value.rowCount, mostRows) }, (_, k) =>
      columns.map((/** @type {any} */ one) => one.cell(k)),
    );
    const names = columns.map((/** @type {any} */ { name, unit, isNumber }) => ({ name, unit, isNumber }));
    return { kind: "table", caption: caption || value.name, columns: names, rows };
  }
  if (isRecordList(value)) return records(value, caption);
  return {
    kind: "text",
    text: (caption ? `${caption}:\n` : "") + (typeof value === "string" ? value : textOf(value, 0)),
  };
}

/** What a figure shows, to read and to take along. @param {{ title: string, spec: object }} figure @returns {FigureNumbers | undefined} */
function numbersOf({ title, spec }) {
  const data = figureData(spec);
  if (data === undefined) return undefined;
  const columns = data.names.map((name, k) => ({ name, unit: "", isNumber: typeof data.rows[0][k] === "number" }));
  const digits = columns.map(({ isNumber }, k) => (isNumber ? digitsOf(data.rows.map((row) => Number(row[k]))) : 0));
  const cell = (/** @type {unknown} */ value, /** @type {number} */ k) =>
    digits[k] > 6 ? String(Number(Number(value).toPrecision(digits[k]))) : cellOf(value);
  const rows = data.rows.slice(0, mostRows).map((row) => row.map(cell));
  return { table: { kind: "table", caption: title, columns, rows }, csv: csvOf(data) };
}

/** So many that numbers which lie close to each other differ, as days do. @param {number[]} values */
function digitsOf(values) {
  const finite = values.filter(Number.isFinite);
  const spread = Math.max(...finite) - Math.min(...finite);
  return spread > 0 ? 4 + Math.ceil(Math.log10(Math.max(...finite.map(Math.abs)) / spread)) : 0;
}

/** @param {Record<string, unknown>[]} list @param {string} caption @returns {TableItem} */
function records(list, caption) {
  const names = [...new Set(list.flatMap(Object.keys))];
  return {
    kind: "table",
    caption,
    columns: names.map((name) => {
      const [, word, unit] = /^(.*?) *\[(.*)\]$/.exec(name) ?? [name, name, ""];
      const isNumber = list.every((row) => row[name] === undefined || typeof row[name] === "number");
      return { name: word, unit, isNumber };
    }),
    rows: list.slice(0, mostRows).map((row) => names.map((name) => cellOf(row[name]))),
  };
}

/** @param {unknown} value */
function cellOf(value) {
  if (value === undefined) return "";
  return typeof value === "string" ? value : textOf(value, 1);
}

/** @param {unknown} value @param {number} depth @returns {string} */
function textOf(value, depth) {
  if (typeof value === "number") return numberText(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return `function ${value.name}`;
  if (ArrayBuffer.isView(value) || Array.isArray(value)) return listOf(/** @type {any} */ (value), depth);
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (typeof value !== "object" || value === null) return String(value);
  if (depth > 2) return "{…}";
  const inner = Object.entries(value).map(([key, one]) => `${key}: ${textOf(one, depth + 1)}`);
  const flat = `{ ${inner.join(", ")} }`;
  const indent = "  ".repeat(depth + 1);
  return flat.length < 100 ? flat : `{\n${inner.map((line) => `${indent}${line},\n`).join("")}${"  ".repeat(depth)}}`;
}

/** Six digits, and no long row of zeros. @param {number} value */
function numberText(value) {
  const size = Math.abs(value);
  if (Number.isInteger(value) || !Number.isFinite(value) || (size >= 1e-3 && size < 1e6)) {
    return String(Number.isInteger(value) ? value : Number(value.toPrecision(6)));
  }
  return value.toExponential(5).replace(/\.?0*e\+?/, "e");
}

/** @param {ArrayLike<unknown>} list @param {number} depth */
function listOf(list, depth) {
  if (depth > 2) return `[${list.length} values]`;
  const shown = Array.from({ length: Math.min(list.length, 20) }, (_, k) => textOf(list[k], depth + 1));
  return `[${shown.join(", ")}${list.length > 20 ? `, … ${list.length} in all` : ""}]`;
}

/** @param {unknown} value @returns {value is { kind: string, title: string, spec: { description?: unknown } }} */
function isFigure(value) {
  return isRecord(value) && value.kind === "vega-lite" && typeof value.title === "string";
}

/** @param {unknown} value @returns {value is any} */
function isTable(value) {
  return isRecord(value) && Array.isArray(value.columns) && typeof value.rowCount === "number";
}

/** @param {unknown} value @returns {value is Record<string, unknown>[]} */
function isRecordList(value) {
  return Array.isArray(value) && value.length > 0 && value.every(isRecord);
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}
