import { inBrowser } from "@gammakit-tools/vitest/data";
import type { FolderHost } from "../src/index.ts";

/** Opens folders below the test data: from the file system in Node, over HTTP in the browser. */
export async function storeHost(): Promise<FolderHost> {
  if (inBrowser) {
    const { urlFolder } = await import("@gammakit/io");
    return { openFolder: (name) => urlFolder(`${location.origin}/__data/GAMMAPY_DATA/${name}`) };
  }
  const { fileFolder, inflateNode } = await import("@gammakit/io/node");
  const { env } = await import("node:process" as string);
  return { openFolder: (name) => fileFolder(`${env.GAMMAPY_DATA}/${name}`), inflate: inflateNode };
}
