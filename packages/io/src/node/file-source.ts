import { open, readFile, stat } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { type ByteSource, GammakitError, isGammakitError } from "@gammakit/core";
import { type Folder, safePath } from "../folder/folder.ts";

/** The bytes of a file. Errors are "io" and name the path and what the system said. */
export function fileSource(path: string): ByteSource {
  const name = shorten(path);
  let size: number | undefined;
  return {
    name,
    size: () =>
      guard(name, async () => {
        size ??= (await stat(path)).size;
        return size;
      }),
    read: (offset, length, signal) =>
      guard(name, async () => {
        signal?.throwIfAborted();
        // The usual case, a whole file, in one call.
        if (offset === 0 && length === size) return asBytes(await readFile(path));
        const handle = await open(path);
        try {
          const bytes = new Uint8Array(length);
          const { bytesRead } = await handle.read(bytes, 0, length, offset);
          return bytes.subarray(0, bytesRead);
        } finally {
          await handle.close();
        }
      }),
    sibling: (other) => fileSource(join(dirname(path), safePath(other, name))),
  };
}

/** The files below a folder of the file system. */
export function fileFolder(path: string): Folder {
  const file = (other: string) => fileSource(join(path, safePath(other, path)));
  return {
    name: shorten(path),
    file,
    async find(paths) {
      for (const other of paths) {
        const found = await stat(join(path, safePath(other, path))).catch(() => undefined);
        if (found?.isFile()) return file(other);
      }
      return undefined;
    },
  };
}

/** Relative to the working directory where that is shorter. */
function shorten(path: string): string {
  const short = relative(process.cwd(), resolve(path)) || ".";
  return short.startsWith("..") ? path : short;
}

function asBytes(bytes: Buffer<ArrayBufferLike>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
}

async function guard<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isGammakitError(error)) throw error;
    if (error instanceof Error && error.name === "AbortError") {
      throw new GammakitError("aborted", `Reading ${name} was interrupted.`, { path: name }, error);
    }
    throw new GammakitError("io", `${name}: ${explain(error)}`, { path: name }, error);
  }
}

function explain(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT") return "there is no such file. Check the path.";
  if (code === "EACCES" || code === "EPERM") return "it may not be read. Check its permissions.";
  if (code === "EISDIR") return "it is a folder, not a file.";
  return error instanceof Error ? error.message : String(error);
}
