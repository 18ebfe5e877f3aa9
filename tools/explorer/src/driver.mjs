import { cpSync, mkdirSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromiumOptions } from "@gammakit-tools/workspace/chromium";
import { chromium } from "playwright";

/** @typedef {import("playwright").Page} Page */
/** @typedef {{ page: Page, errors: string[], requests: string[], longTasks(): Promise<number[]> }} Visit */

/** Starts the browser. */
export function launch() {
  return chromium.launch(chromiumOptions);
}

/**
 * Opens a page and keeps account of its errors, its requests, and of what blocks it.
 * @param {import("playwright").Browser} browser @param {string} address @param {import("playwright").BrowserContextOptions} [options]
 * @returns {Promise<Visit>}
 */
export async function visit(browser, address, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 1000 },
    acceptDownloads: true,
    ...options,
  });
  const page = await context.newPage();
  /** @type {string[]} */
  const errors = [];
  /** @type {string[]} */
  const requests = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(error.message));
  context.on("request", (request) => requests.push(request.url()));
  await page.addInitScript(() => {
    /** @type {number[]} */
    const tasks = [];
    Object.assign(globalThis, { longTasks: tasks });
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: "longtask",
    });
  });
  await page.goto(address);
  return {
    page,
    errors,
    requests,
    longTasks: () => page.evaluate(() => /** @type {any} */ (globalThis).longTasks.splice(0)),
  };
}

/**
 * Drops files or folders on an element, as a person who drags them from the desktop.
 * @param {Page} page @param {string} selector @param {string | readonly string[]} paths
 */
export async function drop(page, selector, paths) {
  const box = await page.locator(selector).boundingBox();
  if (box === null) throw new Error(`${selector} is not on the page`);
  const session = await page.context().newCDPSession(page);
  const place = { x: box.x + box.width / 2, y: box.y + Math.min(120, box.height / 2) };
  const data = { items: [], files: [paths].flat(), dragOperationsMask: 1 };
  for (const type of /** @type {const} */ (["dragEnter", "dragOver", "drop"])) {
    await session.send("Input.dispatchDragEvent", { type, ...place, data });
  }
  await session.detach();
}

/** Waits until all that was asked for is computed and shown. @param {Page} page */
export async function settle(page) {
  await page.waitForFunction(
    () => /** @type {any} */ (document.querySelector("gammakit-explorer"))?.view?.result !== undefined,
  );
  await page.evaluate(() => /** @type {any} */ (document.querySelector("gammakit-explorer")).view.settled());
}

/** The result that the page shows. @param {Page} page */
export function resultOf(page) {
  return page.evaluate(() => /** @type {any} */ (document.querySelector("gammakit-explorer")).view.result);
}

/** The job that the page shows. @param {Page} page */
export function jobOf(page) {
  return page.evaluate(() => /** @type {any} */ (document.querySelector("gammakit-explorer")).view.value);
}

/** Presses a button that saves a file. @param {Page} page @param {string} name @param {string} path */
export async function save(page, name, path) {
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name }).click();
  await (await waiting).saveAs(path);
}

/** Drags with the mouse through places given as parts of an element's width and height. @param {Page} page @param {import("playwright").Locator} locator @param {readonly (readonly [number, number])[]} path */
export async function drag(page, locator, path) {
  await locator.scrollIntoViewIfNeeded();
  const box = await locator.boundingBox();
  if (box === null) throw new Error("nothing to drag");
  const at = (/** @type {readonly [number, number]} */ [x, y]) =>
    /** @type {const} */ ([box.x + x * box.width, box.y + y * box.height]);
  await page.mouse.move(...at(path[0]));
  await page.mouse.down();
  for (const place of path.slice(1)) await page.mouse.move(...at(place));
  await page.mouse.up();
}

/** A straight way from one place to another in steps. @param {readonly [number, number]} from @param {readonly [number, number]} to @param {number} steps @returns {[number, number][]} */
export function way(from, to, steps) {
  return Array.from({ length: steps + 1 }, (_, k) => [
    from[0] + ((to[0] - from[0]) * k) / steps,
    from[1] + ((to[1] - from[1]) * k) / steps,
  ]);
}

/** A new, empty folder. */
export function newFolder() {
  return mkdtempSync(join(tmpdir(), "gammakit-e2e-"));
}

/** A folder with the indexes and the 15 runs of the night of the flare, as a person would have it. @param {string} store @returns {string} */
export function flareNight(store) {
  const folder = join(newFolder(), "flare-night");
  mkdirSync(join(folder, "data"), { recursive: true });
  for (const name of ["obs-index.fits.gz", "hdu-index.fits.gz"]) cpSync(join(store, name), join(folder, name));
  for (const name of readdirSync(join(store, "data"))) {
    const id = Number(/obs_id_0*(\d+)/.exec(name)?.[1]);
    if (id >= 33787 && id <= 33801) cpSync(join(store, "data", name), join(folder, "data", name));
  }
  return folder;
}
