import { type ByteSource, blobSource, bufferSource, GammakitError, type Table } from "@gammakit/core";
import { type ReadFitsOptions, readFits } from "@gammakit/fits";
import { mapFault } from "../maps/map-fault.ts";
import { decodeText } from "../models/read-text.ts";
import { readCsv } from "../tables/read-csv.ts";
import { readEcsv } from "../tables/read-ecsv.ts";
import { tableFromFits } from "../tables/read-fits-table.ts";

/** Where a table comes from: a FITS, ECSV or CSV file. */
export type TableInput = ByteSource | ArrayBuffer | Uint8Array<ArrayBuffer> | Blob;

/**
 * The table of flux points of a file: the HDU FLUXPOINTS of FITS, else its first table; ECSV, and CSV otherwise, in which lines of
 * comments may come first.
 */
export async function readFluxTable(
  input: TableInput,
  options: Omit<ReadFitsOptions, "select">,
): Promise<{ table: Table; where: string; isCsv: boolean }> {
  const source = toSource(input, options.name);
  const name = options.name ?? source.name;
  const head = await source.read(0, Math.min(9, await source.size(options.signal)), options.signal);
  const start = new TextDecoder("latin1").decode(head);
  if (start.startsWith("SIMPLE") || start.startsWith("\x1f\x8b")) {
    const file = await readFits(source, options);
    const hdu = file.has("FLUXPOINTS") ? file.hdu("FLUXPOINTS") : file.hdus.find((unit) => unit.kind === "table");
    if (hdu === undefined) throw mapFault(name, "it has no table");
    return {
      table: tableFromFits(file.table(hdu.index)),
      where: `${name}, HDU ${hdu.index} (${hdu.name})`,
      isCsv: false,
    };
  }
  const text = decodeText(await source.read(0, await source.size(options.signal), options.signal), name);
  if (/^\uFEFF?\s*[<{[]/.test(text)) {
    const begin = JSON.stringify(text.trim().slice(0, 40));
    throw new GammakitError("invalid-file", `${name} is neither FITS nor ECSV nor CSV: it begins with ${begin}.`, {
      file: name,
    });
  }
  const isCsv = !start.startsWith("# %ECSV");
  return { table: isCsv ? readCommented(text, name) : readEcsv(text, { name }), where: name, isCsv };
}

/** A CSV below lines that begin with "#". Throws "invalid-file" where its columns are separated by something else. */
function readCommented(text: string, name: string): Table {
  const comments = /^(?:\uFEFF?#[^\r\n]*(?:\r\n?|\n|$))+/.exec(text)?.[0] ?? "";
  // Lines of nothing in their place keep the numbers of the lines.
  const table = readCsv(comments.replace(/[^\r\n]/g, "") + text.slice(comments.length), { name });
  const [first] = table.columns;
  if (table.columns.length !== 1 || !/[;\t ]\S/.test(first.name)) return table;
  throw new GammakitError(
    "invalid-file",
    `${name}: the columns of a CSV must be separated by commas; its first line is ${JSON.stringify(first.name)}.`,
    { file: name },
  );
}

function toSource(input: TableInput, name?: string): ByteSource {
  if (input instanceof ArrayBuffer) return bufferSource(new Uint8Array(input), name);
  if (input instanceof Uint8Array) return bufferSource(input, name);
  return input instanceof Blob ? blobSource(input, name) : input;
}
