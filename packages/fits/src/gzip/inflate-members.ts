import { GammakitError } from "@gammakit/core";
import { Z_NO_FLUSH, Z_OK, Z_STREAM_END, ZStream, zlibInflate, zlibInflateInit2, zlibInflateReset } from "pako";
import { type InflateContext, tooLarge } from "./inflate.ts";
import { OutputBuffer } from "./output-buffer.ts";

const chunk = 2 ** 16;
/** zlib's way to say: gzip only, with a window of 2^15. */
export const gzipWindow = 31;

/** Every member of a gzip file, one after the other, each checked. Zeros after the last are padding; anything else is a warning. */
export function inflateMembers(
  bytes: Uint8Array<ArrayBuffer>,
  expected: number,
  context: InflateContext,
): Uint8Array<ArrayBuffer> {
  const stream = new ZStream();
  zlibInflateInit2(stream, gzipWindow);
  stream.input = bytes;
  stream.next_in = 0;
  stream.avail_in = bytes.length;
  const output = new OutputBuffer(expected, context.maxBytes);
  do {
    inflateMember(stream, output, context);
    zlibInflateReset(stream);
  } while (hasMagic(bytes, stream.next_in));
  const rest = bytes.subarray(stream.next_in);
  if (rest.some((byte) => byte !== 0)) {
    context.warn(ignoredRest(context.name, rest.length));
  }
  return output.take();
}

/** What is said of bytes that are no gzip member. */
export function ignoredRest(name: string, length: number): string {
  return `${name}: the ${length} bytes after the end of the gzip data are ignored.`;
}

/** Whether a gzip member begins there. */
export function hasMagic(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x1f && bytes[at + 1] === 0x8b;
}

function inflateMember(stream: ZStream, output: OutputBuffer, context: InflateContext): void {
  for (;;) {
    stream.output = new Uint8Array(chunk);
    stream.next_out = 0;
    stream.avail_out = chunk;
    const status = zlibInflate(stream, Z_NO_FLUSH);
    if (output.length + stream.next_out > context.maxBytes) throw tooLarge(context);
    output.add(stream.output.subarray(0, stream.next_out));
    if (status === Z_STREAM_END) return;
    const isStuck = stream.avail_in === 0 && stream.avail_out > 0;
    if (status !== Z_OK || isStuck) throw damaged(context.name, isStuck ? "" : stream.msg, stream.next_in);
  }
}

/** An error that says where and why bytes cannot be unpacked; `words` as zlib puts it, "" where they end. */
export function damaged(name: string, words: string, at: number): GammakitError {
  const reason = words === "" ? "it ends too early" : (reasons[words] ?? words);
  const message = `${name}: the gzip data is damaged at byte ${at}: ${reason}. Fetch or copy the file again.`;
  return new GammakitError("invalid-file", message, { file: name, offset: at });
}

const reasons: Readonly<Record<string, string>> = {
  "incorrect data check": "the CRC does not match what was inflated",
  "incorrect length check": "the length does not match what was inflated",
};
