import type { ByteSource } from "@gammakit/core";
import { type Inflate, inflater } from "../job/inflater.ts";
import { placesFrom } from "../job/places.ts";
import { type BegunFile, beginFile } from "../launch/begin-file.ts";

/** A file that has been read and is being unpacked already, and how a job comes to it. */
export interface EarlyRead {
  openFile(name: string): ByteSource;
  readonly inflate: Inflate;
}

/**
 * Reads the file that a job names and begins to unpack it, beside the main thread, which loads the rest of the program meanwhile; or goes on
 * with `begun`, where that is the file.
 * Undefined where the job names none, a large one, or one on the web: a job that is refused must not have begun a download; what is wrong
 * with it is told when the job opens it.
 */
export function readEarly(
  job: { readonly dataset?: unknown },
  base: string,
  key: string,
  begun?: BegunFile,
): EarlyRead | undefined {
  const { dataset } = job;
  if (typeof dataset !== "string" || /^\w+:\/\//.test(dataset)) return undefined;
  const places = placesFrom(base, key);
  let path: string;
  try {
    path = places.pathOf(dataset);
  } catch {
    return undefined;
  }
  const file = begun?.path === path ? begun : beginFile(path);
  if (file === undefined) return undefined;
  const { bytes, limit, unpacked } = file;
  const own = inflater();
  const inflate: Inflate = async (given, size, most) => {
    const early = given === bytes && most >= limit ? await unpacked.catch(() => undefined) : undefined;
    return early ?? own(given, size, most);
  };
  return {
    openFile: (name) => (name === dataset ? sourceOf(places.openFile(name), bytes) : places.openFile(name)),
    inflate: own.maxBytes === undefined ? inflate : Object.assign(inflate, { maxBytes: own.maxBytes }),
  };
}

function sourceOf(source: ByteSource, bytes: Uint8Array<ArrayBuffer>): ByteSource {
  return {
    ...source,
    size: async () => bytes.length,
    read: async (offset, length) =>
      offset === 0 && length >= bytes.length ? bytes : bytes.subarray(offset, offset + length),
  };
}
