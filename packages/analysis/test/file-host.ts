import { urlSource } from "@gammakit/core";
import { inBrowser } from "@gammakit-tools/vitest/data";
import type { FileHost } from "../src/index.ts";

/** Opens files below the test data: over HTTP in the browser, from the file system in Node. */
export async function fileHost(): Promise<FileHost> {
  if (inBrowser) return { openFile: (name) => urlSource(`${location.origin}/__data/GAMMAPY_DATA/${name}`) };
  const { fileSource, inflateNode } = await import("@gammakit/io/node");
  const { env } = await import("node:process" as string);
  return { openFile: (name) => fileSource(`${env.GAMMAPY_DATA}/${name}`), inflate: inflateNode };
}
