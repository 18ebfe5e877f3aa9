import {
  type ByteSource,
  defineExtension,
  GammakitError,
  type RunContext,
  type Table,
  type WrittenFile,
} from "@gammakit/core";
import { isTable } from "./is-table.ts";
import type { ReadTableOptions } from "./read-ecsv.ts";

/** Writes tables as ECSV, with all that belongs to them. */
export const ecsvWriter = defineExtension(
  "writer",
  { id: "ecsv", summary: "Tables as ECSV, with units and meta", optionHelp: {} },
  () => textWriter(".ecsv", async () => (await import("./write-ecsv.ts")).writeEcsv),
);

/** Writes tables as CSV, names and values only. */
export const csvWriter = defineExtension(
  "writer",
  { id: "csv", summary: "Tables as CSV, names and values only", optionHelp: {} },
  () => textWriter(".csv", async () => (await import("./write-csv.ts")).writeCsv),
);

/** Writes tables as VOTable, for the tools of the Virtual Observatory. */
export const votableWriter = defineExtension(
  "writer",
  { id: "votable", summary: "Tables as VOTable, with units, descriptions and UCDs", optionHelp: {} },
  () => ({
    ...textWriter(".vot", async () => (await import("./write-votable.ts")).writeVotable),
    extensions: [".vot", ".votable", ".xml"],
  }),
);

/** Writes tables as Markdown, for reading. */
export const markdownWriter = defineExtension(
  "writer",
  { id: "markdown", summary: "Tables as Markdown", optionHelp: {} },
  () => textWriter(".md", async () => (await import("./write-markdown.ts")).writeMarkdown),
);

/** Writes tables as FITS binary tables. */
export const fitsTableWriter = defineExtension(
  "writer",
  { id: "fits-table", summary: "Tables as FITS binary tables", optionHelp: {} },
  () => ({
    extensions: [".fits", ".fit"],
    accepts: isTable,
    async write(table: Table, name: string): Promise<readonly WrittenFile[]> {
      const { writeFitsTable } = await import("./write-fits-table.ts");
      return [{ name, bytes: writeFitsTable(table) }];
    },
  }),
);

/** Reads tables from ECSV. */
export const ecsvReader = defineExtension(
  "reader",
  { id: "ecsv", summary: "Tables from ECSV", optionHelp: {} },
  () => ({
    sniff: (head: Uint8Array, _name: string) => startsWith(head, "# %ECSV "),
    read: textReader(async () => (await import("./read-ecsv.ts")).readEcsv),
  }),
);

/** Reads tables from CSV. A CSV file says nothing of itself, so it is known by its name. */
export const csvReader = defineExtension("reader", { id: "csv", summary: "Tables from CSV", optionHelp: {} }, () => ({
  sniff: (head: Uint8Array, name: string) => /\.csv$/i.test(name) && !head.includes(0),
  read: textReader(async () => (await import("./read-csv.ts")).readCsv),
}));

/** Reads the first table of a FITS file. */
export const fitsTableReader = defineExtension(
  "reader",
  { id: "fits-table", summary: "The first table of a FITS file", optionHelp: {} },
  () => ({
    sniff: (head: Uint8Array, name: string) =>
      startsWith(head, "SIMPLE  =") || (/\.fits?\.gz$/i.test(name) && head[0] === 0x1f && head[1] === 0x8b),
    async read(source: ByteSource, { signal }: RunContext = {}): Promise<Table> {
      const { readFitsTable } = await import("./read-fits-table.ts");
      return readFitsTable(source, signal === undefined ? {} : { signal });
    },
  }),
);

// What an extension needs is loaded when it is used: a registry costs next to nothing.

function textWriter(extension: string, load: () => Promise<(table: Table) => string>) {
  return {
    extensions: [extension],
    accepts: isTable,
    async write(table: Table, name: string): Promise<readonly WrittenFile[]> {
      const format = await load();
      return [{ name, bytes: new TextEncoder().encode(format(table)) }];
    },
  };
}

const largestText = 512 * 1024 * 1024;

function textReader(load: () => Promise<(text: string, options: ReadTableOptions) => Table>) {
  return async (source: ByteSource, { signal }: RunContext = {}): Promise<Table> => {
    const { name } = source;
    const size = await source.size(signal);
    if (size > largestText) {
      const message = `${name} has ${size} bytes; a table in a text file has at most ${largestText}. Use FITS.`;
      throw new GammakitError("limit-exceeded", message, { size });
    }
    const [parse, { decodeText }] = await Promise.all([load(), import("../models/read-text.ts")]);
    return parse(decodeText(await source.read(0, size, signal), name), { name });
  };
}

function startsWith(head: Uint8Array, text: string): boolean {
  return Array.from(text).every((character, i) => head[i] === character.charCodeAt(0));
}
