import { column, type Table, tableOf, type WrittenFile } from "@gammakit/core";
import { readerConformance, writerConformance } from "@gammakit/testing";
import { describe, test } from "vitest";
import {
  csvReader,
  csvWriter,
  ecsvReader,
  ecsvWriter,
  fitsTableReader,
  fitsTableWriter,
  markdownWriter,
  votableWriter,
} from "../../src/index.ts";

const table: Table = tableOf(
  "spectra",
  [
    column("e_ref", Float64Array.of(0.5, 1.25, 31), { unit: "TeV", description: "Reference energy" }),
    column("counts", Int32Array.of(3, 0, -2147483648)),
    column("is_ul", [true, false, true]),
    column("name", ["Crab", 'an "odd" name, with a comma', "x"]),
    column("scan", Float64Array.of(1, 2, 3, 4, 5, 6), { unit: "s", shape: [2] }),
  ],
  { CREATOR: "gammakit", N: 3 },
);
/** What CSV keeps: names and values of scalars. */
const bare = tableOf("", [
  column("e_ref", Float64Array.of(0.5, 1.25, 31)),
  column("name", ["Crab", 'an "odd" name, with a comma', "x"]),
]);

const ecsv: WrittenFile = await one(ecsvWriter().write(table, "t.ecsv"));
const csv: WrittenFile = await one(csvWriter().write(bare, "t.csv"));
const fits: WrittenFile = await one(fitsTableWriter().write(table, "t.fits"));

async function one(files: Promise<readonly WrittenFile[]>): Promise<WrittenFile> {
  return (await files)[0];
}

describe.each([
  ["ecsv", ecsvWriter(), { value: table, reader: ecsvReader() }],
  ["csv", csvWriter(), { value: bare, reader: csvReader() }],
  ["fits-table", fitsTableWriter(), { value: table, reader: fitsTableReader() }],
  ["votable", votableWriter(), { value: table }],
  ["markdown", markdownWriter(), { value: table }],
])("the writer %s", (_, writer, options) => {
  for (const { name, run } of writerConformance(writer, options)) test(name, run);
});

describe.each([
  ["ecsv", ecsvReader(), { files: [ecsv] as const, value: table, foreign: [csv, fits] }],
  ["csv", csvReader(), { files: [csv] as const, value: bare, foreign: [ecsv, fits] }],
  ["fits-table", fitsTableReader(), { files: [fits] as const, value: table, foreign: [ecsv, csv] }],
])("the reader %s", (_, reader, options) => {
  for (const { name, run } of readerConformance(reader, options)) test(name, run);
});
