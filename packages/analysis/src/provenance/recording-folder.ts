import type { ByteSource } from "@gammakit/core";
import type { Folder } from "@gammakit/io";

/** A file that a job has read. */
export interface InputRecord {
  readonly name: string;
  /** [bytes]. */
  readonly size: number;
  /** SHA-256 of the content, in hexadecimal; null where the platform has no means to compute it, or the file was read in parts. */
  readonly sha256: string | null;
}

/** A folder that keeps account of what is read from it. */
export interface RecordingFolder {
  readonly folder: Folder;
  /** What was read so far, by name. */
  inputs(): Promise<readonly InputRecord[]>;
}

/** Computes the SHA-256 of bytes, in hexadecimal; null where it can't. */
type Digest = (bytes: Uint8Array<ArrayBuffer>) => string | null | Promise<string | null>;

/** Wraps a folder so that each file read from it is recorded with its size and checksum. */
export function recordingFolder(inner: Folder, sha256: Digest = platformDigest): RecordingFolder {
  const records = new Map<string, Promise<InputRecord>>();
  const record = (source: ByteSource, path: string): ByteSource => ({
    ...source,
    async read(offset, length, signal) {
      const bytes = await source.read(offset, length, signal);
      const size = await source.size();
      if (offset === 0 && bytes.length === size) records.set(path, summarize(path, bytes, sha256));
      else if (!records.has(path)) records.set(path, Promise.resolve({ name: path, size, sha256: null }));
      return bytes;
    },
  });
  return {
    folder: {
      name: inner.name,
      file: (path) => record(inner.file(path), path),
      async find(paths) {
        for (const path of paths) {
          const source = await inner.find([path]);
          if (source !== undefined) return record(source, path);
        }
        return undefined;
      },
    },
    inputs: async () => {
      const all = await Promise.all(records.values());
      return all.sort((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}

async function summarize(name: string, bytes: Uint8Array<ArrayBuffer>, sha256: Digest): Promise<InputRecord> {
  return { name, size: bytes.length, sha256: await sha256(bytes) };
}

async function platformDigest(bytes: Uint8Array<ArrayBuffer>): Promise<string | null> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  const digest = subtle === undefined ? undefined : await subtle.digest("SHA-256", bytes).catch(() => undefined);
  return digest === undefined ? null : hex(new Uint8Array(digest));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
