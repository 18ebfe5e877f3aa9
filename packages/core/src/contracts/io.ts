import type { RunContext } from "./run-context.ts";

/** Random-access bytes: a buffer, a URL, a Blob, or (in `@gammakit/io/node`) a file. */
export interface ByteSource {
  /** For messages: a path, an address, a file name. */
  readonly name: string;
  /** Number of bytes. */
  size(signal?: AbortSignal): Promise<number>;
  /** Exactly `length` bytes from `offset` on, fewer only at the end. */
  read(offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;
  /** Another file beside this one, for formats that span several (OGIP, indexes). Never outside the folder it was opened in. */
  sibling?(path: string): ByteSource;
}

/** Turns the bytes of one format into a noun. */
export interface Reader<T = unknown> {
  readonly id: string;
  /** Whether a file that begins with `head` and is called `name` looks like this format. */
  sniff(head: Uint8Array, name: string): boolean;
  read(source: ByteSource, context?: RunContext): Promise<T>;
}

/** A file in memory. */
export interface WrittenFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Turns a noun into files of one format. */
export interface Writer<T = unknown> {
  readonly id: string;
  /** By which a writer is chosen: ".fits", ".ecsv". */
  readonly extensions: readonly string[];
  accepts(value: unknown): value is T;
  write(value: T, name: string): readonly WrittenFile[] | Promise<readonly WrittenFile[]>;
}
