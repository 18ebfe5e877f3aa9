import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { chromiumPath } from "@gammakit-tools/workspace/chromium";
import axe from "axe-core";
import { blocksOf } from "../build/blocks.mjs";
import { docs } from "../build/places.mjs";
import { preview } from "../build/preview.mjs";
import { hasRealData } from "../build/run-pages.mjs";
import { startBrowser, watchedPage } from "./browser.mjs";

// Drives the built site as a person would.

const tutorials = ["tutorials/flare", "tutorials/galactic-plane"];
const kinds = [
  "",
  "getting-started",
  "explorer",
  ...tutorials,
  "how-to/from-gammapy",
  "how-to/custom-model",
  "how-to/custom-estimator",
  "how-to/embed",
  "how-to/scaling-out",
  "how-to/use-results",
  "how-to/troubleshooting",
  "concepts/wstat",
  "reference/",
  "reference/job-files",
  "reference/plugins",
  "reference/api/",
  "reference/api/@gammakit/minuit",
  "adr/",
  "adr/0001-nouns-and-verbs",
  "validation",
  "benchmarks",
  "changelog",
  "compatibility",
  "citation",
];

const reason = !chromiumPath
  ? "no Chromium found (set CHROMIUM_PATH)"
  : existsSync(join(docs, "dist/index.html"))
    ? false
    : "the site is not built: node apps/docs/build/build-site.mjs";

if (reason && process.env.CI === "true") throw new Error(reason);

