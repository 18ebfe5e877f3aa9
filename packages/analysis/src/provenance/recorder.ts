import type { ByteSource } from "@gammakit/core";
import type { Folder } from "@gammakit/io";
import type { PassingHash } from "./passing-hash.ts";
import { platformSha256, type Sha256 } from "./sha256.ts";

/** A file that a job has read. */
export interface InputRecord {
  readonly name: string;
  /** [bytes]. */
  readonly size: number;
  /**
   * SHA-256 of the content, in hexadecimal; null where the platform has no means to compute it, or more than 1 MiB at a time was
   * passed over in a file that was read in parts.
   */
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

/** What is known of a file, however many read it. */
interface Reading {
  readonly size: number;
  /** Where it was read as a whole. */
  readonly whole?: string | null | Promise<string | null>;
  /** Where it was read in parts. */
  readonly parts?: PassingHash;
}

/** A read of a few bytes at the begin, to see what a file is, tells nothing of how it is read. */
const glance = 64;

/** A recorder with nothing recorded. */
export function createRecorder(sha256: Sha256 = platformSha256): Recorder {
  const readings = new Map<string, Reading>();
  const begin = sha256.begin ?? (async () => (await import("./running-sha256.ts")).beginSha256());
  const partsOf = async (inner: ByteSource, name: string, size: number, isAtBegin: boolean) => {
    const { PassingHash } = await import("./passing-hash.ts");
    const known = readings.get(name);
    const isOver = isAtBegin && known?.parts?.hasGap;
    if (known?.size === size && (known.parts ?? known.whole) !== undefined && !isOver) return known.parts;
    const parts = new PassingHash(inner, size, begin);
    readings.set(name, { size, parts });
    return parts;
  };
  const source = (inner: ByteSource, name = inner.name): ByteSource => ({
    ...inner,
    async read(offset, length, signal) {
      const bytes = await inner.read(offset, length, signal);
      const size = await inner.size();
      if (offset === 0 && bytes.length === size) readings.set(name, { size, whole: sha256(bytes) });
      else if (offset === 0 && bytes.length < glance) readings.set(name, readings.get(name) ?? { size });
      else await (await partsOf(inner, name, size, offset === 0).catch(() => undefined))?.add(offset, bytes);
      return bytes;
    },
  });
  const folder = (inner: Folder): Folder => ({
    name: inner.name,
    file: (path) => source(inner.file(path), path),
    async find(paths, signal) {
      for (const path of paths) {
        const found = await inner.find([path], signal);
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
    const all = Array.from(readings, async ([name, { size, whole, parts }]) => ({
      name,
      size,
      sha256: (await (whole ?? parts?.finish())) ?? null,
    }));
    return (await Promise.all(all)).sort((a, b) => (a.name < b.name ? -1 : 1));
  };
  return { source, folder, host, inputs };
}
