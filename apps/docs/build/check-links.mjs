import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, posix } from "node:path";

const base = process.env.GAMMAKIT_SITE_BASE ?? "/";

/**
 * Every link and picture of every page that stays on the site: its file is there, and its anchor too. And nothing that a page
 * loads by itself (script, style, picture, font) lies elsewhere.
 * @param {string} dist
 * @returns {{ count: number, problems: string[] }}
 */
export function checkLinks(dist) {
  const pages = readdirSync(dist, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(".html"));
  const ids = new Map(pages.map((name) => [name, idsOf(readFileSync(join(dist, name), "utf8"))]));
  /** @type {string[]} */
  const problems = [];
  let count = 0;
  for (const page of pages) {
    const html = readFileSync(join(dist, page), "utf8");
    for (const { tag, url } of linksOf(html)) {
      count++;
      if (/^(https?:)?\/\//.test(url)) {
        if (tag !== "a") problems.push(`${page}: loads ${url} from elsewhere`);
        continue;
      }
      if (/^(mailto|data):/.test(url)) continue;
      const [path, anchor] = url.split("#");
      const target = path === "" ? page : fileOf(dist, page, path);
      if (target === undefined) problems.push(`${page}: ${url} leads nowhere`);
      else if (anchor && ids.has(target) && !ids.get(target)?.has(decodeURIComponent(anchor))) {
        problems.push(`${page}: ${url} has no such anchor`);
      }
    }
  }
  return { count, problems: [...new Set(problems)] };
}

/** @param {string} html */
function idsOf(html) {
  return new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id));
}

/** @param {string} html */
function linksOf(html) {
  return [...html.matchAll(/<(a|img|script|link|source)\b[^>]*?\s(?:href|src)="([^"]*)"/g)].map(([, tag, url]) => ({
    tag,
    url: url.replaceAll("&amp;", "&"),
  }));
}

/** The file that a path means, relative to the site's folder. @param {string} dist @param {string} page @param {string} path */
function fileOf(dist, page, path) {
  const clean = decodeURIComponent(path.split("?")[0]);
  const absolute = clean.startsWith("/") ? clean : posix.join("/", dirname(page), clean);
  if (!absolute.startsWith(base)) return undefined;
  const inside = absolute.slice(base.length).replace(/\/$/, "");
  const candidates = [inside, `${inside}.html`, inside === "" ? "index.html" : `${inside}/index.html`];
  return candidates.find((one) => one !== "" && existsSync(join(dist, one)) && statSync(join(dist, one)).isFile());
}
