import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

// Whether a branch that changes sources of published packages brings a changeset: `node changed.mjs origin/main`. One with no
// packages in it (`npx changeset --empty`) says that nobody will notice. It runs before the installation, so it imports no package.
const root = fileURLToPath(new URL("../../../", import.meta.url));
const [, , base = "origin/main"] = process.argv;
const git = (/** @type {string[]} */ ...words) =>
  execFileSync("git", words, { cwd: root, encoding: "utf8" }).split("\n");

const since = git("merge-base", base, "HEAD")[0];
const changed = git("diff", "--name-only", "--diff-filter=ACDMR", since, "HEAD");
const folders = new Set(changed.flatMap((name) => /^((?:packages|apps)\/[^/]+)\/src\//.exec(name)?.[1] ?? []));
const touched = [...folders].filter(isPublished);
const added = git("diff", "--name-only", "--diff-filter=A", since, "HEAD", "--", ".changeset").filter((name) =>
  /\.md$/.test(name),
);
// The release itself uses its changesets up.
const released = changed.some((name) => /^packages\/[^/]+\/CHANGELOG\.md$/.test(name));
if (touched.length > 0 && added.length === 0 && !released) {
  console.log(`${touched.join(", ")} changed and there is no changeset: npm run changeset`);
  console.log("Where no user will notice, say so by an empty one: npx changeset --empty");
  process.exitCode = 1;
} else console.log(`${touched.length} packages changed, ${added.length} changesets added`);

/** @param {string} folder */
function isPublished(folder) {
  try {
    return JSON.parse(readFileSync(`${root}${folder}/package.json`, "utf8")).private !== true;
  } catch {
    return false;
  }
}
