import assert from "node:assert/strict";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import test from "node:test";
import { differences } from "@gammakit-tools/workspace/differences";
import { firefoxPath } from "@gammakit-tools/workspace/firefox";
import puppeteer from "puppeteer-core";
import { bare, runProgram, tolerance } from "./program.mjs";
import { serve } from "./serve.mjs";

// The explorer in another engine than Chromium's: the numbers of Firefox are those of the command line.

/** @typedef {{ result: any, job: any, errors: readonly string[] }} Shown */

if (firefoxPath) checkAll(firefoxPath);
else {
  console.log("skipped: no Firefox found (set FIREFOX_PATH), the explorer is not tried in it");
  process.exitCode = process.env.CI === "true" ? 1 : 0;
}

/** @param {string} executablePath */
function checkAll(executablePath) {
  test("the explorer in Firefox gives the numbers of the command line", async (t) => {
    const server = await serve();
    const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
    t.diagnostic(await browser.version());
    try {
      const real = join(process.env.GAMMAPY_DATA ?? "", "hess-dl3-dr1");
      const map = join(process.env.GAMMAPY_DATA ?? "", "fermi-3fhl-gc/fermi-3fhl-gc.fits.gz");
      const samples = {
        night: join(server.data, "night"),
        plane: join(server.data, "cube.fits.gz"),
        ...(server.hasReal && { flare: real, "galactic-center": map }),
      };
      for (const [sample, data] of Object.entries(samples)) {
        await t.test(sample, async () => {
          const { result, job, errors } = await show(browser, `${server.address}/#sample=${sample}`);
          assert.deepEqual(errors, []);
          assert.deepEqual(differences(bare(result), bare(resultOf(job, data)), tolerance), []);
        });
      }
    } finally {
      await browser.close();
      await server.close();
    }
  });
}

/**
 * What the page shows after a first slider was moved by one step.
 * @param {import("puppeteer-core").Browser} browser @param {string} address @returns {Promise<Shown>}
 */
async function show(browser, address) {
  const page = await browser.newPage();
  /** @type {string[]} */
  const errors = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(address);
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("gammakit-explorer"))?.view?.result);
  const before = await page.evaluate(seen);
  await page.focus(">>> input[type=range]");
  await page.keyboard.press("ArrowRight");
  const after = await page.evaluate(seen);
  assert.notDeepEqual(after.job, before.job);
  await page.close();
  return { ...after, errors };
}

/** What the page shows once all is computed, also what it leaves out while a slider moves. Runs in the page. */
async function seen() {
  const { view } = /** @type {any} */ (document.querySelector("gammakit-explorer"));
  const isQuick = () => Object.keys(view.result.variability ?? { none: true }).length === 0;
  for (await view.settled(); isQuick(); await view.settled()) await new Promise((resolve) => setTimeout(resolve, 50));
  return { result: view.result, job: view.value };
}

/** The result of the program for a job beside its data. @param {any} job @param {string} data @returns {any} */
function resultOf(job, data) {
  const folder = mkdtempSync(join(tmpdir(), "gammakit-firefox-"));
  try {
    symlinkSync(data, join(folder, basename(data)));
    const file = join(folder, "job.yaml");
    writeFileSync(file, JSON.stringify(job));
    return runProgram(file).result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
