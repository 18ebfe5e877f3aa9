import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "@gammakit-tools/workspace";
import { britishIdentifiers, forbiddenWords } from "./scan.mjs";

// Every file that git tracks or would: nothing of one machine in it, and American identifiers in code.
const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
const files = listed.toString().split("\0").filter(Boolean).filter(isText);
/** @type {string[]} */
const problems = [];
for (const name of files) {
  const text = readFileSync(join(root, name), "utf8");
  if (text.includes("\0")) continue;
  for (const { line, words } of forbiddenWords(text)) problems.push(`${name}:${line}: ${words}`);
  if (/\.(ts|mts|tsx|mjs)$/.test(name)) {
    for (const { line, words } of britishIdentifiers(name, text)) problems.push(`${name}:${line}: ${words}`);
  }
}
for (const problem of problems) console.log(problem);
console.log(`${files.length} files; ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;

/** A listed file may be gone, a link, or a picture. @param {string} name */
function isText(name) {
  if (/\.(fits|gz|png|woff2?|ico)$/.test(name) || !existsSync(join(root, name))) return false;
  return statSync(join(root, name)).isFile();
}