void describe("the site", { skip: reason }, () => {
  /** @type {import("playwright").Browser} */
  let browser;
  /** @type {{ url: string, close(): Promise<void> }} */
  let site;
  before(async () => {
    [browser, site] = await Promise.all([startBrowser(), preview()]);
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  /** @param {import("playwright").BrowserContextOptions} [options] */
  const open = (options) => watchedPage(browser, site.url, options);

  for (const path of tutorials) {
    const needsData = hasRealData() ? false : "$GAMMAPY_DATA is not set";
    void test(`${path} gives the reference numbers in the page`, { skip: needsData }, async () => {
      const { page, context, problems } = await open();
      const { blocks, expected } = blocksOf(readFileSync(join(docs, `${path}.md`), "utf8"));
      await page.goto(site.url + path);
      await page.getByRole("button", { name: "Run all steps" }).click();
      await page.getByText("all steps have run").waitFor({ timeout: 120_000 });
      await page.locator("gammakit-expected [data-run=done]").waitFor();
      const rows = page.locator("gammakit-expected [data-run=done] tbody tr");
      assert.equal(await rows.count(), expected.length);
      for (const [k, { what, reference, tolerance }] of expected.entries()) {
        const cells = await rows.nth(k).locator("td").allInnerTexts();
        assert.ok(
          Math.abs(Number(cells[1]) - reference) <= tolerance + 1e-6 * Math.abs(reference),
          `${what}: ${cells[1]}`,
        );
        assert.equal(await rows.nth(k).getAttribute("data-holds"), "true", what);
      }
      assert.equal(await page.locator("gammakit-code .status", { hasText: "done in" }).count(), blocks.length);
      assert.ok((await page.locator("gammakit-code .output figure").count()) >= 4);
      assert.deepEqual(problems, []);
      await context.close();
    });

    void test(`${path} runs on simulated data where a reader chooses them`, async () => {
      const { page, context, problems } = await open();
      await page.goto(site.url + path);
      await page.getByLabel("Data", { exact: true }).selectOption("simulated");
      await page.getByRole("button", { name: "Run all steps" }).click();
      await page.getByText("all steps have run").waitFor({ timeout: 120_000 });
      // Without the real data the site was built with simulated ones, too: what counts is the note of this run.
      await page.locator("gammakit-expected [data-run=done]").getByText("These are simulated data").waitFor();
      assert.deepEqual(problems, []);
      await context.close();
    });
  }

  void test("code can be changed, fails in words, is reset, and stops when it would run for ever", async () => {
    const { page, context, problems } = await open();
    await page.goto(`${site.url}how-to/custom-model`);
    const first = page.locator("gammakit-code").first();
    const code = first.getByRole("textbox");
    await code.fill("const answer = 6 * 7;\ndisplay('The answer is ' + answer);");
    await code.press("Control+Enter");
    await first.getByText("The answer is 42").waitFor();
    await code.fill("const answer = 6;\nanswer.missing.part;");
    await first.getByRole("button", { name: "Run step 1" }).click();
    await first
      .getByRole("alert")
      .getByText(/^Line 2: /)
      .waitFor();
    await code.fill("const = 1;");
    await code.press("Control+Enter");
    await first
      .getByRole("alert")
      .getByText(/^Line 1: /)
      .waitFor();
    await code.fill("while (true) {}");
    await code.press("Control+Enter");
    await first.getByRole("button", { name: "Stop step 1" }).click();
    await first.getByText("stopped").waitFor();
    await first.getByRole("button", { name: "Reset the code of step 1" }).click();
    assert.match(await code.inputValue(), /acme\/cliff/);
    const last = page.locator("gammakit-code").last();
    await last.getByRole("button", { name: "Run step 3" }).click();
    await last.getByText(/done in/).waitFor({ timeout: 60_000 });
    assert.equal(await page.locator("gammakit-code .status", { hasText: "done in" }).count(), 3);
    assert.deepEqual(problems, []);
    await context.close();
  });

  void test("a block is reached, run and left with the keyboard alone", async () => {
    const { page, context } = await open();
    await page.goto(`${site.url}concepts/wstat`);
    const first = page.locator("gammakit-code").first();
    await first.getByRole("textbox").focus();
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "Run");
    await page.keyboard.press("Enter");
    await first.getByText(/done in/).waitFor({ timeout: 60_000 });
    await page.keyboard.press("Tab");
    assert.notEqual(await focused(page), "Stop");
    await context.close();
  });

  void test("a figure gives its numbers, as a table and as a file", async () => {
    const { page, context } = await open();
    await page.goto(`${site.url}tutorials/flare`);
    const numbers = page.locator(".gk-figure details", { hasText: "Index" }).first();
    await numbers.locator("summary").click();
    await numbers.getByRole("columnheader", { name: "Index", exact: true }).waitFor();
    const waiting = page.waitForEvent("download");
    await numbers.getByRole("link", { name: "All as CSV" }).click();
    const file = await waiting;
    assert.match(file.suggestedFilename(), /\.csv$/);
    const lines = readFileSync(await file.path(), "utf8")
      .trim()
      .split("\r\n");
    assert.equal(lines.length, 1 + (await numbers.locator("tbody tr").count()));
    assert.match(lines[0], /^MJD/);
    await context.close();
  });

  void test("on a phone a figure keeps its size and moves to the side, and the page does not", async () => {
    const { page, context } = await open({ viewport: { width: 360, height: 740 } });
    await page.goto(`${site.url}tutorials/flare`);
    const picture = page.locator("gammakit-code .gk-picture").first();
    await picture.scrollIntoViewIfNeeded();
    await picture.locator("img").first().waitFor();
    const { drawn, shown, isPageWider } = await picture.evaluate((box) => ({
      drawn: box.scrollWidth,
      shown: box.clientWidth,
      isPageWider: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    }));
    assert.ok(drawn >= 460 && shown < 360, `${drawn} pixels in a box of ${shown}`);
    assert.equal(isPageWider, false);
    await context.close();
  });

  void test("what is dark on the screen is light on paper, and code is not cut off", async () => {
    const { page, context } = await open({ colorScheme: "dark" });
    await page.goto(`${site.url}getting-started`);
    await settle(page);
    const shown = () =>
      page.evaluate(() => {
        const layers = document.querySelector("gammakit-code")?.shadowRoot?.querySelector(".layers");
        const figures = [...document.querySelectorAll(".gk-figure img")].filter((image) => image.checkVisibility());
        return {
          figures: figures.map(({ className }) => className),
          isCut: layers != null && layers.scrollWidth > (layers.parentElement?.clientWidth ?? 0),
        };
      });
    assert.deepEqual(await shown(), { figures: ["gk-dark"], isCut: true });
    await page.emulateMedia({ media: "print" });
    assert.deepEqual(await shown(), { figures: ["gk-light"], isCut: false });
    await context.close();
  });

  void test("no style asks for a selector that Firefox and Safari do not have", () => {
    const assets = join(docs, "dist/assets");
    const files = readdirSync(assets, { recursive: true, encoding: "utf8" }).filter((name) => /\.(css|js)$/.test(name));
    assert.ok(files.length > 10);
    assert.deepEqual(
      files.filter((name) => readFileSync(join(assets, name), "utf8").includes(":host-context")),
      [],
    );
  });

  void test("search finds a page, with nothing but this site", async () => {
    const { page, context, problems } = await open();
    await page.goto(site.url);
    // Keys are heard once the page is alive.
    await page.waitForFunction(() => "__vue_app__" in (document.querySelector("#app") ?? {}));
    await page.keyboard.press("Control+k");
    await page.locator("#localsearch-input").fill("reflected regions");
    const result = page.locator("#localsearch-list a").first();
    await result.waitFor({ timeout: 20_000 });
    await page.keyboard.press("Enter");
    await page.waitForURL(/reflected-regions|flare|from-gammapy|makers/);
    assert.deepEqual(problems, []);
    await context.close();
  });

  /** @type {Record<string, import("playwright").BrowserContextOptions>} */
  const readers = {
    "in light": { colorScheme: "light" },
    "in dark": { colorScheme: "dark" },
    "on a phone": { viewport: { width: 375, height: 700 }, isMobile: true, hasTouch: true },
  };
  for (const [reader, options] of Object.entries(readers)) {
    void test(`the explorer shows the first fits of its sample ${reader}`, async () => {
      const { page, context, problems } = await open(options);
      await page.goto(`${site.url}explorer`);
      await page.getByRole("button", { name: "A simulated night" }).click();
      const series = page.locator("gammakit-time-series");
      await series.getByText("fits converged").waitFor({ timeout: 60_000 });
      const bins = await series.evaluate((element) => /** @type {any} */ (element).result.bins);
      assert.equal(bins.length, 24);
      const measured = bins.filter((/** @type {any} */ { parameters }) => parameters[0]?.value > 1);
      assert.ok(measured.length >= 20, `${measured.length} intervals have an index`);
      await page.getByText("Simulated data.").waitFor();
      await page.getByText("No scientific publications may be derived").waitFor();
      assert.deepEqual(await violationsOf(page), []);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= (page.viewportSize()?.width ?? 0), `${width} pixels wide`);
      assert.deepEqual(problems, []);
      await context.close();
    });
  }

  void test("the explorer shows the profile of a map, and goes from light to dark with the site", async () => {
    const { page, context, problems } = await open();
    await page.goto(site.url);
    await page.getByRole("link", { name: "Explorer", exact: true }).first().click();
    await page.getByRole("button", { name: "A simulated strip of sky" }).click();
    const profile = page.locator("gammakit-flux-profile");
    await page.waitForFunction(
      () => /** @type {any} */ (document.querySelector("gammakit-explorer"))?.view?.result !== undefined,
    );
    assert.equal(await profile.evaluate((element) => /** @type {any} */ (element).result.rows.length), 51);
    const background = () => profile.evaluate((element) => getComputedStyle(element).backgroundColor);
    const light = await background();
    await page.locator(".VPNavBarAppearance .VPSwitchAppearance").click();
    await page.locator("gammakit-flux-profile[theme=dark]").waitFor();
    assert.notEqual(await background(), light);
    assert.deepEqual(problems, []);
    await context.close();
  });

  void test("elements that the site makes anew, after a step back or from a link, are those of a fresh page", async () => {
    const { page, context, problems } = await open();
    const fits = page.locator("gammakit-time-series").getByText("fits converged");
    const follow = (/** @type {string} */ end) => page.locator(`.VPSidebar a[href$="${end}"]`).click();
    await page.goto(`${site.url}explorer`);
    await page.getByRole("button", { name: "A simulated night" }).click();
    await fits.waitFor({ timeout: 60_000 });
    await page.waitForFunction(() => location.hash.includes("sample="));
    await follow("/how-to/embed");
    await fits.waitFor({ timeout: 60_000 });
    await page.locator("gammakit-time-series").getByText("Simulated data.").waitFor();
    await page.goBack();
    await page.locator("gammakit-explorer").getByText("fits converged").waitFor({ timeout: 60_000 });
    assert.deepEqual(problems, []);
    await context.close();
  });

  for (const theme of ["light", "dark"]) {
    for (const kind of kinds) {
      void test(`/${kind} in ${theme}: no serious fault of accessibility, no error, nothing from elsewhere`, async () => {
        const { page, context, problems } = await open({ colorScheme: /** @type {"light" | "dark"} */ (theme) });
        await page.goto(site.url + kind);
        await settle(page);
        assert.deepEqual(await violationsOf(page), []);
        assert.deepEqual(problems, []);
        await context.close();
      });
    }
  }

  for (const kind of kinds) {
    void test(`/${kind} fits on a phone`, async () => {
      const { page, context } = await open({ viewport: { width: 375, height: 700 }, isMobile: true, hasTouch: true });
      await page.goto(site.url + kind);
      await settle(page);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 375, `${width} pixels wide`);
      await context.close();
    });
  }
});

/** Serious and critical faults of accessibility. @param {import("playwright").Page} page @returns {Promise<string[]>} */
async function violationsOf(page) {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await /** @type {any} */ (window).axe.run(document, { resultTypes: ["violations"] });
    return violations
      .filter((/** @type {any} */ one) => one.impact === "serious" || one.impact === "critical")
      .map(
        (/** @type {any} */ { id, nodes }) =>
          `${id}: ${nodes.length}, ${nodes[0].target.flat().join(" ")}: ${nodes[0].html.slice(0, 120)}`,
      );
  });
}

/** Waits until the elements of the page are there. @param {import("playwright").Page} page */
async function settle(page) {
  await page.waitForLoadState("networkidle");
  if ((await page.locator("gammakit-code, gammakit-data").count()) > 0) {
    await page.waitForFunction(() => customElements.get("gammakit-code") !== undefined);
  }
}

/** The words on what has the keyboard. @param {import("playwright").Page} page */
function focused(page) {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.textContent ?? "";
  });
}
