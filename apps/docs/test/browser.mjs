import { chromiumOptions } from "@gammakit-tools/workspace/chromium";
import { chromium } from "playwright";

/** A browser that talks to nobody by itself. */
export function startBrowser() {
  return chromium.launch(chromiumOptions);
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
