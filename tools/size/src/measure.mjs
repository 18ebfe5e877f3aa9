import { gzipSync } from "node:zlib";
import { bundle } from "./bundle.mjs";

/** @typedef {import("./budgets.mjs").Budget} Budget */
/** @typedef {import("./bundle.mjs").OutputChunk} OutputChunk */

/**
 * Bytes of what a page loads that imports what the budget names, each file gzipped.
 * @param {Budget} budget
 * @param {string} folder From where the package is resolved.
 * @returns {Promise<{ bytes: number, modules: Map<string, number>, unmatched: readonly string[] }>} Of each module, its bytes before
 *   they are compressed; and the patterns of `without` that no file loaded on demand matches.
 */
export async function measure(budget, folder) {
  const chunks = await bundle(importOf(budget), folder);
  const patterns = Object.keys(budget.without ?? {});
  const onDemand = chunks
    .filter(({ isDynamicEntry }) => isDynamicEntry)
    .map(({ facadeModuleId }) => facadeModuleId ?? "");
  const loaded = reached(
    chunks,
    patterns.map((words) => new RegExp(words)),
  );
  return {
    bytes: loaded.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0),
    modules: new Map(
      loaded.flatMap(({ modules }) => Object.entries(modules).map(([id, { renderedLength }]) => [id, renderedLength])),
    ),
    unmatched: patterns.filter((words) => !onDemand.some((path) => new RegExp(words).test(path))),
  };
}

/** What a page says that takes what a budget names. @param {Budget} budget */
export function importOf({ from, take }) {
  const names = take === undefined ? "*" : `{ ${take.join(", ")} }`;
  return `export ${names} from ${JSON.stringify(from)};`;
}

/**
 * The files that the entry imports, at once or later, without those that are imported later and match one of `left`.
 * @param {readonly OutputChunk[]} chunks
 * @param {readonly RegExp[]} left
 */
function reached(chunks, left) {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  /** @type {Set<OutputChunk>} */
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
