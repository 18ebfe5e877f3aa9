import { mkdtemp, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";

/**
 * A module and what it imports, from the sources, as one file that every Node runs in a thread: its address. What is `installed` stays
 * outside, where the source finds it.
 */
export async function bundled(source: URL, installed: readonly string[] = []): Promise<URL> {
  const outfile = await newFile("worker.mjs");
  const require = createRequire(source);
  const outside: Plugin = {
    name: "installed",
    setup(build) {
      for (const name of installed) {
        const path = pathToFileURL(require.resolve(name)).href;
        build.onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path, external: true }));
      }
    },
  };
  await build({
    entryPoints: [fileURLToPath(source)],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    conditions: ["@gammakit/source"],
    logLevel: "error",
    plugins: [outside],
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
