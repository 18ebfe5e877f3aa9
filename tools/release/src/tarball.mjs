import { execFile, execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

/** @typedef {import("@gammakit-tools/workspace").WorkspacePackage} WorkspacePackage */

/**
 * Packs a package as it would be published: `workspace:` and `catalog:` become versions, and the LICENSE of the root
 * goes in.
 * @param {WorkspacePackage} pkg
 * @param {string} folder
 * @param {string} packageManager "pnpm@" and its version.
 * @returns {Promise<string>} Path of the tarball.
 */
export async function pack(pkg, folder, packageManager) {
  mkdirSync(folder, { recursive: true });
  const args = ["--yes", packageManager, "pack", "--pack-destination", folder, "--json"];
  const { stdout } = await promisify(execFile)("npx", args, { cwd: pkg.path });
  const { filename } = JSON.parse(stdout);
  return filename.startsWith("/") ? filename : join(folder, filename);
}

/** The package.json in a tarball. @param {string} tarball @returns {Record<string, any>} */
export function packedManifest(tarball) {
  return JSON.parse(execFileSync("tar", ["-xzOf", tarball, "package/package.json"], { encoding: "utf8" }));
}

/**
 * What is missing from a tarball, or too much in it.
 * @param {WorkspacePackage} pkg
 * @param {string} tarball
 * @returns {string[]}
 */
export function tarballProblems({ name, manifest }, tarball) {
  const files = execFileSync("tar", ["-tzf", tarball], { encoding: "utf8" }).split("\n").filter(Boolean);
  const targets = [
    ...Object.values(manifest.exports ?? {}).flatMap((target) =>
      typeof target === "string" ? target : Object.values(target),
    ),
    ...Object.values(typeof manifest.bin === "string" ? { bin: manifest.bin } : (manifest.bin ?? {})),
  ].map((target) => String(target).replace(/^\.\//, ""));
  const problems = ["LICENSE", "README.md", ...targets]
    .filter((file) => !files.includes(`package/${file}`))
    .map((file) => `${name}: ${file} is not in the tarball.`);
  const left = /"(workspace|catalog):[^"]*"/.exec(JSON.stringify(packedManifest(tarball)));
  if (left) problems.push(`${name}: package.json still says ${left[0]}.`);
  return problems;
}
