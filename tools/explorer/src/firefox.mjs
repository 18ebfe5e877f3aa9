import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import test from "node:test";
import { cli } from "@gammakit-tools/workspace";
import { differences } from "@gammakit-tools/workspace/differences";
import { firefoxPath } from "@gammakit-tools/workspace/firefox";
import puppeteer from "puppeteer-core";
import { serve } from "./serve.mjs";

// The explorer in another engine than Chromium's: the numbers of Firefox are those of the command line.

/** @typedef {{ result: any, job: any, errors: readonly string[] }} Shown */

/** How far two numbers may lie apart, relative (decision record 40). */
const tolerance = 1e-12;

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
          assert.deepEqual(differences(bare(result), bare(runProgram(job, data)), tolerance), []);
        });
      }
    } finally {
      await browser.close();
      await server.close();
    }
  });
}

/** A result without what is another each time. @param {any} result */
function bare({ provenance: _, ...result }) {
  return result;
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

/** What the program makes of a job beside its data. @param {any} job @param {string} data @returns {any} */
function runProgram(job, data) {
  const folder = mkdtempSync(join(tmpdir(), "gammakit-firefox-"));
  try {
    symlinkSync(data, join(folder, basename(data)));
    const file = join(folder, "job.yaml");
    writeFileSync(file, JSON.stringify(job));
    const out = join(folder, "out");
    const args = ["run", file, "--out", out, "--only", "json"];
    const { status, stderr } = spawnSync(process.execPath, [cli.program, ...args], { encoding: "utf8" });
    assert.equal(status, 0, stderr);
    return JSON.parse(readFileSync(join(out, "result.json"), "utf8"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
