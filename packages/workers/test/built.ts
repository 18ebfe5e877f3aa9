import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

/** A file of the tests as one that any Node runs: its address. */
export async function built(name: string): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), "gammakit-workers-"));
  const outfile = join(folder, "worker.mjs");
  await build({
    entryPoints: [fileURLToPath(new URL(name, import.meta.url))],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    conditions: ["@gammakit/source"],
    external: ["piscina"],
    logLevel: "error",
  });
  return pathToFileURL(outfile);
}

/** A module with the given text: its address. */
export async function moduleOf(text: string): Promise<URL> {
  const file = join(await mkdtemp(join(tmpdir(), "gammakit-workers-")), "module.mjs");
  await writeFile(file, text);
  return pathToFileURL(file);
}
