import { build } from "vite";

/** @typedef {import("vite").Rolldown.OutputChunk} OutputChunk */

const entry = "\0page";

/**
 * The files of a page whose script is `code`: bundled by Vite for browsers, minified. The first may hold what later ones share with it.
 * @param {string} code
 * @param {string} folder From where its imports are resolved.
 * @returns {Promise<OutputChunk[]>}
 */
export async function bundle(code, folder) {
  const built = await build({
    root: folder,
    configFile: false,
    logLevel: "silent",
    plugins: [
      {
        name: "page",
        resolveId: (id) => (id === entry ? { id, moduleSideEffects: true } : undefined),
        load: (id) => (id === entry ? code : undefined),
      },
    ],
    build: {
      write: false,
      minify: true,
      modulePreload: false,
      target: "es2022",
      rolldownOptions: { input: entry, preserveEntrySignatures: "allow-extension" },
    },
  });
  const { output } = /** @type {import("vite").Rolldown.RolldownOutput} */ (Array.isArray(built) ? built[0] : built);
  return output.filter((file) => file.type === "chunk");
}
