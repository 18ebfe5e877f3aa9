import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

/**
 * Installs the tarballs in an empty project, imports every entry in Node and bundles every root for browsers.
 * @param {readonly { name: string, tarball: string, manifest: Record<string, any> }[]} tarballs
 * @param {string} folder
 * @returns {Promise<string[]>} What went wrong.
 */
export async function tryAsConsumer(tarballs, folder) {
  mkdirSync(folder, { recursive: true });
  const dependencies = Object.fromEntries(tarballs.map(({ name, tarball }) => [name, `file:${tarball}`]));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module", dependencies }));
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: folder, stdio: "inherit" });
  const entries = tarballs.flatMap(({ name, manifest }) =>
    Object.keys(manifest.exports ?? {})
      .filter((subpath) => subpath !== "./package.json")
      .map((subpath) => name + subpath.slice(1)),
  );
  /** @type {string[]} */
  const problems = [];
  for (const entry of entries) {
    try {
      const words = ["--input-type=module", "--eval", `await import(${JSON.stringify(entry)})`];
      execFileSync(process.execPath, words, { cwd: folder, stdio: "pipe" });
    } catch (error) {
      problems.push(`${entry} does not import in Node: ${error.stderr}`);
    }
  }
  for (const { name } of tarballs.filter(({ manifest }) => manifest.exports?.["."] && !manifest.bin)) {
    try {
      await build({
        stdin: { contents: `export * from ${JSON.stringify(name)};`, resolveDir: folder },
        bundle: true,
        format: "esm",
        platform: "browser",
        write: false,
        logLevel: "silent",
      });
    } catch (error) {
      problems.push(`${name} does not bundle for browsers: ${error.message}`);
    }
  }
  for (const { name } of tarballs.filter(({ manifest }) => manifest.bin)) {
    try {
      execFileSync("npx", ["--no", name, "--", "--version"], { cwd: folder, stdio: "pipe" });
    } catch (error) {
      problems.push(`${name} --version fails: ${error.stderr}`);
    }
  }
  return problems;
}
