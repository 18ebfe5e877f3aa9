import { gzipSync } from "node:zlib";
import { build } from "vite";

/** @typedef {import("./budgets.mjs").Budget} Budget */

const entry = "\0budget";

/**
 * Bytes of what a page loads that imports what the budget names: bundled by Vite for browsers, minified, each file gzipped. As in
 * the script of a page, the first file may hold what later ones share with it.
 * @param {Budget} budget
 * @param {string} folder From where the package is resolved.
 * @returns {Promise<{ bytes: number, modules: Map<string, number> }>} Of each module, its bytes before they are compressed.
 */
export async function measure({ from, take, without = {} }, folder) {
  const names = take === undefined ? "*" : `{ ${take.join(", ")} }`;
  const built = await build({
    root: folder,
    configFile: false,
    logLevel: "silent",
    plugins: [
      {
        name: "budget",
        resolveId: (id) => (id === entry ? { id, moduleSideEffects: true } : undefined),
        load: (id) => (id === entry ? `export ${names} from ${JSON.stringify(from)};` : undefined),
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
  const chunks = output.filter((file) => file.type === "chunk");
  const loaded = reached(
    chunks,
    Object.keys(without).map((words) => new RegExp(words)),
  );
  return {
    bytes: loaded.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0),
    modules: new Map(
      loaded.flatMap(({ modules }) => Object.entries(modules).map(([id, { renderedLength }]) => [id, renderedLength])),
    ),
  };
}

/**
 * The files that the entry imports, at once or later, without those that are imported later and match one of `left`.
 * @param {readonly import("vite").Rolldown.OutputChunk[]} chunks
 * @param {readonly RegExp[]} left
 */
function reached(chunks, left) {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  /** @type {Set<import("vite").Rolldown.OutputChunk>} */
  const found = new Set();
  /** @param {string} name */
  const visit = (name) => {
    const chunk = byName.get(name);
    if (chunk === undefined || found.has(chunk)) return;
    found.add(chunk);
    for (const next of chunk.imports) visit(next);
    for (const next of chunk.dynamicImports) {
      const target = byName.get(next)?.facadeModuleId ?? "";
      if (!left.some((pattern) => pattern.test(target))) visit(next);
    }
  };
  for (const { isEntry, fileName } of chunks) if (isEntry) visit(fileName);
  return [...found];
}
