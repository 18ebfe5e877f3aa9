import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { cli, packagesIn, root } from "@gammakit-tools/workspace";
import { pack } from "../../release/src/tarball.mjs";
import { run } from "./run.mjs";

// Scaffolds a plugin of every kind with the packed create-gammakit-plugin, as a stranger would, installs it with the packed
// packages, and runs what its README says: types, tests, build, and its configuration on the command line.
// `--kind reader` tries one kind, `--keep` leaves the folders.
const { values } = parseArgs({ options: { kind: { type: "string" }, keep: { type: "boolean" } } });
const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const folder = mkdtempSync(join(tmpdir(), "gammakit-scaffold-"));
/** @type {string[]} */
const problems = [];
try {
  const needed = ["@gammakit/core", "@gammakit/testing", "create-gammakit-plugin"];
  /** @type {Record<string, string>} */
  const packed = {};
  for (const pkg of packagesIn(root, ["packages"]).filter(({ name }) => needed.includes(name))) {
    packed[pkg.name] = await pack(pkg, join(folder, "tarballs"), packageManager);
  }
  const create = join(folder, "package/dist/create-gammakit-plugin.js");
  await must(["tar", "-xzf", packed["create-gammakit-plugin"], "-C", folder], folder);
  const help = await must([process.execPath, create, "--help"], folder);
  const listed = [...help.split("Kinds:")[1].matchAll(/^ {2}(\S+)/gm)].map(([, kind]) => kind);
  const chosen = listed.filter((kind) => values.kind === undefined || kind === values.kind);
  for (const kind of chosen) await tryKind(kind, { create, packed, first: chosen[0] });
  console.log(`${chosen.length} kinds; ${problems.length} problems`);
} catch (error) {
  problems.push(String(error));
} finally {
  for (const problem of problems) console.log(problem);
  if (values.keep) console.log(folder);
  else rmSync(folder, { recursive: true, force: true });
  process.exitCode = problems.length === 0 ? 0 : 1;
}

/**
 * All that a stranger would do with a plugin of one kind. The first is installed from the registry; the others, which need the
 * same packages, share its node_modules.
 * @param {string} kind @param {{ create: string, packed: Record<string, string>, first: string }} options
 */
async function tryKind(kind, { create, packed, first }) {
  const where = join(folder, `gammakit-plugin-${kind}`);
  const asked = ["--kind", kind, "--name", `@acme-lab/gammakit-${kind}`, "--author", 'A "quoted" author'];
  await must([process.execPath, create, where, ...asked, "--license", "MIT"], folder);
  if (kind === first) await install(where, packed);
  else symlinkSync(join(folder, `gammakit-plugin-${first}`, "node_modules"), join(where, "node_modules"), "dir");
  const config = join(where, "example/gammakit.config.mjs");
  const commands = [
    ["npm", "run", "--silent", "typecheck"],
    ["npm", "run", "--silent", "build"],
    ["npm", "run", "--silent", "test"],
    [process.execPath, cli.program, "plugins", "--config", config],
  ];
  for (const command of commands) {
    const { ok, output } = await run(command, { cwd: where, seconds: 300 });
    if (!ok) problems.push(`${kind}: ${command.join(" ")} fails.\n${output.trim()}`);
    else if (command.includes("plugins") && !output.includes("acme-lab/"))
      problems.push(`${kind}: not listed.\n${output}`);
  }
  const text = readFileSync(join(where, "README.md"), "utf8");
  if (/\{\{/.test(text)) problems.push(`${kind}: README.md has a hole.`);
}

/** Installs with the tarballs in place of the registry. @param {string} where @param {Record<string, string>} packed */
async function install(where, packed) {
  const path = join(where, "package.json");
  const written = readFileSync(path, "utf8");
  const manifest = JSON.parse(written);
  for (const name of ["@gammakit/core", "@gammakit/testing"]) manifest.devDependencies[name] = `file:${packed[name]}`;
  manifest.overrides = { "@gammakit/core": "$@gammakit/core" };
  writeFileSync(path, JSON.stringify(manifest));
  await must(["npm", "install", "--no-audit", "--no-fund", "--loglevel=error"], where);
  writeFileSync(path, written);
}

/** @param {readonly string[]} command @param {string} cwd @returns {Promise<string>} What it printed. */
async function must(command, cwd) {
  const { ok, output } = await run(command, { cwd, seconds: 600 });
  if (!ok) throw new Error(`${command.join(" ")} fails.\n${output}`);
  return output;
}
