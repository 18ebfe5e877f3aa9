import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packagesIn, root } from "@gammakit-tools/workspace";
import { pack } from "../../release/src/tarball.mjs";
import { installed, npm, readManifest, writeManifest } from "./project.mjs";
import { runJobs } from "./run-jobs.mjs";

// Treats the example plugins as their authors and their users would: builds and tests each against packed packages, packs it,
// installs everything in an empty folder, and runs both main jobs with what the plugins add. The last line is a sum.
const examples = join(root, "apps/docs/examples/plugins");
const { packageManager } = readManifest(root);
const folder = mkdtempSync(join(tmpdir(), "gammakit-plugins-"));
let [passed, failed] = [0, 0];

/** @param {string} what @param {() => string | void} work */
function check(what, work) {
  try {
    console.log(`ok   ${what}${work() ?? ""}`);
    passed++;
  } catch (error) {
    console.log(`FAIL ${what}\n${error instanceof Error ? error.message : error}`);
    failed++;
  }
}

try {
  const packages = packagesIn(root).filter(({ manifest }) => manifest.private !== true);
  /** Where each package of ours is packed. @type {Record<string, string>} */
  const tarballs = {};
  for (const pkg of packages) tarballs[pkg.name] = `file:${await pack(pkg, join(folder, "tarballs"), packageManager)}`;
  /** @type {Record<string, string>} */
  const plugins = {};
  for (const name of readdirSync(examples).filter((entry) => existsSync(join(examples, entry, "package.json")))) {
    const place = join(folder, name);
    check(`${name}: builds, passes its tests, packs`, () => {
      cpSync(join(examples, name), place, { recursive: true });
      const manifest = readManifest(place);
      writeManifest(place, withTarballs(manifest, tarballs));
      npm(place, "install");
      for (const script of ["typecheck", "test", "build"]) npm(place, "run", script);
      writeManifest(place, manifest);
      plugins[manifest.name] = `file:${join(place, npm(place, "pack", "--silent").trim().split("\n").at(-1) ?? "")}`;
    });
  }
  const place = join(folder, "jobs");
  check("all install beside the program, with one core", () => {
    cpSync(join(examples, "jobs"), place, { recursive: true });
    const { gammakit = "", "@gammakit/core": core = "" } = tarballs;
    writeManifest(place, {
      private: true,
      type: "module",
      dependencies: { gammakit, "@gammakit/core": core, ...plugins },
    });
    npm(place, "install");
    const cores = installed(place).filter((name) => name.endsWith("@gammakit/core"));
    if (cores.length !== 1) throw new Error(`There are several: ${cores.join(", ")}.`);
  });
  runJobs(place, check);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

/**
 * A manifest whose development takes our packages from tarballs.
 * @param {Record<string, any>} manifest
 * @param {Record<string, string>} tarballs
 */
function withTarballs(manifest, tarballs) {
  const ours = Object.keys(manifest.devDependencies).filter((name) => tarballs[name] !== undefined);
  const devDependencies = { ...manifest.devDependencies };
  for (const name of ours) devDependencies[name] = tarballs[name];
  return { ...manifest, devDependencies, overrides: { "@gammakit/core": "$@gammakit/core" } };
}
