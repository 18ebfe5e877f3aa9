import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { drag, drop, flareNight, launch, newFolder, settle, visit, way } from "./driver.mjs";
import { serve } from "./serve.mjs";

// How fast the explorer is, in Chromium: `npm run bench:explorer`. Nothing else may run on the machine meanwhile.

/** @typedef {import("playwright").Page} Page */

const server = await serve();
const browser = await launch();
try {
  for (let round = 0; round < 3; round++) {
    const { page } = await visit(browser, `${server.address}/`);
    await page.getByText("Drop a DL3 folder").waitFor();
    const real = server.hasReal ? join(String(process.env.GAMMAPY_DATA), "hess-dl3-dr1") : undefined;
    const folder = real === undefined ? join(server.data, "night") : flareNight(real);
    const start = performance.now();
    await drop(page, "gammakit-explorer", folder);
    await settle(page);
    say(
      `from the drop to the first fits (${real === undefined ? "5 simulated runs" : "15 runs"}), round ${round + 1}`,
      [performance.now() - start],
      3000,
    );
    await page.context().close();
  }
  await series(server.hasReal ? "flare" : "night");
  await profile();
} finally {
  await browser.close();
  await server.close();
}

/** The width of intervals and the ON region. @param {string} sample */
async function series(sample) {
  const { page, longTasks } = await visit(browser, `${server.address}/#sample=${sample}`);
  await settle(page);
  await listen(page);
  const slider = page.getByRole("slider", { name: "Interval width" });
  await slider.focus();
  for (const round of ["warm up", "measured"]) {
    await longTasks();
    await take(page);
    for (let k = 0; k < 100; k++) {
      // To and fro, so that there are 24 intervals of the flare each time.
      await page.keyboard.press(k % 2 === 0 ? "ArrowRight" : "ArrowLeft");
      await settle(page);
    }
    if (round === "warm up") continue;
    const { worker, bins } = await take(page);
    say(`a change of the interval width in the worker, to ${Math.min(...bins)} intervals or more`, worker, 50);
    say("tasks of the main thread above 50 ms meanwhile", await longTasks());
  }
  const sky = page.locator("gammakit-time-series .overlay");
  for (let k = 0; k < 3; k++) await drag(page, sky, circle());
  await settle(page);
  say("a place of the ON region in the worker", (await take(page)).worker);
  say("tasks of the main thread above 50 ms while dragging", await longTasks());
  await page.context().close();
}

/** The height of rectangles. */
async function profile() {
  const { page, longTasks } = await visit(browser, `${server.address}/`);
  await page.getByText("Drop a DL3 folder").waitFor();
  const map = join(newFolder(), "map.fits.gz");
  copyFileSync(
    server.hasReal
      ? join(String(process.env.GAMMAPY_DATA), "fermi-3fhl-gc/fermi-3fhl-gc.fits.gz")
      : join(server.data, "cube.fits.gz"),
    map,
  );
  await drop(page, "gammakit-explorer", map);
  await settle(page);
  await listen(page);
  const slider = page.getByRole("slider", { name: "Height of the rectangles" });
  await slider.focus();
  for (let k = 0; k < 60; k++) {
    await page.keyboard.press(k % 20 < 10 ? "ArrowRight" : "ArrowLeft");
    await settle(page);
  }
  say("a height of the rectangles in the worker", (await take(page)).worker);
  say("tasks of the main thread above 50 ms meanwhile", await longTasks());
}

/** A way around the middle. @returns {[number, number][]} */
function circle() {
  const around = Array.from(
    { length: 60 },
    (_, k) => /** @type {[number, number]} */ ([0.5 + 0.05 * Math.cos(k / 9.5), 0.5 + 0.05 * Math.sin(k / 9.5)]),
  );
  return [...way([0.5, 0.5], around[0], 3), ...around];
}

/** Keeps account of results. @param {Page} page */
function listen(page) {
  return page.evaluate(() => {
    Object.assign(globalThis, { seen: [] });
    document.addEventListener("gammakit-result", (event) => {
      const { milliseconds, result } = /** @type {CustomEvent} */ (event).detail;
      /** @type {any} */ (globalThis).seen.push({
        milliseconds,
        count: (result.bins ?? result.rows).length,
        isQuick: result.correlation === null,
      });
    });
  });
}

/** What was seen since the last time. @param {Page} page @returns {Promise<{ worker: number[], bins: number[] }>} */
async function take(page) {
  const seen = await page.evaluate(() => /** @type {any} */ (globalThis).seen.splice(0));
  return {
    worker: seen.map((/** @type {any} */ one) => one.milliseconds),
    bins: seen.map((/** @type {any} */ one) => one.count),
  };
}

/** @param {string} what @param {readonly number[]} milliseconds @param {number} [target] */
function say(what, milliseconds, target) {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const at = (/** @type {number} */ part) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0).toFixed(1);
  const figures =
    sorted.length === 0
      ? "none"
      : sorted.length === 1
        ? `${at(0)} ms`
        : `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms, ${sorted.length} times`;
  console.log(`${what}: ${figures}${target === undefined ? "" : ` (target ${target} ms)`}`);
}
