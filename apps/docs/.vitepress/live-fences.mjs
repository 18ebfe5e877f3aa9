import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { isExpected, isLive } from "../build/blocks.mjs";
import { docs, generated } from "../build/places.mjs";
import { escapeHtml, expectedHtml, itemsHtml } from "../live/output.mjs";

/**
 * Renders the fences `js live` and `yaml expected`: an element around the code, with what it showed when the site was built.
 * @param {any} md The Markdown renderer. @param {string} base Where the site lies on its server.
 */
export function liveFences(md, base) {
  const fence = md.renderer.rules.fence;
  md.renderer.rules.fence = (/** @type {any[]} */ tokens, /** @type {number} */ i, /** @type {any} */ ...rest) => {
    const token = tokens[i];
    const env = rest[1];
    const output = outputOf(env.relativePath ?? "");
    if (isLive(token.info)) {
      const step = tokens.slice(0, i + 1).filter(({ type, info }) => type === "fence" && isLive(info)).length;
      const source = `<div slot="source" class="language-js"><pre v-pre tabindex="0"><code>${escapeHtml(token.content)}</code></pre></div>`;
      const items = output?.blocks[step - 1] ?? [];
      const shown =
        items.length > 0 ? `<div slot="output" v-pre>${itemsHtml(items, (svg) => store(svg, base))}</div>` : "";
      return `<gammakit-code data-step="${step}">${source}${shown}</gammakit-code>\n`;
    }
    if (isExpected(token.info)) {
      const rows = output?.expected ?? parse(token.content);
      const attribute = escapeHtml(JSON.stringify(parse(token.content)));
      return `<gammakit-expected data-expected="${attribute}"><div v-pre>${expectedHtml(rows, output?.data ?? "none")}</div></gammakit-expected>\n`;
    }
    return fence(tokens, i, ...rest);
  };
}

/** @param {string} path @returns {import("../build/run-page.mjs").PageOutput | undefined} */
function outputOf(path) {
  const file = join(generated, "outputs", `${path.replaceAll("/", "--")}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/** Writes a figure among the site's files; gives its address. @param {string} svg @param {string} base */
function store(svg, base) {
  const name = `${createHash("sha256").update(svg).digest("hex").slice(0, 16)}.svg`;
  const folder = join(docs, "public/figures");
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, name))) writeFileSync(join(folder, name), svg);
  return `${base}figures/${name}`;
}
