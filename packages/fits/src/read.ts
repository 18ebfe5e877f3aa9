import { type ByteSource, blobSource, bufferSource, GammakitError, isGammakitError } from "@gammakit/core";
import { assembleFile, type FitsFile } from "./file/file.ts";
import { describePlace, type Place } from "./file/place.ts";
import { type WalkedUnit, type WalkInput, walk } from "./file/walker.ts";
import { type Inflate, inflateGzip, isGzip, usualLimit } from "./gzip/inflate.ts";
import type { FitsHeader } from "./header/header.ts";
import { loadDecoders } from "./tiles/load-decoder.ts";

/** Options of `parseFits`. */
export interface ParseFitsOptions {
  /** For messages. */
  readonly name?: string;
  /** Which units to keep the data of, by header and number; all when absent. Headers are always read. */
  readonly select?: (header: FitsHeader, index: number) => boolean;
}

/** Options of `readFits`. */
export interface ReadFitsOptions extends ParseFitsOptions {
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
 * A FITS file from bytes in memory that are not compressed. FITS Standard 4.0 (2018).
 *
 * Columns and images are decoded when they are asked for, and the file keeps `bytes` until then. Of tile-compressed
 * images only headers and tables of tiles can be had: what decodes them is loaded by `readFits`.
 */
export function parseFits(bytes: Uint8Array<ArrayBuffer>, options: ParseFitsOptions = {}): FitsFile {
  const { name = "(bytes)", select } = options;
  const warnings: string[] = [];
  return assembleFile({
    name,
    units: walkBytes(bytes, name, select, warnings),
    warnings,
    maxBytes: usualLimit(bytes.length),
  });
}

function walkBytes(
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
  select: WalkInput["select"],
  warnings: string[],
): readonly WalkedUnit[] {
  const walker = walk(walkInput(name, bytes.length, select, warnings));
  let step = walker.next();
  while (!step.done) {
    const { offset, length } = step.value;
    step = walker.next(bytes.subarray(offset, offset + length));
  }
  return step.value;
}

/**
 * A FITS file from any source of bytes, inflated where it is gzip. FITS Standard 4.0 (2018).
 *
 * With `select`, the data of other units is not even read where the source is not compressed.
 */
export async function readFits(
  source: ByteSource | ArrayBuffer | Uint8Array<ArrayBuffer> | Blob,
  options: ReadFitsOptions = {},
): Promise<FitsFile> {
  const given = toSource(source, options.name);
  const name = options.name ?? given.name;
  const bytesSource = withPlace(given, name);
  const size = await bytesSource.size();
  const maxBytes = options.maxBytes ?? options.inflate?.maxBytes ?? usualLimit(size);
  const warnings: string[] = [];
  const units = await walkSource(bytesSource, size, { ...options, name, maxBytes }, warnings);
  const decoders = await loadDecoders(units.filter(({ bytes }) => bytes !== undefined).map(({ header }) => header));
  return assembleFile({ name, units, warnings, decoders, maxBytes });
}

type WalkOptions = ReadFitsOptions & { readonly name: string; readonly maxBytes: number };

async function walkSource(
  source: ByteSource,
  size: number,
  options: WalkOptions,
  warnings: string[],
): Promise<readonly WalkedUnit[]> {
  const { name, maxBytes, inflate, select, signal } = options;
  if (select !== undefined) {
    const head = await source.read(0, Math.min(2, size), signal);
    if (!isGzip(head)) return walkSelected(source, size, options, warnings);
  }
  const stored = await source.read(0, size, signal);
  const warn = (message: string) => {
    warnings.push(message);
  };
  const bytes = isGzip(stored) ? await inflateGzip(stored, { name, maxBytes, inflate, signal, warn }) : stored;
  return walkBytes(bytes, name, select, warnings);
}

async function walkSelected(
  source: ByteSource,
  size: number,
  { name, select, signal }: WalkOptions,
  warnings: string[],
): Promise<readonly WalkedUnit[]> {
  const walker = walk(walkInput(name, size, select, warnings));
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

function walkInput(name: string, size: number, select: WalkInput["select"], warnings: string[]): WalkInput {
  const warn = (place: Place, message: string) => {
    warnings.push(`${describePlace(place)}: ${message}`);
  };
  return { name, size, select, warn };
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
    size: () => guard("its size", () => source.size()),
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
