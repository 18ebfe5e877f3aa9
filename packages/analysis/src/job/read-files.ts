import { type ByteSource, GammakitError, isGammakitError } from "@gammakit/core";
import type { FileHost } from "../host.ts";
import type { JobSession } from "../provenance/session.ts";

/** What a job calls a list of files. */
interface FileList {
  /** The key that holds it. */
  readonly key: string;
  /** What is in the files, in the plural. */
  readonly what: string;
}

/** How many files are read at a time. */
const atATime = 8;

/**
 * What `read` gives of each file of a list, in their order; `path` is the key path of the file. All files that can't be used are told at
 * once, in one error. Throws what the job is called off with.
 */
export async function readFiles<F, T>(
  files: readonly F[],
  { key, what }: FileList,
  { context }: Pick<FileHost, "context">,
  read: (file: F, path: string) => Promise<T>,
): Promise<readonly T[]> {
  const found: T[] = [];
  const faults: GammakitError[] = [];
  const readOne = async (file: F, k: number) => {
    try {
      found[k] = await read(file, `${key}[${k}]`);
    } catch (error) {
      if (!isFault(error)) throw error;
      faults[k] = error;
    }
  };
  for (let first = 0; first < files.length; first += atATime) {
    context?.signal?.throwIfAborted();
    await Promise.all(files.slice(first, first + atATime).map((file, i) => readOne(file, first + i)));
    context?.onProgress?.(Math.min(first + atATime, files.length), files.length);
  }
  refuse(faults.filter(Boolean), files.length, what);
  return found;
}

/** Throws what is wrong with the files, if anything. */
function refuse(faults: readonly GammakitError[], count: number, what: string): void {
  const [first, ...others] = faults;
  if (first === undefined) return;
  if (others.length === 0) throw first;
  const lines = faults.map(({ message }) => `  ${message}`);
  const message = [`${faults.length} of ${count} ${what} can't be used:`, ...lines].join("\n");
  throw new GammakitError(first.code, message, first.details, first);
}

/** Runs `make`; an error of it begins with the key path. */
export async function atKey<T>(path: string, make: () => T | Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if (!isFault(error)) throw error;
    throw new GammakitError(error.code, `${path}: ${error.message}`, { ...error.details, key: path }, error);
  }
}

/** Whether something is wrong with a file, rather than that the job was called off. */
function isFault(error: unknown): error is GammakitError {
  return isGammakitError(error) && error.code !== "aborted";
}

/** The source with what is read of it recorded, and of the files beside it, by the names that the job has for them. */
export function recordedSource(source: ByteSource, name: string, session: JobSession): ByteSource {
  const { sibling } = source;
  const folder = name.replace(/[^/\\]*$/, "");
  const inner = session.recorder.source(source, name);
  if (sibling === undefined) return inner;
  return { ...inner, sibling: (path) => recordedSource(sibling.call(source, path), folder + path, session) };
}

/** Names that differ: one that was there before is numbered. */
export function distinctNames(names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return names.map((wanted) => {
    let name = wanted;
    for (let k = 2; seen.has(name); k++) name = `${wanted}-${k}`;
    seen.add(name);
    return name;
  });
}
