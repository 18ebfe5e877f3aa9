import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Root folder of this workspace. */
export const root = fileURLToPath(new URL("../../../", import.meta.url));

/** The command line as built. By its path: as a dependency, its program would be linked before it is built. */
export const cli = {
  program: join(root, "apps/cli/dist/gammakit.cjs"),
  reportRuntime: join(root, "apps/cli/dist/report-runtime.js"),
};

/**
 * A package of the workspace.
 * @typedef {object} WorkspacePackage
 * @property {string} name
 * @property {string} folder Relative to the root, with `/`: "packages/core".
 * @property {string} path Absolute.
 * @property {Record<string, any>} manifest Its package.json.
 */

/**
 * Packages in the given top folders, by name.
 * @param {string} at Root of the workspace.
 * @param {readonly string[]} tops
 * @returns {WorkspacePackage[]}
 */
export function packagesIn(at = root, tops = ["packages", "apps"]) {
  return tops
    .filter((top) => existsSync(join(at, top)))
    .flatMap((top) => readdirSync(join(at, top)).map((name) => `${top}/${name}`))
    .filter((folder) => existsSync(join(at, folder, "package.json")))
    .map((folder) => {
      const path = join(at, folder);
      const manifest = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
      return { name: manifest.name, folder, path, manifest };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Names of public packages that run in Node alone, and have no place in a page. */
const nodeOnly = new Set(["@gammakit/bullmq"]);

/**
 * Whether a page may import the root of a package.
 * @param {{ readonly name: string, readonly manifest: Record<string, any> }} pkg
 */
export function isForPages({ name, manifest }) {
  return manifest.private !== true && Boolean(manifest.exports?.["."]) && !nodeOnly.has(name);
}

/**
 * Files below a folder whose name ends in one of `endings`, sorted; empty where the folder does not exist.
 * @param {string} folder
 * @param {readonly string[]} endings
 * @returns {string[]}
 */
export function filesBelow(folder, endings) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes("node_modules"))
    .sort();
}
