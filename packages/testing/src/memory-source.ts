import { type ByteSource, GammakitError, type WrittenFile } from "@gammakit/core";

/** What a source was asked for. */
export interface SourceLog {
  /** What is wrong with it, in words. */
  readonly faults: string[];
}

/** The first of `files` as a source with the others beside it; notes in `log` what a reader may not ask for. */
export function memorySource(files: readonly WrittenFile[], log: SourceLog = { faults: [] }): ByteSource {
  return sourceOf(files[0], files, log);
}

/** The same where every read fails with `error`. */
export function brokenSource(file: WrittenFile, error: unknown): ByteSource {
  return {
    ...memorySource([file]),
    read: async () => {
      throw error;
    },
  };
}

function sourceOf(file: WrittenFile, files: readonly WrittenFile[], log: SourceLog): ByteSource {
  const { name, bytes } = file;
  return {
    name,
    size: async () => bytes.length,
    read: async (offset, length, signal) => {
      if (signal?.aborted) throw new GammakitError("aborted", `Reading ${name} was aborted.`, { name });
      const isFair = [offset, length].every((value) => Number.isSafeInteger(value) && value >= 0);
      if (!isFair || offset > bytes.length) {
        log.faults.push(`read(${offset}, ${length}) of ${name}, which has ${bytes.length} bytes`);
        throw new GammakitError("invalid-file", `${name} has no ${length} bytes from ${offset} on.`, {
          offset,
          length,
        });
      }
      // Copies, as a disk and a server give them.
      return bytes.slice(offset, offset + length);
    },
    sibling: (path) => {
      if (/^[\\/]|^[A-Za-z][A-Za-z0-9+.-]*:|\\|\0|(^|\/)\.\.(\/|$)/.test(path)) {
        log.faults.push(`the file "${path}", which is not in the folder`);
        throw new GammakitError("invalid-input", `The file "${path}" is not in the folder.`, { path });
      }
      const found = files.find((other) => other.name === path);
      return found === undefined ? missing(path) : sourceOf(found, files, log);
    },
  };
}

function missing(name: string): ByteSource {
  const fail = async () => {
    throw new GammakitError("io", `There is no file ${name}.`, { name });
  };
  return { name, size: fail, read: fail };
}
