import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "@gammakit-tools/workspace";

/** What is coming, from the changesets, and what was released, from the change log of the program, whose version all packages share. */
export function changelogPage() {
  const waiting = readdirSync(join(root, ".changeset"))
    .filter((name) => name.endsWith(".md") && name !== "README.md")
    .sort()
    .map((name) =>
      readFileSync(join(root, ".changeset", name), "utf8")
        .replace(/^---\n[\s\S]*?\n---\n/, "")
        .trim(),
    )
    .filter((text) => text !== "")
    .map(asContent);
  const log = join(root, "apps/cli/CHANGELOG.md");
  const released = existsSync(log) ? asContent(readFileSync(log, "utf8").replace(/^# .*$/m, "")) : "";
  const next = waiting.length > 0 ? `## Next release\n\n${waiting.join("\n\n")}\n` : "";
  return `${next}\n${released}`;
}

/** Angle brackets and braces outside code would be read as tags. @param {string} text */
function asContent(text) {
  return text
    .split(/(`[^`]*`)/)
    .map((part, k) => (k % 2 === 1 ? part : part.replaceAll("<", "&lt;").replaceAll("{{", "&#123;&#123;")))
    .join("")
    .replace(/^(#+) /gm, "##$1 ");
}
