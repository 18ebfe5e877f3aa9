import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { packagesIn, root } from "@gammakit-tools/workspace";

/**
 * Copies what git tracks, or would, turns the waiting changesets into a version there, and builds it.
 * @param {string} folder Where to; must not exist.
 * @param {string} packageManager "pnpm@" and its version.
 * @returns {string} The folder.
 */
export function buildNextVersion(folder, packageManager) {
  const run = (/** @type {string[]} */ ...words) =>
    execFileSync(words[0], words.slice(1), { cwd: folder, stdio: quiet });
  // A clone, because change logs name commits; then the files as they are now.
  execFileSync("git", ["clone", "--quiet", "--depth=1", `file://${root}`, folder], { stdio: quiet });
  for (const name of filesOf(folder, ["--cached"])) if (!existsSync(join(root, name))) rmSync(join(folder, name));
  for (const name of filesOf(root, ["--cached", "--others", "--exclude-standard"])) {
    if (!existsSync(join(root, name))) continue;
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    cpSync(join(root, name), join(folder, name));
  }
  borrowDependencies(folder);
  const pnpm = ["npx", "--yes", packageManager];
  run(...pnpm, "exec", "changeset", "version");
  run(...pnpm, "exec", "turbo", "run", "build", "--ui=stream", "--output-logs=errors-only", "--concurrency=2");
  return folder;
}

/**
 * Third-party packages as they are installed here: the links of each package, which are relative, to one store. Links among our
 * own packages then lead to the copies. @param {string} folder
 */
function borrowDependencies(folder) {
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "dir");
  for (const pkg of packagesIn(root, ["packages", "apps", "tools"])) {
    const links = join(pkg.path, "node_modules");
    const filter = (/** @type {string} */ path) => !/[\\/]\.(vite|vite-temp|cache)$/.test(path);
    if (existsSync(links)) {
      cpSync(links, join(folder, pkg.folder, "node_modules"), { recursive: true, verbatimSymlinks: true, filter });
    }
  }
}

/** @type {import("node:child_process").StdioOptions} */
const quiet = ["ignore", "ignore", "inherit"];

/** @param {string} at @param {readonly string[]} which */
function filesOf(at, which) {
  const listed = execFileSync("git", ["ls-files", "-z", ...which], { cwd: at, maxBuffer: 2 ** 26 });
  return listed.toString().split("\0").filter(Boolean);
}
