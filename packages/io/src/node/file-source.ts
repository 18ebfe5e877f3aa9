import { close, open, readFileSync, read as readInto, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import { type ByteSource, GammakitError, isGammakitError } from "@gammakit/core";
import { type Folder, safePath } from "../folder/folder.ts";

// Not from node:fs/promises, which takes Node milliseconds to make ready.
const openFile = promisify(open);
const readFile = promisify(readInto);
const closeFile = promisify(close);

/** Up to this size [bytes] a file is read whole and at once: to hand the work to another thread takes longer. */
const smallFile = 2 ** 22;

/** Node reads no more than 2^31 − 1 at a time [bytes]. */
const largestPiece = 2 ** 30;

/**
 * The bytes of a file. Errors are "io" and name the path and what the system said; "limit-exceeded" where more is asked for at once
 * than an array can hold, which is 4 GiB in Node 20.
 */
export function fileSource(path: string): ByteSource {
  const name = shorten(path);
  let size: number | undefined;
  let content: Uint8Array<ArrayBuffer> | undefined;
  return {
    name,
    size: () =>
      guard(name, async () => {
        size ??= sizeOf(path);
        return size;
      }),
    read: (offset, length, signal) =>
      guard(`${name}, from byte ${offset} on`, async () => {
        if (signal?.aborted) {
          throw new GammakitError("aborted", `Reading ${name} was interrupted.`, { path: name }, signal.reason);
        }
        size ??= sizeOf(path);
        if (size > smallFile)
          return readPart(path, offset, allocate(Math.min(length, Math.max(size - offset, 0)), name));
        content ??= readWhole(path);
        return content.subarray(offset, offset + length);
      }),
    sibling: (other) => fileSource(join(dirname(path), safePath(other, name))),
  };
}

/** Throws for what is no file: devices and pipes have no end. */
function sizeOf(path: string): number {
  const found = statSync(path);
  if (found.isFile()) return found.size;
  throw new Error(found.isDirectory() ? "it is a folder, not a file." : "it is a device or a pipe, not a file.");
}

function readWhole(path: string): Uint8Array<ArrayBuffer> {
  const bytes = readFileSync(path);
  return new Uint8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
}

async function readPart(
  path: string,
  offset: number,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const file = await openFile(path, "r");
  try {
    const { length } = bytes;
    let filled = 0;
    // The system may give less than was asked for, and nothing at the end only.
    for (;;) {
      const { bytesRead } = await readFile(
        file,
        bytes,
        filled,
        Math.min(length - filled, largestPiece),
        offset + filled,
      );
      filled += bytesRead;
      if (bytesRead === 0 || filled === length) return bytes.subarray(0, filled);
    }
  } finally {
    await closeFile(file);
  }
}

function allocate(length: number, name: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(length);
  } catch (cause) {
    throw new GammakitError(
      "limit-exceeded",
      `${name}: ${length} bytes at once are more than an array holds here. Read them in pieces.`,
      { path: name, length },
      cause,
    );
  }
}

/** The files below a folder of the file system. */
export function fileFolder(path: string): Folder {
  const file = (other: string) => fileSource(join(path, safePath(other, path)));
  return {
    name: shorten(path),
    file,
    async find(paths) {
      for (const other of paths) {
        if (isFile(join(path, safePath(other, path)))) return file(other);
      }
      return undefined;
    },
  };
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Relative to the working directory where that is shorter. */
function shorten(path: string): string {
  const short = relative(process.cwd(), resolve(path)) || ".";
  return short.startsWith("..") ? path : short;
}

async function guard<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isGammakitError(error)) throw error;
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
