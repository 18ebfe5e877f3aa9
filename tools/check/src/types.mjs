import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkPackage, Package } from "@arethetypeswrong/core";
import { filesBelow, packagesIn, root } from "@gammakit-tools/workspace";

// Are the types wrong? Every public package as built, as an ES module of Node and of bundlers sees it. What reads CommonJS is
// not asked: there is none.
const notAsked = new Set(["node10", "node16-cjs"]);
const published = packagesIn(root).filter(({ manifest }) => manifest.private !== true && manifest.exports?.["."]);
let problems = 0;
for (const { name, path, manifest } of published) {
  const listed = ["dist", "src"].flatMap((part) => filesBelow(join(path, part), [".ts", ".js", ".json"]));
  const files = Object.fromEntries(
    [join(path, "package.json"), ...listed].map((file) => [
      file.replace(path, `/node_modules/${name}`),
      readFileSync(file, "utf8"),
    ]),
  );
  const result = await checkPackage(new Package(files, name, manifest.version));
  const found = result.types === false ? [{ kind: "NoTypes" }] : result.problems.filter(concerns);
  for (const problem of found) console.log(`${name}: ${JSON.stringify(problem)}`);
  problems += found.length;
}
console.log(`${published.length} packages; ${problems} problems`);
process.exitCode = problems === 0 ? 0 : 1;

/** @param {import("@arethetypeswrong/core").Problem} problem */
function concerns(problem) {
  if ("resolutionKind" in problem) return !notAsked.has(problem.resolutionKind);
  if ("resolutionOption" in problem) return problem.resolutionOption !== "node10";
  return true;
}
