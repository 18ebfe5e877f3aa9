import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

/** A module and what it imports, from the sources, as one file that every Node runs in a thread: its address. */
export async function bundled(source: URL): Promise<URL> {
  const outfile = await newFile("worker.mjs");
  await build({
    entryPoints: [fileURLToPath(source)],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    conditions: ["@gammakit/source"],
    logLevel: "error",
  });
  return pathToFileURL(outfile);
}

/** A module with the given text: its address. */
export async function moduleOf(text: string): Promise<URL> {
  const file = await newFile("module.mjs");
  await writeFile(file, text);
  return pathToFileURL(file);
}

async function newFile(name: string): Promise<string> {
  return join(await mkdtemp(join(tmpdir(), "gammakit-test-")), name);
}
