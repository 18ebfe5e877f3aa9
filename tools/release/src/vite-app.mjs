import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chromiumOptions } from "@gammakit-tools/workspace/chromium";
import { serveFolders } from "@gammakit-tools/workspace/serve-folders";
import { chromium } from "playwright";
import { build } from "vite";

/** Parts of what the page may load on demand, and must not for a job. */
const unwanted = /vega|resvg|sphericalMercator/i;

/**
 * Builds the page as Vite does for a server, and opens it.
 * @param {string} folder
 * @returns {Promise<readonly string[]>} What went wrong.
 */
export async function tryInBrowser(folder) {
  /** @type {string[]} */
  const problems = [];
  /** @param {string} words */
  const note = (words) => {
    if (/node:|externalized/.test(words)) problems.push(words);
  };
  await build({
    root: folder,
    configFile: false,
    logLevel: "warn",
    customLogger: {
      info: () => {},
      warn: note,
      warnOnce: note,
      error: note,
      clearScreen: () => {},
      hasErrorLogged: () => false,
      hasWarned: false,
    },
    build: { target: "es2022", reportCompressedSize: false },
  });
  const assets = join(folder, "dist/assets");
  for (const name of readdirSync(assets).filter((file) => file.endsWith(".js"))) {
    const found = /\bimport\s*(?:\(|[^"'()]*from\s*)?["']node:[a-z/]+["']/.exec(
      readFileSync(join(assets, name), "utf8"),
    );
    if (found) problems.push(`${name} has ${found[0]}`);
  }
  return problems.length > 0 ? problems : openPage(join(folder, "dist"));
}

/** @param {string} folder */
async function openPage(folder) {
  const server = await serveFolders({ "/": folder });
  const browser = await chromium.launch(chromiumOptions);
  try {
    const page = await browser.newPage();
    /** @type {string[]} */
    const errors = [];
    /** @type {string[]} */
    const asked = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(server.url);
    await page.waitForFunction("document.title !== ''", undefined, { timeout: 120_000 });
    const title = await page.title();
    if (title !== "ok") errors.push(`the page says: ${title}`);
    const plots = asked.filter(
      (path) => path.endsWith(".js") && unwanted.test(readFileSync(join(folder, path), "utf8")),
    );
    if (plots.length > 0) errors.push(`the page has loaded parts of the plots: ${plots.join(", ")}`);
    return errors;
  } finally {
    await browser.close();
    await server.close();
  }
}
