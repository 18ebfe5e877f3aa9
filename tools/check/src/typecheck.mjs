import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packagesIn, root } from "@gammakit-tools/workspace";
import { run } from "./run.mjs";

// The types of every package. Packages with the same options are one program for the compiler: what they import of each other, which is
// most of all, is looked at once. `turbo run typecheck` does one package at a time, and keeps what it found.

/**
 * @typedef {object} Program
 * @property {string} name For messages.
 * @property {string} config Path of a tsconfig.json.
 */

const folder = join(root, "temp/typecheck");

/** @returns {Program[]} The largest first, as two run at a time. */
function programs() {
  /** @type {Map<string, string[]>} */
  const shared = new Map();
  /** @type {Program[]} */
  const alone = [];
  for (const { name, path, folder, manifest } of packagesIn(root, ["packages", "apps", "tools"])) {
    if (manifest.scripts?.typecheck === undefined) continue;
    const config = join(path, "tsconfig.json");
    const { extends: base, include, compilerOptions } = JSON.parse(readFileSync(config, "utf8"));
    const options = /^@gammakit-tools\/tsconfig\/(\w+\.json)$/.exec(base)?.[1];
    if (options === undefined || compilerOptions !== undefined) alone.push({ name, config });
    else {
      const places = include.map((/** @type {string} */ place) => `../../${folder}/${place}`);
      shared.set(options, [...(shared.get(options) ?? []), ...places]);
    }
  }
  mkdirSync(folder, { recursive: true });
  const together = Array.from(shared, ([options, include]) => {
    const config = join(folder, options);
    const typeRoots = ["../../tools/vitest/node_modules/@types"];
    const content = { extends: `../../tools/tsconfig/${options}`, compilerOptions: { typeRoots }, include };
    writeFileSync(config, JSON.stringify(content));
    return { name: `all with ${options}`, config };
  });
  return [...together, ...alone];
}

const waiting = programs();
let wrong = 0;
const work = async () => {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { ok, output } = await run(["tsc", "--noEmit", "--pretty", "false", "-p", next.config]);
    if (ok) continue;
    wrong++;
    console.log(`${next.name}:\n${output}`);
  }
};
const count = waiting.length;
await Promise.all([work(), work()]);
console.log(`${count} programs; ${wrong} with errors`);
process.exitCode = wrong === 0 ? 0 : 1;
