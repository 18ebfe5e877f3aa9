import type { Places } from "../job/places.ts";

/** A file that a job names, and its size [bytes] where that is known. */
export interface SizedFile {
  readonly name: string;
  readonly bytes: number | null;
}

/** The sizes of files. One on the web is not even asked for its size. */
export async function sizesOf(names: readonly string[], { openFile }: Places): Promise<readonly SizedFile[]> {
  return Promise.all(
    names.map(async (name) => {
      const source = openFile(name);
      return { name, bytes: /^\w+:\/\//.test(name) ? null : await source.size() };
    }),
  );
}
