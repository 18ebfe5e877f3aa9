import { describe, inject, it } from "vitest";

/** Folder of test data; the environment variable of the same name says where it is. */
export type DataRoot = "GAMMAPY_DATA" | "GAMMAKIT_REFERENCE" | "GAMMAKIT_CORPORA";

declare module "vitest" {
  export interface ProvidedContext {
    dataRoots: Record<DataRoot, boolean>;
    ci: boolean;
  }
}

/** Whether this test runs in a browser. */
export const inBrowser = typeof document !== "undefined";

/** Bytes of a file below a data folder, in Node and in the browser alike. */
export async function readData(root: DataRoot, path: string): Promise<Uint8Array<ArrayBuffer>> {
  if (inBrowser) {
    const response = await fetch(`/__data/${root}/${path}`);
    if (!response.ok) throw new Error(`${root}/${path}: HTTP ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  }
  const { readFile } = await import("node:fs/promises" as string);
  const { env } = await import("node:process" as string);
  return new Uint8Array(await readFile(`${env[root]}/${path}`));
}

/** A file below a data folder as the readers take it, which finds the files beside it. `read` is called once for each file. */
export function dataSource(
  root: DataRoot,
  path: string,
  read: (root: DataRoot, path: string) => Promise<Uint8Array<ArrayBuffer>> = readData,
): DataSource {
  let bytes: Promise<Uint8Array<ArrayBuffer>> | undefined;
  const content = () => {
    bytes ??= read(root, path);
    return bytes;
  };
  return {
    name: path,
    size: async () => (await content()).length,
    read: async (offset: number, length: number) => (await content()).subarray(offset, offset + length),
    sibling: (other) => dataSource(root, path.replace(/[^/]*$/, "") + other, read),
  };
}

/** Bytes that can be read in parts. */
export interface DataSource {
  readonly name: string;
  size(): Promise<number>;
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  sibling(path: string): DataSource;
}

/** A JSON file below a data folder. The caller states its shape. */
export async function readJson<T>(root: DataRoot, path: string): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await readData(root, path))) as T;
}

/** `describe` for tests that need a data folder: skipped with the reason where it is not set, a failure in CI. */
export function describeWith(needed: readonly DataRoot[], name: string, body: () => void | Promise<void>): void {
  const missing = needed.filter((root) => !inject("dataRoots")[root]);
  if (missing.length === 0) {
    describe(name, body);
    return;
  }
  const reason = `${name} [needs ${missing.map((root) => `$${root}`).join(", ")}]`;
  if (inject("ci")) it(reason, () => Promise.reject(new Error(`${missing.join(", ")} must be set in CI`)));
  else describe.skip(reason, body);
}
