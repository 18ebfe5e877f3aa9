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

/** Keeps account of what is read. */
export interface Recorder {
  /** The same file, recorded under `name` when it is read. */
  source(inner: ByteSource, name?: string): ByteSource;
  /** The same folder; each file read from it is recorded by its path. */
  folder(inner: Folder): Folder;
  /** The same host; each file it opens is recorded by its file name. */
  host<H extends { openFile?(name: string): ByteSource }>(inner: H): H;
  /** What was read so far, by name. */
  inputs(): Promise<readonly InputRecord[]>;
}

/** Computes the SHA-256 of bytes, in hexadecimal; null where it can't. */
type Digest = (bytes: Uint8Array<ArrayBuffer>) => string | null | Promise<string | null>;

/** A recorder with nothing recorded. */
export function createRecorder(sha256: Digest = platformDigest): Recorder {
  const records = new Map<string, Promise<InputRecord>>();
  const source = (inner: ByteSource, name = inner.name): ByteSource => ({
    ...inner,
    async read(offset, length, signal) {
      const bytes = await inner.read(offset, length, signal);
      const size = await inner.size();
      if (offset === 0 && bytes.length === size) records.set(name, summarize(name, bytes, sha256));
      else if (!records.has(name)) records.set(name, Promise.resolve({ name, size, sha256: null }));
      return bytes;
    },
  });
  const folder = (inner: Folder): Folder => ({
    name: inner.name,
    file: (path) => source(inner.file(path), path),
    async find(paths) {
      for (const path of paths) {
        const found = await inner.find([path]);
        if (found !== undefined) return source(found, path);
      }
      return undefined;
    },
  });
  const host: Recorder["host"] = (inner) => {
    const { openFile } = inner;
    if (openFile === undefined) return inner;
    return { ...inner, openFile: (name: string) => source(openFile.call(inner, name), name.split(/[/\\]/).at(-1)) };
  };
  const inputs = async () => {
    const all = await Promise.all(records.values());
    return all.sort((a, b) => (a.name < b.name ? -1 : 1));
  };
  return { source, folder, host, inputs };
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
