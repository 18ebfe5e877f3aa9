import type { ByteSource } from "../contracts/io.ts";
import { throwIfAborted } from "./abort.ts";

/** Bytes in memory as a source. What it reads are views, not copies: do not write to them. */
export function bufferSource(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>, name = "(bytes)"): ByteSource {
  const all = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
  return {
    name,
    size: async () => all.length,
    read: async (offset, length, signal) => {
      throwIfAborted(signal, name);
      return all.subarray(offset, offset + length);
    },
  };
}
