import type { ByteSource } from "../contracts/io.ts";
import { GammakitError } from "../errors/gammakit-error.ts";
import { throwIfAborted } from "./abort.ts";

/** A Blob, or a File that a person chose on a page, as a source. Reads only the parts asked for. */
export function blobSource(blob: Blob, name = "name" in blob ? String(blob.name) : "(blob)"): ByteSource {
  return {
    name,
    size: async () => blob.size,
    read: async (offset, length, signal) => {
      throwIfAborted(signal, name);
      try {
        return new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer());
      } catch (cause) {
        const message = `${name} cannot be read (has the file changed or moved since it was chosen?).`;
        throw new GammakitError("io", message, { name, offset, length }, cause);
      }
    },
  };
}
