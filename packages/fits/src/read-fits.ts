import { type ByteSource, blobSource, bufferSource, GammakitError, isGammakitError } from "@gammakit/core";
import { assembleFile, type FitsFile } from "./file/file.ts";
import { truncated } from "./file/layout.ts";
import { isRare } from "./file/rare.ts";
import { walkBytes, walkInput } from "./file/walk-bytes.ts";
import { type WalkedUnit, walk } from "./file/walker.ts";
import { type Inflate, type InflateContext, inflateGzip, isGzip, tooLarge, usualLimit } from "./gzip/inflate.ts";
import type { FitsHeader } from "./header/header.ts";
import type { ParseFitsOptions } from "./parse-fits.ts";

/** Options of `readFits`. */
export interface ReadFitsOptions extends ParseFitsOptions {
  /**
   * The columns that are needed of a table, by its header and number; all where it gives undefined. Of a large binary table they alone
   * are kept, as what `numbers` gives: its rows are read a few megabytes at a time, and it is never in memory as a whole. A large gzip
   * file is then unpacked while it is read, too.
   */
  readonly columns?: (header: FitsHeader, index: number) => readonly string[] | undefined;
  /** Inflates a gzip file; by default the platform's `DecompressionStream`, then pako. */
  readonly inflate?: Inflate;
  /**
   * How large a gzip file, or a tile-compressed image, may become [bytes]; where absent, what `inflate.maxBytes` says, else 256 MiB
   * or 64 times the size of the file, whichever is more, but at most 1 GiB. Beyond it "limit-exceeded" is thrown.
   */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

/**
 * A FITS file from any source of bytes, inflated where it is gzip. FITS Standard 4.0 (2018).
 *
 * With `select`, the data of other units is not even read where the source is not compressed. With `columns`, large tables are read
 * in a few megabytes at a time, so that what a file takes in memory is what is kept of it.
 */
export async function readFits(
  source: ByteSource | ArrayBuffer | Uint8Array<ArrayBuffer> | Blob,
  options: ReadFitsOptions = {},
): Promise<FitsFile> {
  const given = toSource(source, options.name);
  const name = options.name ?? given.name;
  const bytesSource = withPlace(given, name);
  const size = await bytesSource.size(options.signal);
  const maxBytes = options.maxBytes ?? options.inflate?.maxBytes ?? usualLimit(size);
  const warnings: string[] = [];
  const units = await walkSource(bytesSource, size, { ...options, name, maxBytes }, warnings);
  if (!units.some(isRare)) return assembleFile({ name, units, warnings, createRare: undefined });
  const { loadRare } = await import("./file/create-rare.ts");
  return assembleFile({ name, units, warnings, createRare: await loadRare(units, maxBytes) });
}

type WalkOptions = ReadFitsOptions & { readonly name: string; readonly maxBytes: number };

async function walkSource(
  source: ByteSource,
  size: number,
  options: WalkOptions,
  warnings: string[],
): Promise<readonly WalkedUnit[]> {
  const { name, maxBytes, inflate, select, columns, signal } = options;
  const warn = (message: string) => {
    warnings.push(message);
  };
  const context: InflateContext = { name, maxBytes, inflate, signal, warn };
  if (select !== undefined || columns !== undefined) {
    const head = await source.read(0, Math.min(2, size), signal);
    if (!isGzip(head)) return walkSelected(source, size, options, warnings);
    if (columns !== undefined && size > largePacked) return walkPacked(source, size, options, context, warnings);
  }
  const stored = await source.read(0, size, signal);
  const bytes = isGzip(stored) ? await inflateGzip(stored, context) : stored;
  return walkBytes(bytes, walkInput(name, bytes.length, options, warnings));
}

/** A gzip file above this size [bytes] is not held as a whole where columns are asked for: below, whole is faster. */
const largePacked = 2 ** 24;

async function walkPacked(
  source: ByteSource,
  size: number,
  options: WalkOptions,
  context: InflateContext,
  warnings: string[],
): Promise<readonly WalkedUnit[]> {
  const { PackedReader } = await import("./gzip/packed-reader.ts");
  const reader = new PackedReader(source, size, context);
  // Else arrays would be made for all the rows that a header promises.
  const checkEnd = (end: number) => {
    if (!(end <= context.maxBytes)) throw tooLarge(context);
  };
  const walker = walk({ ...walkInput(options.name, Number.POSITIVE_INFINITY, options, warnings), checkEnd });
  let step = walker.next();
  while (!step.done) step = walker.next(await reader.read(step.value.offset, step.value.length));
  const total = await reader.finish();
  for (const { layout, place, range } of step.value) {
    if (range.offset + range.length > total) throw truncated(layout, place, Math.max(0, total - range.offset));
  }
  return step.value;
}

async function walkSelected(
  source: ByteSource,
  size: number,
  options: WalkOptions,
  warnings: string[],
): Promise<readonly WalkedUnit[]> {
  const { name, signal } = options;
  const walker = walk(walkInput(name, size, options, warnings));
  let step = walker.next();
  while (!step.done) {
    const { offset, length } = step.value;
    const bytes = await source.read(offset, length, signal);
    if (bytes.length !== length) throw cutOff(name, offset, length, bytes.length);
    step = walker.next(bytes);
  }
  return step.value;
}

function cutOff(name: string, offset: number, length: number, found: number): GammakitError {
  const message = `${name}: ${found} of the ${length} bytes from byte ${offset} on could be read. Has the file changed? Open it again.`;
  return new GammakitError("io", message, { file: name, offset, length, found });
}

/** The same source; what it throws that is not ours becomes an "io" error with the file and the place. */
function withPlace(source: ByteSource, name: string): ByteSource {
  const guard = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (isGammakitError(error) || (error instanceof Error && error.name === "AbortError")) throw error;
      const message = `${name}: ${what} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
      throw new GammakitError("io", message, { file: name }, error);
    }
  };
  return {
    name,
    size: (signal) => guard("its size", () => source.size(signal)),
    read: (offset, length, signal) =>
      guard(`bytes ${offset} to ${offset + length - 1}`, () => source.read(offset, length, signal)),
  };
}

function toSource(source: ByteSource | ArrayBuffer | Uint8Array<ArrayBuffer> | Blob, name?: string): ByteSource {
  if (source instanceof ArrayBuffer) return bufferSource(new Uint8Array(source), name);
  if (source instanceof Uint8Array) return bufferSource(source, name);
  if (source instanceof Blob) return blobSource(source, name);
  return source;
}
