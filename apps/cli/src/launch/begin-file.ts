import { readFileSync, statSync } from "node:fs";
import { inflateNode } from "@gammakit/io/node";

/** A file that has been read whole, and is being unpacked beside the main thread. */
export interface BegunFile {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The size [bytes] that a file may have unpacked. */
  readonly limit: number;
  /** Undefined for what is not packed, or larger than the limit. Rejects where it is damaged. */
  readonly unpacked: Promise<Uint8Array<ArrayBuffer> | undefined>;
}

/** Up to this size [bytes] a file is read at once: that takes a hundredth of the time of unpacking it. */
const largest = 2 ** 26;
/** Up to which size [bytes] a file is unpacked before the job asks for it: every limit but a small one of the user allows it. */
const limit = 2 ** 28;

/** Reads a file and begins to unpack it. Undefined where it is large, or can't be read: whoever needs it is told why. */
export function beginFile(path: string): BegunFile | undefined {
  try {
    const found = statSync(path);
    if (!found.isFile() || found.size > largest) return undefined;
    const { buffer, byteOffset, byteLength } = readFileSync(path);
    const bytes = new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
    const size = isGzip(bytes) ? sizeOf(bytes) : Number.POSITIVE_INFINITY;
    const unpacked = size <= limit ? inflateNode(bytes, size, limit) : Promise.resolve(undefined);
    // Whoever opens the file meets the same errors.
    unpacked.catch(() => undefined);
    return { path, bytes, limit, unpacked };
  } catch {
    return undefined;
  }
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes.length >= 18;
}

/** The size of the content, as the end of a gzip file states it. */
function sizeOf(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 4, true);
}
