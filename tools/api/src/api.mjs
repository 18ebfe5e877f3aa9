import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packagesIn, root } from "@gammakit-tools/workspace";
import { docstrings } from "./docstrings.mjs";
import { typedEntries } from "./entries.mjs";
import { signatures } from "./report.mjs";

// Keeps packages/*/api.md equal to what the built declarations export. `--update` writes; without it a difference fails.
const update = process.argv.includes("--update");
const packages = packagesIn(root).filter(({ manifest }) => manifest.private !== true);
const docs = docstrings(packages.flatMap(typedEntries));

let exported = 0;
/** @type {string[]} */
const problems = [];
for (const pkg of packages) {
  const entries = typedEntries(pkg).filter(({ specifier }) => docs.get(specifier)?.exported);
  for (const { specifier } of entries) {
    const found = docs.get(specifier);
    exported += found?.exported ?? 0;
    for (const name of found?.undocumented ?? []) problems.push(`${specifier}: ${name} has no doc comment.`);
  }
  const reports = entries.map((entry) => ({ ...entry, ...signatures(pkg, entry) }));
  problems.push(...reports.flatMap(({ errors }) => errors));
  const text = reports.map((report) => `# ${report.specifier}\n\n${report.text}\n`).join("\n");
  const words = reconcile(join(pkg.path, "api.md"), `${pkg.folder}/api.md`, text);
  if (words) problems.push(words);
}
for (const problem of problems) console.error(problem);
console.log(`${packages.length} packages, ${exported} exports; ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;

/**
 * Writes the report, or says how the committed one differs.
 * @param {string} path @param {string} name @param {string} text Empty where a package exports nothing yet.
 * @returns {string | undefined}
 */
function reconcile(path, name, text) {
  const committed = existsSync(path) ? readFileSync(path, "utf8") : "";
  if (committed === text) return undefined;
  if (update) {
    if (text) writeFileSync(path, text);
    else rmSync(path);
    return undefined;
  }
  const difference = committed ? `\n${diff(committed, text)}` : " It is missing. ";
  return `${name} is not what the build exports.${difference}Accept it with: npm run build && npm run api`;
}

/** @param {string} before @param {string} after */
function diff(before, after) {
  const folder = mkdtempSync(join(tmpdir(), "api-"));
  writeFileSync(join(folder, "committed"), before);
  writeFileSync(join(folder, "built"), after);
  const { stdout } = spawnSync("git", ["diff", "--no-index", "--no-color", "-U2", "committed", "built"], {
    cwd: folder,
    encoding: "utf8",
  });
  rmSync(folder, { recursive: true });
  return stdout.split("\n").slice(4).join("\n");
}
