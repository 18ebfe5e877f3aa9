import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
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
  /** @type {string[]} */
  const loaded = [];
  const server = createServer(({ url = "/" }, response) => {
    const path = join(folder, url === "/" ? "index.html" : new URL(url, "http://page").pathname);
    if (!existsSync(path)) return void response.writeHead(404).end();
    const bytes = readFileSync(path);
    if (path.endsWith(".js")) {
      loaded.push(bytes.toString());
      response.setHeader("content-type", "text/javascript");
    } else response.setHeader("content-type", "text/html");
    response.end(bytes);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const path = process.env.CHROMIUM_PATH ?? ["/usr/bin/chromium", "/usr/bin/google-chrome"].find(existsSync);
  const browser = await chromium.launch({
    ...(path === undefined ? {} : { executablePath: path }),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const page = await browser.newPage();
    /** @type {string[]} */
    const errors = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.waitForFunction("document.title !== ''", undefined, { timeout: 120_000 });
    const title = await page.title();
    if (title !== "ok") errors.push(`the page says: ${title}`);
    const plots = loaded.filter((text) => unwanted.test(text)).length;
    if (plots > 0) errors.push(`the page has loaded ${plots} files of the plots`);
    return errors;
  } finally {
    await browser.close();
    server.close();
  }
}
