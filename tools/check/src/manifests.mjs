import { packagesIn, root } from "@gammakit-tools/workspace";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

// Publint on every public package as built, and the fields that every package must state.
const required = ["description", "keywords", "license", "repository", "engines", "files"];
const published = packagesIn(root).filter(({ manifest }) => manifest.private !== true);
let problems = 0;
for (const { path, folder, manifest } of published) {
  const { messages, pkg } = await publint({ pkgDir: path, strict: true, pack: false });
  const words = messages
    .filter(({ type }) => type !== "suggestion")
    .map((message) => formatMessage(message, pkg, { color: false }) ?? message.code);
  words.push(...required.filter((field) => manifest[field] === undefined).map((field) => `has no "${field}".`));
  if (manifest.publishConfig?.access !== "public") words.push(`has no "publishConfig": { "access": "public" }.`);
  for (const word of words) console.log(`${folder}/package.json: ${word}`);
  problems += words.length;
}
console.log(`${published.length} packages; ${problems} problems`);
process.exitCode = problems === 0 ? 0 : 1;
