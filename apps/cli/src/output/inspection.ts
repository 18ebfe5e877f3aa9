import type { Table } from "@gammakit/core";
import { type FitsInspection, formatTable, type InspectedHdu, type ValueRange } from "@gammakit/io";
import { bytesText } from "./bytes-text.ts";
import { printable } from "./printable.ts";
import type { Verification } from "./verification.ts";

/** What a FITS file holds, in lines of `width` characters; with `header` every card too. */
export function inspectionWords(
  { name, size, hdus, warnings }: FitsInspection,
  { width, header }: { readonly width: number; readonly header: boolean },
): readonly string[] {
  return [
    `${name}: ${bytesText(size)}, ${hdus.length === 1 ? "one unit" : `${hdus.length} units`}`,
    ...hdus.flatMap((hdu) => ["", ...hduWords(hdu, width), ...(header ? cardLines(hdu) : [])]),
    ...warnings.map((message) => printable(`Warning: ${message}`)),
  ];
}

/** What was found wrong, or how much was looked at in vain. */
export function verificationWords({ faults, verified, withChecksum }: Verification): readonly string[] {
  if (faults.length > 0) return faults.map((fault) => printable(`Fault: ${fault}`));
  const sums =
    withChecksum.length === 0
      ? "there are no checksums"
      : `${withChecksum.length} of ${verified.length} units have checksums, which hold`;
  return [`Verified: nothing is wrong by the standard; ${sums}.`];
}

function hduWords(hdu: InspectedHdu, width: number): readonly string[] {
  const { index, name, kind, what, columns } = hdu;
  const size = kind === "table" ? tableSize(hdu) : kind === "image" ? imageSize(hdu) : kind;
  const title = printable([`${index}`, ...(name === "" ? [] : [name]), size].join("  "));
  const table =
    columns === undefined || columns.length === 0 ? [] : [indent(formatTable(columnTable(hdu), { width: width - 3 }))];
  return [what === undefined ? title : `${title}: ${what}`, ...table];
}

function tableSize({ rowCount, columns = [] }: InspectedHdu): string {
  return `table of ${rowCount} rows × ${columns.length} columns`;
}

function imageSize({ shape = [], bitpix, unit, compression, range }: InspectedHdu): string {
  if (shape.length === 0) return "image without data";
  const numbers = bitpix === undefined ? "" : `, ${Math.abs(bitpix)}-bit ${bitpix < 0 ? "floating point" : "integers"}`;
  const packed = compression === undefined ? "" : `, compressed in tiles (${compression})`;
  const values =
    range === undefined
      ? ""
      : `, from ${shown(range.min)} to ${shown(range.max)}${unit ? ` ${unit}` : ""}${missing(range)}`;
  return `image of ${shape.join(" × ")} pixels${numbers}${packed}${values}`;
}

function missing({ missing: count }: ValueRange): string {
  return count === 0 ? "" : `, ${count} without a number`;
}

function columnTable({ columns = [] }: InspectedHdu): Table {
  const texts = (name: string, data: readonly string[]) => ({ name, unit: "", data });
  const hasMissing = columns.some(({ range }) => (range?.missing ?? 0) > 0);
  return {
    name: "columns",
    rowCount: columns.length,
    meta: {},
    columns: [
      texts(
        "column",
        columns.map(({ name }) => name),
      ),
      texts(
        "unit",
        columns.map(({ unit }) => unit),
      ),
      texts(
        "form",
        columns.map(({ form }) => form),
      ),
      texts(
        "shape",
        columns.map(({ shape }) => (shape.length === 1 && shape[0] === 1 ? "" : shape.join(" × "))),
      ),
      texts(
        "min",
        columns.map(({ range }) => (range === undefined ? "" : shown(range.min))),
      ),
      texts(
        "max",
        columns.map(({ range }) => (range === undefined ? "" : shown(range.max))),
      ),
      ...(hasMissing
        ? [
            texts(
              "no number",
              columns.map(({ range }) => String(range?.missing ?? "")),
            ),
          ]
        : []),
    ],
  };
}

/** Whole numbers in full, others with seven digits. */
function shown(value: number | bigint | null): string {
  if (value === null) return "-";
  const isWhole = typeof value === "bigint" || Number.isSafeInteger(value);
  return String(isWhole ? value : Number(value.toPrecision(7)));
}

function cardLines({ cards }: InspectedHdu): readonly string[] {
  return cards.map(({ keyword, value, comment }) => {
    if (keyword === "COMMENT" || keyword === "HISTORY" || keyword === "")
      return printable(`   ${keyword} ${value ?? ""}`.trimEnd());
    const text = typeof value === "string" ? `'${value}'` : value === undefined ? "" : String(value);
    return printable(`   ${keyword} = ${text}${comment === "" ? "" : ` / ${comment}`}`);
  });
}

function indent(text: string): string {
  return text.trimEnd().replaceAll(/^/gm, "   ");
}
