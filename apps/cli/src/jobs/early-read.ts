import type { ByteSource } from "@gammakit/core";
import { inflateNode } from "@gammakit/io/node";
import { type Inflate, inflater } from "../job/inflater.ts";
import { placesFrom } from "../job/places.ts";

/**
 * Up to which size [bytes] a file is read, and unpacked, before the job asks for it. Every limit but a small one of the user allows it;
 * of a larger one the job may need but parts.
 */
const earlyLimit = 2 ** 28;

/** A file that is being read and unpacked already, and how a job comes to it. */
export interface EarlyRead {
  openFile(name: string): ByteSource;
  readonly inflate: Inflate;
}

/**
 * Begins to read and unpack the file that a job names, beside the main thread, which loads the rest of the program meanwhile. A large one
 * is left to the job. Undefined where the job names none, or one on the web: a job that is refused must not have begun a download; what
 * is wrong with it is told when the job opens it.
 */
export function readEarly(job: { readonly dataset?: unknown }, base: string, key: string): EarlyRead | undefined {
  const { dataset } = job;
  if (typeof dataset !== "string" || /^\w+:\/\//.test(dataset)) return undefined;
  const places = placesFrom(base, key);
  let source: ByteSource;
  try {
    source = places.openFile(dataset);
  } catch {
    return undefined;
  }
  const reading = readWhole(source);
  const unpacking = reading.then((bytes) =>
    bytes && isGzip(bytes) && sizeOf(bytes) <= earlyLimit ? inflateNode(bytes, sizeOf(bytes), earlyLimit) : undefined,
  );
  // Whoever opens the file meets the same errors.
  unpacking.catch(() => undefined);
  const own = inflater();
  const inflate: Inflate = async (bytes, size, limit) => {
    const isSame = bytes === (await reading) && limit >= earlyLimit;
    const early = isSame ? await unpacking.catch(() => undefined) : undefined;
    return early ?? own(bytes, size, limit);
  };
  return {
    openFile: (name) => (name === dataset ? sourceOf(source, reading) : places.openFile(name)),
    inflate: own.maxBytes === undefined ? inflate : Object.assign(inflate, { maxBytes: own.maxBytes }),
  };
}

/** The content of a file; undefined where it is large. */
async function readWhole(source: ByteSource): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const size = await source.size();
  return size > earlyLimit ? undefined : source.read(0, size);
}

function sourceOf(source: ByteSource, reading: Promise<Uint8Array<ArrayBuffer> | undefined>): ByteSource {
  return {
    ...source,
    async read(offset, length, signal) {
      const bytes = await reading;
      if (bytes === undefined) return source.read(offset, length, signal);
      return offset === 0 && length >= bytes.length ? bytes : bytes.subarray(offset, offset + length);
    },
  };
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes.length >= 18;
}

/** The size of the content, as the end of a gzip file states it. */
function sizeOf(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 4, true);
}
