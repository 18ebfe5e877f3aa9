import { existsSync } from "node:fs";
import { chromium } from "playwright";

const executablePath = [
  process.env.CHROMIUM_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find((path) => path && existsSync(path));

/** Whether there is a browser to test with. */
export const hasBrowser = executablePath !== undefined;

/** A browser that talks to nobody by itself. */
export function startBrowser() {
  return chromium.launch({
    ...(executablePath && { executablePath }),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic"],
  });
}

/**
 * A page that keeps watch: what it logs as an error, and what it asks of other servers.
 * @param {import("playwright").Browser} browser @param {string} origin
 * @param {import("playwright").BrowserContextOptions} [options]
 */
export async function watchedPage(browser, origin, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  /** @type {string[]} */
  const problems = [];
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  context.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(blob|data):/.test(url)) problems.push(`asks ${url}`);
  });
  return { page, context, problems };
}
