import { assembleFile, type FitsFile } from "./file/file.ts";
import { createRareUnit } from "./file/rare-units.ts";
import { walkBytes, walkInput } from "./file/walk-bytes.ts";
import { usualLimit } from "./gzip/inflate.ts";
import type { FitsHeader } from "./header/header.ts";

/** Options of `parseFits`. */
export interface ParseFitsOptions {
  /** For messages. */
  readonly name?: string;
  /** Which units to keep the data of, by header and number; all when absent. Headers are always read. */
  readonly select?: (header: FitsHeader, index: number) => boolean;
}

/**
 * A FITS file from bytes in memory that are not compressed. FITS Standard 4.0 (2018).
 *
 * Columns and images are decoded when they are asked for, and the file keeps `bytes` until then. Of tile-compressed
 * images only headers and tables of tiles can be had: what decodes them is loaded by `readFits`.
 */
export function parseFits(bytes: Uint8Array<ArrayBuffer>, options: ParseFitsOptions = {}): FitsFile {
  const { name = "(bytes)" } = options;
  const warnings: string[] = [];
  const maxBytes = usualLimit(bytes.length);
  return assembleFile({
    name,
    units: walkBytes(bytes, walkInput(name, bytes.length, options, warnings)),
    warnings,
    createRare: (input) => createRareUnit(input, undefined, maxBytes),
  });
}
