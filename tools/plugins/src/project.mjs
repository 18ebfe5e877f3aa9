import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** @param {string} folder @returns {Record<string, any>} */
export function readManifest(folder) {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

/** @param {string} folder @param {Record<string, unknown>} manifest */
export function writeManifest(folder, manifest) {
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

/**
 * Runs npm in a folder and tells what it printed; throws with all of that where it fails.
 * @param {string} folder @param {string[]} args
 */
export function npm(folder, ...args) {
  const quiet = args[0] === "install" ? ["--no-audit", "--no-fund", "--loglevel=error", "--prefer-offline"] : [];
  return runIn(folder, "npm", [...args, ...quiet]);
}

/** @param {string} folder @param {string} program @param {readonly string[]} args */
export function runIn(folder, program, args) {
  try {
    return execFileSync(program, args, {
      cwd: folder,
      encoding: "utf8",
      stdio: "pipe",
      env: { ...process.env, CI: "" },
    });
  } catch (error) {
    const { stdout = "", stderr = "" } = /** @type {{ stdout?: string, stderr?: string }} */ (error);
    throw new Error(`${program} ${args.join(" ")}\n${stdout}${stderr}`);
  }
}

/** Every package below a folder, by its path in node_modules. @param {string} folder @returns {string[]} */
export function installed(folder) {
  return readdirSync(join(folder, "node_modules"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith("/package.json"))
    .map((path) => path.slice(0, -"/package.json".length))
    .filter((path) => /(^|\/node_modules\/)(@[^/]+\/)?[^/@.][^/]*$/.test(`/node_modules/${path}`));
}
