import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * An entry of a package whose declarations are built.
 * @typedef {object} Entry
 * @property {string} specifier As a consumer writes it: "@gammakit/io/node".
 * @property {string} declarations Absolute path of the built `.d.ts`.
 */

/**
 * Entries of a package that have built declarations.
 * @param {import("@gammakit-tools/workspace").WorkspacePackage} pkg
 * @returns {Entry[]}
 */
export function typedEntries({ name, path, manifest }) {
  return Object.entries(manifest.exports ?? {})
    .filter(([, target]) => typeof target?.types === "string")
    .map(([subpath, target]) => ({
      specifier: subpath === "." ? name : `${name}${subpath.slice(1)}`,
      declarations: join(path, target.types),
    }))
    .filter(({ declarations }) => existsSync(declarations));
}
