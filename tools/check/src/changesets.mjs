import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { read } from "@changesets/config";
import parseChangeset from "@changesets/parse";
import { packagesIn, root } from "@gammakit-tools/workspace";

// The release configuration and every waiting changeset: readable, and about packages that exist.
const packages = packagesIn(root, ["packages", "apps", "tools"]);
/** @type {string[]} */
const problems = [];

try {
  await read(root, {
    tool: "pnpm",
    root: { dir: root, packageJson: JSON.parse(readFileSync(join(root, "package.json"), "utf8")) },
    packages: packages.map(({ path, manifest }) => ({ dir: path, packageJson: /** @type {any} */ (manifest) })),
  });
} catch (error) {
  problems.push(`.changeset/config.json: ${error.message}`);
}

const changesets = readdirSync(join(root, ".changeset")).filter((name) => name.endsWith(".md") && name !== "README.md");
for (const name of changesets) {
  try {
    const { summary, releases } = parseChangeset(readFileSync(join(root, ".changeset", name), "utf8"));
    if (!summary.trim()) problems.push(`.changeset/${name}: has no words for the change log.`);
    for (const release of releases) {
      const target = packages.find((pkg) => pkg.name === release.name);
      if (!target) problems.push(`.changeset/${name}: there is no package "${release.name}".`);
      else if (target.manifest.private) problems.push(`.changeset/${name}: "${release.name}" is private.`);
    }
  } catch (error) {
    problems.push(`.changeset/${name}: ${error.message}`);
  }
}
for (const problem of problems) console.log(problem);
console.log(`${changesets.length} changesets; ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
