import { GammakitError, isGammakitError } from "@gammakit/core";
import { OutputBuffer } from "./output-buffer.ts";

/**
 * Inflates gzip bytes. `expectedSize` is a hint of how many bytes will come out, 0 where there is none. It may throw
 * anything at broken bytes or past `limit` bytes: they are then looked at again, to say what is wrong.
 */
export interface Inflate {
  (
    bytes: Uint8Array<ArrayBuffer>,
    expectedSize: number,
    limit: number,
  ): Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>;
  /** How large a file may become [bytes] where the option `maxBytes` of the reader does not say. */
  readonly maxBytes?: number;
}

const [smallLimit, largeLimit, ratio] = [2 ** 28, 2 ** 30, 64];

/**
 * How large something of `stored` bytes may become [bytes] where nobody says: 256 MiB, or 64 times its size where that is
 * more, but at most 1 GiB. Real data pack by less; what packs by more is small, or empty, or a bomb.
 */
export function usualLimit(stored: number): number {
  return Math.min(Math.max(smallLimit, ratio * stored), largeLimit);
}

/** Whether bytes begin as gzip does (RFC 1952). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** How to inflate, and what to say when that fails. */
export interface InflateContext {
  readonly name: string;
  /** Largest size allowed [bytes]. */
  readonly maxBytes: number;
  readonly inflate: Inflate | undefined;
  readonly signal: AbortSignal | undefined;
  readonly warn: (message: string) => void;
}

/**
 * The inflated bytes of a gzip file. Tried with what the platform has; where that fails, or the size is not the one
 * stated, pako decides: it knows files of several members and files with something after their end.
 */
export async function inflateGzip(
  bytes: Uint8Array<ArrayBuffer>,
  context: InflateContext,
): Promise<Uint8Array<ArrayBuffer>> {
  const { maxBytes, inflate, signal } = context;
  const stated = statedSize(bytes);
  const expected = stated <= maxRatio * bytes.length ? stated : 0;
  if (expected > maxBytes) throw tooLarge(context);
  const isOwn = inflate !== undefined;
  try {
    const result = await (isOwn ? inflate(bytes, expected, maxBytes) : inflateStream(bytes, expected, context));
    if (result.length > maxBytes) throw tooLarge(context);
    if (isOwn || result.length === stated) return result;
  } catch (error) {
    if (isGammakitError(error, "limit-exceeded")) throw tooLarge(context);
    if (isGammakitError(error)) throw error;
  }
  if (signal?.aborted) throw aborted(context);
  const { inflateMembers } = await import("./inflate-members.ts");
  return inflateMembers(bytes, expected, context);
}

/** What deflate can make of a byte at most. */
const maxRatio = 1032;

/** The size, modulo 2^32, that the last four bytes state when the file has one member and nothing after it. */
function statedSize(bytes: Uint8Array<ArrayBuffer>): number {
  if (bytes.length < 18) return 0;
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(bytes.length - 4, true);
}

/** An error that the caller can turn off by `maxBytes`. */
export function tooLarge({ name, maxBytes }: InflateContext): GammakitError {
  const message = `${name}: the size of what this gzip file inflates to is over the limit of ${maxBytes} bytes; raise maxBytes if it is meant to be that large.`;
  return new GammakitError("limit-exceeded", message, { file: name, maxBytes });
}

/** An error for who stopped the reading. */
export function aborted({ name, signal }: InflateContext): GammakitError {
  return new GammakitError("aborted", `Reading ${name} was aborted.`, { file: name }, signal?.reason);
}

async function inflateStream(
  bytes: Uint8Array<ArrayBuffer>,
  expected: number,
  context: InflateContext,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  const output = new OutputBuffer(expected, context.maxBytes);
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return output.take();
    if (output.length + value.length > context.maxBytes || context.signal?.aborted) {
      await reader.cancel();
      throw context.signal?.aborted ? aborted(context) : tooLarge(context);
    }
    output.add(value);
  }
}
