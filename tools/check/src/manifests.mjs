import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packagesIn, root } from "@gammakit-tools/workspace";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { manifestProblems } from "./manifest-rules.mjs";

// Publint on every public package as built, and our own rules. (That the LICENSE is in the tarball, the release sees.)
const published = packagesIn(root).filter(({ manifest }) => manifest.private !== true);
let problems = 0;
for (const { name, path, folder, manifest } of published) {
  const { messages, pkg } = await publint({ pkgDir: path, strict: true, pack: false });
  const words = messages
    .filter(({ type }) => type !== "suggestion")
    .map((message) => formatMessage(message, pkg, { color: false }) ?? message.code);
  const readme = existsSync(join(path, "README.md")) ? readFileSync(join(path, "README.md"), "utf8") : undefined;
  words.push(...manifestProblems({ name, folder, manifest, readme }));
  for (const word of words) console.log(`${folder}/package.json: ${word}`);
  problems += words.length;
}
console.log(`${published.length} packages; ${problems} problems`);
process.exitCode = problems === 0 ? 0 : 1;
