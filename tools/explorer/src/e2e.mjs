import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import test, { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { differences } from "@gammakit-tools/workspace/differences";
import { drag, drop, flareNight, jobOf, launch, newFolder, resultOf, save, settle, visit, way } from "./driver.mjs";
import { bare, runProgram, tolerance } from "./program.mjs";
import { serve } from "./serve.mjs";

// The explorer as a person uses it, in Chromium: on the real data where there are some, on simulated data otherwise.

/** @typedef {import("./driver.mjs").Visit} Visit */

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core"), "utf8");

/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
/** @type {Awaited<ReturnType<typeof launch>>} */
let browser;
/** @type {Visit[]} */
const visits = [];

before(async () => {
  server = await serve();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/** @param {string} path @param {import("playwright").BrowserContextOptions} [options] */
async function go(path, options) {
  const one = await visit(browser, server.address + path, options);
  visits.push(one);
  return one;
}

/** Faults of accessibility that are serious or critical. @param {import("playwright").Page} page */
async function faultsOf(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => /** @type {any} */ (globalThis).axe.run());
  return violations
    .filter((/** @type {any} */ { impact }) => impact === "serious" || impact === "critical")
    .map(
      (/** @type {any} */ { id, nodes }) =>
        `${id}: ${nodes.map((/** @type {any} */ node) => node.target.join(" ")).join("; ")}`,
    );
}

/** The cells of a table; numbers as numbers. @param {string} text */
function cellsOf(text) {
  return text
    .trim()
    .split("\r\n")
    .map((line) => line.split(",").map((cell) => (cell !== "" && Number.isFinite(Number(cell)) ? Number(cell) : cell)));
}

/** Saves the job of the page beside its data, runs it, and compares. @param {import("playwright").Page} page @param {string} data @param {string} name */
async function compareWithProgram(page, data, name) {
  const folder = newFolder();
  symlinkSync(data, join(folder, name));
  const job = join(folder, "job.yaml");
  await save(page, "Save job", job);
  await page.waitForTimeout(700);
  await settle(page);
  const { result, table } = runProgram(job);
  assert.deepEqual(differences(bare(await resultOf(page)), bare(result), tolerance), []);
  const own = join(folder, "table.csv");
  await save(page, "Save table (CSV)", own);
  assert.deepEqual(differences(cellsOf(readFileSync(own, "utf8")), cellsOf(table), tolerance), []);
  return result;
}

test("the page of a person who comes for the first time", async () => {
  const { page } = await go("/");
  await page.getByRole("button", { name: "A simulated night" }).waitFor();
  assert.deepEqual(await faultsOf(page), []);
});

/** @type {Visit} */
let series;
/** @type {string} */
let folder;

test("a DL3 folder that is dropped shows its fits, and leaves the machine of nobody", async (t) => {
  series = await go("/");
  const { page } = series;
  await page.getByText("Drop a DL3 folder").waitFor();
  folder = server.hasReal
    ? flareNight(join(String(process.env.GAMMAPY_DATA), "hess-dl3-dr1"))
    : join(server.data, "night");
  const start = performance.now();
  await drop(page, "gammakit-explorer", folder);
  await settle(page);
  t.diagnostic(`first fits after ${(performance.now() - start).toFixed(0)} ms`);
  const result = await resultOf(page);
  assert.equal(result.observations.length, server.hasReal ? 15 : 5);
  assert.ok(result.bins.every((/** @type {any} */ bin) => bin.success));
  if (server.hasReal) await page.getByText("HESS DL3 DR1, H.E.S.S. collaboration, 2018").first().waitFor();
  await page.getByText("MB of data in memory").waitFor();
});

test("arrow keys on the slider change the width of the intervals", async () => {
  const { page } = series;
  const before = await resultOf(page);
  await page.getByRole("slider", { name: "Interval width" }).focus();
  await page.keyboard.press("ArrowRight");
  await settle(page);
  const [job, result] = [await jobOf(page), await resultOf(page)];
  assert.equal(job.time.width, "915 s");
  assert.notDeepEqual(result.bins[1].tStartIso, before.bins[1].tStartIso);
});

test("the ON region follows the pointer and the arrow keys", async (t) => {
  const { page, longTasks } = series;
  const sky = page.locator("gammakit-time-series .overlay");
  const center = (/** @type {any} */ job) => [Number.parseFloat(job.on.lon), Number.parseFloat(job.on.lat)];
  const [lonBefore, latBefore] = center(await jobOf(page));
  await longTasks();
  await drag(page, sky, way([0.5, 0.5], [0.53, 0.46], 25));
  await settle(page);
  t.diagnostic(`tasks above 50 ms while dragging: ${JSON.stringify(await longTasks())}`);
  const dragged = await jobOf(page);
  const [lon, lat] = center(dragged);
  assert.ok(Math.abs(lat - (latBefore + 0.04 * 3.6)) < 0.02, `latitude ${lat}`);
  assert.ok(lon < lonBefore, `longitude ${lon} grows to the left`);
  await page.getByRole("application", { name: "ON region" }).focus();
  await page.keyboard.press("ArrowDown");
  await settle(page);
  assert.ok(Math.abs(center(await jobOf(page))[1] - (lat - 0.01)) < 1e-4);
  const result = await resultOf(page);
  assert.equal(result.job.on.lat, (await jobOf(page)).on.lat);
});

test("another model and other energies are fitted", async () => {
  const { page } = series;
  await page.getByLabel("Spectral model").selectOption("log-parabola");
  await page.getByRole("slider", { name: "Lowest energy" }).focus();
  for (let k = 0; k < 4; k++) await page.keyboard.press("ArrowRight");
  await settle(page);
  const result = await resultOf(page);
  assert.ok(result.bins[0].parameters.some((/** @type {any} */ { name }) => name === "beta"));
  assert.match(result.job.energy.min, /^0\.4[6-9]\d* TeV$/);
  await page.getByLabel("Spectral model").selectOption("power-law");
  await settle(page);
});

test("the exported job, run by the program, gives the numbers and the table of the page", async () => {
  // Back on the source: where there is no signal, a last digit of a sine, in which engines differ, is more than a last digit of an error.
  await series.page.getByLabel("ON RA [deg]").fill("329.7171");
  await series.page.getByLabel("ON Dec [deg]").fill("-30.2261");
  await series.page.getByLabel("ON RA [deg]").focus();
  await settle(series.page);
  const result = await compareWithProgram(series.page, folder, basename(folder));
  assert.ok(result.bins.length >= 9);
  assert.ok("index" in result.variability);
});

test("the spectrum is that of the interval under the pointer, and the chart can be read as a table", async () => {
  const { page } = series;
  const chart = page.getByRole("slider", { name: /^Interval: Light curve/ });
  await chart.scrollIntoViewIfNeeded();
  const box = await chart.boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + box.width * 0.8, box.y + box.height / 2);
  const first = await page.getByRole("heading", { name: /Spectrum, / }).textContent();
  await chart.focus();
  await page.keyboard.press("ArrowLeft");
  const second = await page.getByRole("heading", { name: /Spectrum, / }).textContent();
  assert.notEqual(first, second);
  await page.getByText("The numbers of all intervals").click();
  await page.locator("gammakit-time-series tbody tr").first().waitFor();
  const rows = await page.locator("gammakit-time-series tbody tr").count();
  assert.equal(rows, (await resultOf(page)).bins.length);
  const heads = page.getByRole("region", { name: "The numbers of all intervals" }).locator("th");
  assert.deepEqual((await heads.allTextContents()).slice(2), [
    "Flux, 1 to 10 TeV [cm⁻² s⁻¹]",
    "index",
    "amplitude [cm⁻² s⁻¹ TeV⁻¹]",
  ]);
  await page.getByText("The numbers of the spectrum").click();
  const cells = page.getByRole("region", { name: "The numbers of the spectrum" }).locator("tbody td");
  await cells.first().waitFor();
  assert.match(
    (await cells.allTextContents()).slice(0, 4).join("; "),
    /^0\.4.* to [\d.]+; \(.* ± .*\)e−\d+; [\d.]+e-\d+; −?[\d.]+$/,
  );
});

test("no serious fault of accessibility with everything open, on light and on dark paper", async () => {
  const { page } = series;
  await page.locator("gammakit-time-series summary").first().click();
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await faultsOf(page), [], colorScheme);
  }
});

test("the charts are saved as one well-formed SVG", async () => {
  const path = join(newFolder(), "charts.svg");
  await save(series.page, "Save charts (SVG)", path);
  const text = readFileSync(path, "utf8");
  const kind = await series.page.evaluate(
    (content) => new DOMParser().parseFromString(content, "image/svg+xml").documentElement.localName,
    text,
  );
  assert.equal(kind, "svg");
  assert.doesNotMatch(text, /NaN|undefined/);
});

test("a job file is imported, and a wrong one refused in words", async () => {
  const { page } = series;
  const path = join(newFolder(), "mine.yaml");
  const job = await jobOf(page);
  writeFileSync(path, `${JSON.stringify({ ...job, energy: { min: "0.5 TeV", max: "20 TeV", bins: 8 } }, null, 2)}\n`);
  await page.locator('gammakit-explorer input[data-pick="job"]').setInputFiles(path);
  await page.waitForFunction(
    () => /** @type {any} */ (document.querySelector("gammakit-explorer")).view.value.energy.bins === 8,
  );
  await settle(page);
  assert.equal((await resultOf(page)).job.energy.bins, 8);
  writeFileSync(path, JSON.stringify({ ...job, energy: { mim: 1 } }));
  await page.locator('gammakit-explorer input[data-pick="job"]').setInputFiles(path);
  await page.getByText('did you mean "min"?').waitFor();
});

test("runs are chosen from a list", async () => {
  const { page } = await go("/#sample=night");
  await settle(page);
  await page.getByText(/^Runs: 5 of 5/).click();
  await page.locator(".runs label").first().click();
  await page.getByText(/^Runs: 4 of 5/).waitFor();
  await settle(page);
  assert.equal((await resultOf(page)).observations.length, 4);
});

test("what is shown stands in the address: it comes back, the chosen interval too", async () => {
  const { page } = await go("/#sample=night");
  await settle(page);
  await page.getByRole("slider", { name: "Radius of the ON region" }).focus();
  for (let k = 0; k < 3; k++) await page.keyboard.press("ArrowRight");
  const chart = page.getByRole("slider", { name: /^Interval: Light curve/ });
  await chart.focus();
  await page.keyboard.press("Home");
  for (let k = 0; k < 4; k++) await page.keyboard.press("ArrowRight");
  await settle(page);
  await page.waitForFunction(() => location.hash.includes("0.125+deg") && location.hash.includes("at=4"));
  const [address, before] = [await page.evaluate(() => location.href), await resultOf(page)];
  const again = await go(address.slice(server.address.length));
  await settle(again.page);
  const fitted = (/** @type {any} */ { variability: _, correlation: __, ...result }) => bare(result);
  assert.deepEqual(differences(fitted(await resultOf(again.page)), fitted(before), tolerance), []);
  assert.equal(
    await again.page.evaluate(() => /** @type {any} */ (document.querySelector("gammakit-explorer")).view.selected),
    4,
  );
  const lost = await go(`/#files=night&job=${encodeURIComponent(JSON.stringify(await jobOf(page)))}`);
  await lost.page.getByText("night, which is on your machine").waitFor();
  await drop(lost.page, "gammakit-explorer", join(server.data, "night"));
  await settle(lost.page);
  assert.equal((await jobOf(lost.page)).on.radius, (await jobOf(page)).on.radius);
});

test("an address that names no data says so", async () => {
  const { page } = await go(`/#src=${encodeURIComponent("http://[")}`);
  await page.getByText('names data at "http://[", which is no address').waitFor();
  await page.getByText("Drop a DL3 folder").waitFor();
});

test("an example that is not offered is told, and so is a list of examples that can't be had", async () => {
  const { page } = await go("/#sample=moon");
  await page.getByText('names the example "moon", which is not offered here').waitFor();
  const bare = await browser.newPage();
  for (const answer of [{ body: "<html>" }, { status: 404 }]) {
    await bare.route("**/samples.json", (route) => route.fulfill(answer));
    await bare.goto("about:blank");
    await bare.goto(`${server.address}/#sample=night`);
    await bare.getByText(/The list of examples, .*samples\.json/).waitFor();
    await bare.unroute("**/samples.json");
  }
  await bare.close();
});

test("examples that a page names later are offered, and opened where its address names one", async () => {
  const { page } = await go("/#sample=night");
  await settle(page);
  const offered = await page.evaluate(async () => {
    const element = /** @type {HTMLElement} */ (document.querySelector("gammakit-explorer"));
    const list = element.getAttribute("samples") ?? "";
    const fresh = document.createElement("gammakit-explorer");
    element.replaceWith(fresh);
    const count = () => fresh.shadowRoot?.querySelectorAll("[data-sample]").length ?? 0;
    const before = count();
    fresh.setAttribute("samples", list);
    while (count() === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    return before;
  });
  assert.equal(offered, 0);
  await settle(page);
  await page.evaluate(() => document.querySelector("gammakit-explorer")?.removeAttribute("samples"));
  await page.waitForFunction(
    () => document.querySelector("gammakit-explorer")?.shadowRoot?.querySelector("[data-sample]") === null,
  );
  assert.equal(await page.locator("gammakit-time-series").count(), 1);
});

test("while the files of a large folder are looked for, their number is told", async () => {
  const { page } = await go("/");
  const told = await page.evaluate(async () => {
    const explorer = /** @type {HTMLElement} */ (document.querySelector("gammakit-explorer"));
    const status = explorer.shadowRoot?.querySelector("[role=status]");
    const files = Array.from({ length: 1200 }, (_, k) => ({
      isFile: true,
      name: `${k}.txt`,
      file: (/** @type {(file: File) => void} */ found) => setTimeout(() => found(new File([], `${k}.txt`)), k / 10),
    }));
    const portions = [files, []];
    const folder = {
      isFile: false,
      isDirectory: true,
      name: "large",
      createReader: () => ({
        readEntries: (/** @type {(some: unknown) => void} */ found) => found(portions.shift()),
      }),
    };
    const dataTransfer = { items: [{ webkitGetAsEntry: () => folder }], files: [] };
    /** @type {string[]} */
    const said = [];
    new MutationObserver(() => said.push(status?.textContent ?? "")).observe(/** @type {Element} */ (status), {
      childList: true,
    });
    explorer.dispatchEvent(Object.defineProperty(new Event("drop"), "dataTransfer", { value: dataTransfer }));
    while (said.at(-1) !== "") await new Promise((resolve) => setTimeout(resolve, 20));
    return said;
  });
  assert.deepEqual(told, [
    "Looking through the folder: 500 files so far.",
    "Looking through the folder: 1,000 files so far.",
    "",
  ]);
});

test("a step back to the page without data closes them", async () => {
  const { page } = await go("/");
  await page.getByRole("button", { name: "A simulated night" }).waitFor();
  await page.evaluate(() => {
    location.hash = "#sample=night";
  });
  await settle(page);
  await page.goBack();
  await page.getByText("Drop a DL3 folder").waitFor();
  assert.equal(await page.locator("gammakit-time-series").count(), 0);
});

test("a text that is dropped leaves the data open", async () => {
  const { page } = await go("/#sample=night");
  await settle(page);
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData("text/plain", "a word");
    document
      .querySelector("gammakit-explorer")
      ?.dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true }));
  });
  await page.getByText("What was dropped holds no file").waitFor();
  assert.equal((await resultOf(page)).observations.length, 5);
});

test("a wrong file that is dropped is told, and leaves the data and the job as they were", async () => {
  const { page } = await go("/#sample=night");
  await settle(page);
  await page.getByLabel("ON Dec [deg]").fill("-30.2");
  await page.keyboard.press("Tab");
  await settle(page);
  const wrong = join(newFolder(), "beach.fits");
  writeFileSync(wrong, "sand");
  await page.evaluate(() => scrollTo(0, 0));
  await drop(page, "gammakit-explorer", wrong);
  await page.getByText("beach.fits is not FITS").waitFor();
  await page.getByText("fits converged").waitFor();
  await settle(page);
  assert.equal(Number.parseFloat((await resultOf(page)).job.on.lat), -30.2);
  await page.locator(".title", { hasText: "A simulated night" }).waitFor();
  await page.getByLabel("ON Dec [deg]").fill("-30.3");
  await page.keyboard.press("Tab");
  await page.getByText("beach.fits is not FITS").waitFor({ state: "hidden" });
});

test("without a network what is open stays open and is computed, and files are opened all the same", async () => {
  // Its requests fail, which the console tells.
  const { page } = await visit(browser, `${server.address}/#sample=night`);
  await settle(page);
  await page.context().setOffline(true);
  for (const address of ["/data/cube.fits.gz", "/data/other/"]) {
    await page.evaluate((path) => {
      const explorer = /** @type {any} */ (document.querySelector("gammakit-explorer"));
      explorer.open({ kind: "address", address: new URL(path, location.href).href });
    }, address);
    await page.getByText("A simulated night on a flaring blazar is still open").waitFor();
    await page.getByText(/cannot be fetched.* connect, then open the data again/).waitFor();
    await page.getByRole("slider", { name: "Radius of the ON region" }).focus();
    await page.keyboard.press("ArrowRight");
    await settle(page);
    assert.equal((await resultOf(page)).job.on.radius, (await jobOf(page)).on.radius);
  }
  await page.evaluate(() => scrollTo(0, 0));
  await drop(page, "gammakit-explorer", join(server.data, "cube.fits.gz"));
  await page
    .locator("gammakit-flux-profile")
    .getByText(/MB of data in memory/)
    .waitFor();
  await settle(page);
  assert.equal((await jobOf(page)).job, "flux-profile");
  await page.getByRole("button", { name: "Other data" }).click();
  await page.getByRole("button", { name: "A simulated strip of sky" }).click();
  await page.getByText("cube.fits.gz is still open").waitFor();
  assert.equal((await jobOf(page)).dataset, "cube.fits.gz");
  await page.context().close();
});

test("the job of a folder that is to be dropped again is not run on a map", async () => {
  const job = { job: "time-resolved-spectroscopy" };
  const { page } = await go(`/#files=night&job=${encodeURIComponent(JSON.stringify(job))}`);
  await page.getByText("night, which is on your machine").waitFor();
  await drop(page, "gammakit-explorer", join(server.data, "cube.fits.gz"));
  await settle(page);
  assert.equal((await jobOf(page)).job, "flux-profile");
});

test("a person with a keyboard goes on where the page goes on, and keeps the keys of the browser", async () => {
  const { page } = await go("/");
  const focused = () =>
    page.evaluate(() => document.querySelector("gammakit-explorer")?.shadowRoot?.activeElement?.textContent);
  await page.getByRole("button", { name: "A simulated night" }).focus();
  await page.keyboard.press("Enter");
  assert.equal(await focused(), "A simulated night on a flaring blazar");
  await settle(page);
  const before = await jobOf(page);
  await page.getByRole("application", { name: "ON region" }).focus();
  for (const key of ["Control+-", "Control++", "Alt+ArrowLeft", "Meta+ArrowLeft"]) await page.keyboard.press(key);
  assert.deepEqual((await jobOf(page)).on, before.on);
  await page.getByRole("button", { name: "Other data" }).focus();
  await page.keyboard.press("Enter");
  assert.equal(await focused(), "Choose a folder");
});

test("a field that was emptied shows what the job has, and times say their scale", async () => {
  const { page } = await go("/#sample=night");
  await settle(page);
  await page.getByLabel("First interval from (UTC)").waitFor();
  for (const [label, typed] of [
    ["ON RA [deg]", ""],
    ["Intervals", "0"],
  ]) {
    const field = page.getByLabel(label, { exact: true });
    const shown = await field.inputValue();
    await field.fill(typed);
    await page.keyboard.press("Tab");
    assert.equal(await field.inputValue(), shown);
  }
});

test("work that takes long tells how far it is, and stops when it is told to", async () => {
  const { page } = await go("/#sample=night");
  await settle(page);
  await page.evaluate(() => {
    const { view } = /** @type {any} */ (document.querySelector("gammakit-explorer"));
    view.value = {
      ...view.value,
      compareWith: [{ type: "log-parabola", parameters: {} }],
      significance: { toys: 3000 },
    };
  });
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByText("Canceled.").waitFor();
  await page.evaluate(() => {
    const { view } = /** @type {any} */ (document.querySelector("gammakit-explorer"));
    view.value = { ...view.value, compareWith: [], significance: { toys: 0 } };
  });
  await page.getByText("fits converged").waitFor();
});

test("what is computed after the fits stops when it is told to, too", async () => {
  const { page } = await go("/#sample=night");
  await settle(page);
  await page.evaluate(() => {
    const { view } = /** @type {any} */ (document.querySelector("gammakit-explorer"));
    view.value = { ...view.value, variability: { toys: 1_000_000 } };
  });
  await settle(page);
  await page.getByText("fits converged").waitFor();
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByText("Canceled.").waitFor();
  assert.equal(await page.getByRole("button", { name: "Cancel" }).isVisible(), false);
  const { variability } = await resultOf(page);
  assert.deepEqual(variability, {});
  await page.evaluate(() => {
    const { view } = /** @type {any} */ (document.querySelector("gammakit-explorer"));
    view.value = { ...view.value, variability: { toys: 0 } };
  });
  await page.getByText("fits converged").waitFor();
});

test("what can't be opened is told in words, and the page goes on", async () => {
  const { page } = await go("/");
  await page.getByText("Drop a DL3 folder").waitFor();
  const empty = join(newFolder(), "holiday");
  mkdirSync(empty);
  writeFileSync(join(empty, "beach.txt"), "sand");
  await drop(page, "gammakit-explorer", empty);
  await page.getByText("A DL3 data store is a folder with obs-index and hdu-index").waitFor();
  const broken = join(newFolder(), "broken");
  mkdirSync(broken);
  for (const name of ["obs-index.fits.gz", "hdu-index.fits.gz"]) writeFileSync(join(broken, name), "not FITS");
  await drop(page, "gammakit-explorer", broken);
  await page.getByText(/obs-index\.fits\.gz/).waitFor();
  await page.getByRole("button", { name: "A simulated night" }).click();
  await settle(page);
});

/** @type {Visit} */
let profile;

test("a map that is dropped shows its profile, and the height follows the pointer", async (t) => {
  profile = await go("/");
  const { page, longTasks } = profile;
  await page.getByText("Drop a DL3 folder").waitFor();
  const map = server.hasReal
    ? join(String(process.env.GAMMAPY_DATA), "fermi-3fhl-gc/fermi-3fhl-gc.fits.gz")
    : join(server.data, "cube.fits.gz");
  const copy = join(newFolder(), "map.fits.gz");
  copyFileSync(map, copy);
  await drop(page, "gammakit-explorer", copy);
  await settle(page);
  const before = await jobOf(page);
  const sky = page.locator("gammakit-flux-profile .overlay");
  const grip = page.locator("gammakit-flux-profile .grip").nth(2);
  const [area, handle] = [await sky.boundingBox(), await grip.boundingBox()];
  assert.ok(area && handle);
  const at = /** @type {const} */ ([
    (handle.x + handle.width / 2 - area.x) / area.width,
    (handle.y + handle.height / 2 - area.y) / area.height,
  ]);
  await longTasks();
  await drag(page, sky, way(at, [at[0], at[1] - 0.1], 20));
  await settle(page);
  t.diagnostic(`tasks above 50 ms while dragging: ${JSON.stringify(await longTasks())}`);
  const taller = await jobOf(page);
  assert.ok(Number.parseFloat(taller.regions.height) > Number.parseFloat(before.regions.height));
  assert.deepEqual(taller.regions.start, before.regions.start);
  await drag(page, sky, way([0.25, 0.2], [0.75, 0.75], 20));
  await settle(page);
  const drawn = await jobOf(page);
  assert.notDeepEqual(drawn.regions.start, before.regions.start);
  assert.equal((await resultOf(page)).rows.length, drawn.regions.count);
  await compareWithProgram(page, copy, "map.fits.gz");
  assert.deepEqual(await faultsOf(page), []);
});

test("the ends of a path and the center of rings are placed with the keyboard alone", async () => {
  const { page } = await go("/#sample=plane");
  await settle(page);
  const before = await jobOf(page);
  await page.getByLabel("End b [deg]").fill("0.75");
  await page.keyboard.press("Tab");
  await settle(page);
  const { regions } = await jobOf(page);
  assert.deepEqual([regions.start, Number.parseFloat(regions.end.lat)], [before.regions.start, 0.75]);
  assert.equal(Number.parseFloat(regions.end.lon), Number.parseFloat(before.regions.end.lon));
  await page
    .getByRole("heading", { name: /^Flux profile at [\d.]+ TeV, of counts from [\d.]+ to [\d.]+ TeV$/ })
    .waitFor();
  await page.evaluate((job) => {
    const { view } = /** @type {any} */ (document.querySelector("gammakit-explorer"));
    const center = { lon: "0 deg", lat: "0 deg" };
    view.value = { ...job, regions: { type: "annuli", frame: "galactic", center, radiusMax: "1 deg", count: 3 } };
  }, before);
  await page.getByLabel("Center l [deg]").fill("0.5");
  await page.keyboard.press("Tab");
  await settle(page);
  assert.equal(Number.parseFloat((await jobOf(page)).regions.center.lon), 0.5);
  assert.equal(await page.getByLabel("End b [deg]").isVisible(), false);
  await page.getByRole("slider", { name: "Outer radius of the rings" }).waitFor();
  await page.getByRole("application", { name: "Rings of the profile" }).waitFor();
});

/** @type {Visit} */
let spectra;
/** The spectra of five telescopes, or simulated ones of two. @type {string} */
let spectraFolder;

/** Puts the page where files are dropped, and drops them. @param {import("playwright").Page} page @param {string | readonly string[]} paths */
async function dropAtTop(page, paths) {
  await page.evaluate(() => scrollTo(0, 0));
  await drop(page, "gammakit-explorer", paths);
}

test("spectra of several telescopes that are dropped are fitted jointly", async () => {
  spectra = await go("/");
  const { page } = spectra;
  await page.getByText("Drop a DL3 folder").waitFor();
  const real = join(String(process.env.GAMMAPY_DATA), "joint-crab/spectra");
  spectraFolder = server.hasReal ? real : join(server.data, "spectra");
  await dropAtTop(page, spectraFolder);
  await settle(page);
  await page.getByText(server.hasReal ? "10 spectra fitted jointly" : "2 spectra fitted jointly").waitFor();
  const rows = page.getByRole("region", { name: "Spectra that were read" }).locator("tbody tr");
  const texts = await rows.allInnerTexts();
  assert.equal(texts.length, server.hasReal ? 10 : 2);
  if (server.hasReal) assert.match(texts[1], /fermi-0\s+578\s+39\s+1 s\s+31\.6 GeV – 2 TeV/);
  assert.ok((await resultOf(page)).fit.success);
});

test("another model, other energies of one spectrum and stacked ones, as the program has them", async () => {
  const { page } = spectra;
  await page.getByLabel("Spectral model").selectOption("log-parabola");
  await page.getByLabel("Energies of").selectOption({ index: 1 });
  await page.getByRole("slider", { name: "Lowest energy" }).focus();
  for (let k = 0; k < 5; k++) await page.keyboard.press("ArrowRight");
  await settle(page);
  const job = await jobOf(page);
  assert.equal(job.spectra.filter((/** @type {any} */ { energy }) => energy !== undefined).length, 1);
  const result = await compareWithProgram(page, spectraFolder, "spectra");
  assert.ok(result.fit.parameters.some((/** @type {any} */ { name }) => name === "beta"));
  // Only spectra with the same bins can be stacked.
  if (server.hasReal) {
    await page.getByLabel("How they are fitted").selectOption("stacked");
    await page.getByText("stack: datasets with different bins can't be stacked.").waitFor();
    for (const box of await page.locator("gammakit-spectrum-files tbody input").all()) await box.uncheck();
    await page.getByText("No spectrum is ticked").waitFor();
    for (const name of ["hess-23523", "hess-23526"]) await page.getByRole("checkbox", { name }).check();
  } else await page.getByLabel("How they are fitted").selectOption("stacked");
  await settle(page);
  await page.getByText("2 spectra fitted stacked").waitFor();
  const stacked = await compareWithProgram(page, spectraFolder, "spectra");
  assert.equal(stacked.stacked.counts.length, stacked.datasets[0].counts.length);
});

test("counts of a spectrum are chosen with the keys, and all charts can be read as tables", async () => {
  const { page } = await go("/");
  await page.getByText("Drop a DL3 folder").waitFor();
  await dropAtTop(page, spectraFolder);
  await settle(page);
  const chart = page.getByRole("slider", { name: /^Spectrum of counts: Counts of / });
  const before = await chart.getAttribute("aria-valuetext");
  await chart.focus();
  await page.keyboard.press("ArrowRight");
  assert.notEqual(await chart.getAttribute("aria-valuetext"), before);
  await page.waitForFunction(() => location.hash.includes("at=1"));
  for (const name of ["The numbers of the spectrum", "The numbers of the counts"]) {
    await page.getByText(name).click();
    await page.getByRole("region", { name }).locator("tbody tr").first().waitFor();
  }
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await faultsOf(page), [], colorScheme);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390);
});

test("the example of the five telescopes gives the numbers of the program", async (t) => {
  if (!server.hasReal) return t.skip("without the real data");
  const { page } = await go("/");
  await page.getByText("Drop a DL3 folder").waitFor();
  await dropAtTop(page, spectraFolder);
  await settle(page);
  const example = fileURLToPath(new URL("../../../apps/docs/examples/joint-crab.yaml", import.meta.url));
  await page.locator('gammakit-explorer input[data-pick="job"]').setInputFiles(example);
  await page.waitForFunction(
    () =>
      /** @type {any} */ (document.querySelector("gammakit-explorer")).view.result.job.model.type === "log-parabola",
  );
  await settle(page);
  const result = await compareWithProgram(page, spectraFolder, "spectra");
  assert.equal(result.datasets.length, 10);
  assert.equal(result.fluxPoints.length, 6);
});

test("spectra below an address are those of their job, and the address of the page brings them back", async () => {
  const { page } = await go("/");
  await page.getByRole("button", { name: "Simulated spectra of two telescopes" }).click();
  await settle(page);
  await page.getByText("2 spectra fitted jointly").waitFor();
  await page.getByLabel("Spectral model").selectOption("log-parabola");
  await settle(page);
  await page.waitForFunction(() => location.hash.includes("log-parabola"));
  const [address, result] = [await page.evaluate(() => location.href), await resultOf(page)];
  const again = await go(address.slice(server.address.length));
  await settle(again.page);
  assert.deepEqual(differences(bare(await resultOf(again.page)), bare(result), tolerance), []);
});

test("files of a spectrum may come one after the other, in any order, and twice", async () => {
  const { page } = await go("/");
  await page.getByText("Drop a DL3 folder").waitFor();
  const from = server.hasReal ? join(spectraFolder, "hess") : join(spectraFolder, "east");
  const names = server.hasReal
    ? ["arf_obs23523", "pha_obs23523", "rmf_obs23523", "bkg_obs23523"]
    : ["pha_1_arf", "pha_1", "pha_1_rmf", "pha_1_bkg"];
  const [arf, pha, rmf, bkg] = names.map((name) => join(from, `${name}.fits`));
  await dropAtTop(page, arf);
  await page.getByText(`${names[0]}.fits is an effective area (ARF). A spectrum is a PHA file`).waitFor();
  await dropAtTop(page, pha);
  await page.getByText(`${names[2]}.fits, its energy dispersion (RMF); ${names[3]}.fits, its background`).waitFor();
  await dropAtTop(page, [rmf, bkg]);
  await settle(page);
  await page.getByText("1 spectrum fitted").waitFor();
  const copy = join(newFolder(), "copy.fits");
  copyFileSync(pha, copy);
  const { fit } = await resultOf(page);
  await dropAtTop(page, [pha, copy]);
  await page.getByText(/copy.fits: It holds the same counts as pha_.*Only one of the two should be ticked/).waitFor();
  await settle(page);
  assert.deepEqual((await resultOf(page)).fit, fit);
});

test("the real sets come from the address that is configured, with their attribution", async (t) => {
  if (!server.hasReal) return t.skip("needs $GAMMAPY_DATA");
  const flare = await go("/#sample=flare");
  await settle(flare.page);
  await flare.page.getByText("No scientific publications may be derived").first().waitFor();
  assert.deepEqual(
    [(await resultOf(flare.page)).observations.length, (await resultOf(flare.page)).bins.length],
    [21, 24],
  );
  const plane = await go("/#sample=galactic-center");
  await settle(plane.page);
  await plane.page.getByText("Fermi Science Support Center").first().waitFor();
  assert.equal((await resultOf(plane.page)).rows.length, 51);
});

test("a portal has both in its page by ten lines, under a strict policy", async () => {
  const { page } = await go("/portal.html");
  const names = ["gammakit-time-series", "gammakit-flux-profile"];
  for (const name of names)
    await page.waitForFunction((one) => /** @type {any} */ (document.querySelector(one))?.result !== undefined, name);
  assert.deepEqual(await faultsOf(page), []);
});

/** A page of one element of an author's own. @param {Record<string, string>} attributes */
async function goWithElement(attributes) {
  const { page } = await go("/portal.html");
  await page.evaluate((given) => {
    const element = document.createElement("gammakit-time-series");
    for (const [name, value] of Object.entries(given)) element.setAttribute(name, value);
    const rest = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
    document.body.replaceChildren();
    Object.assign(globalThis, { element, rest });
  }, attributes);
  return page;
}

test("a job that is set before the data are open is the one that is computed", async () => {
  const page = await goWithElement({ src: "/data/night/", job: "/data/night.yaml" });
  const radii = await page.evaluate(async () => {
    const { element, rest } = /** @type {any} */ (globalThis);
    document.body.append(element);
    await rest(0);
    await element.settled();
    const withRadius = (/** @type {string} */ radius) => ({ ...element.value, on: { ...element.value.on, radius } });
    const found = [];
    for (const radius of ["0.2 deg", "0.15 deg"]) {
      const late = radius === "0.15 deg";
      const other = element.cloneNode();
      if (!late) other.value = withRadius(radius);
      document.body.append(other);
      await rest(0);
      if (late) other.value = withRadius(radius);
      await other.settled();
      found.push([other.value.on.radius, other.result.job.on.radius]);
    }
    return found;
  });
  assert.deepEqual(radii, [
    ["0.2 deg", "0.2 deg"],
    ["0.15 deg", "0.15 deg"],
  ]);
});

test("an element that is taken out stops its work without an error, and goes on where it was when it is put back", async () => {
  const page = await goWithElement({});
  const seen = await page.evaluate(async () => {
    const { element, rest } = /** @type {any} */ (globalThis);
    /** @type {string[]} */
    const events = [];
    for (const name of ["result", "error"]) element.addEventListener(`gammakit-${name}`, () => events.push(name));
    document.body.append(element);
    element.open({ kind: "address", address: new URL("/data/night/", location.href).href });
    element.remove();
    await rest(1000);
    const whileOut = events.splice(0);
    document.body.append(element);
    await element.settled();
    element.value = { ...element.value, on: { ...element.value.on, radius: "0.2 deg" } };
    await element.settled();
    element.remove();
    await rest(50);
    document.body.append(element);
    await element.settled();
    return { whileOut, job: element.value.on.radius, table: await element.table("csv") };
  });
  assert.deepEqual([seen.whileOut, seen.job], [[], "0.2 deg"]);
  assert.match(seen.table, /^tstart,/);
  await page.evaluate(() => /** @type {any} */ (globalThis).element.remove());
  await page.waitForTimeout(100);
  assert.equal(page.workers().length, 0);
});

test("an element that is taken out while its job file comes starts no worker", async () => {
  const page = await goWithElement({ src: "/data/night/", job: "/data/night.yaml" });
  await page.route("**/night.yaml", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    await route.continue().catch(() => undefined);
  });
  await page.evaluate(async () => {
    const { element, rest } = /** @type {any} */ (globalThis);
    document.body.append(element);
    await rest(100);
    element.remove();
    await rest(1000);
  });
  assert.equal(page.workers().length, 0);
});

for (const [what, name, hanging] of /** @type {const} */ ([
  ["a folder", "gammakit-time-series", { src: "/away/" }],
  ["a job file", "gammakit-time-series", { src: "/data/night/", job: "/away.yaml" }],
  ["a map", "gammakit-flux-profile", { src: "/away.fits.gz" }],
])) {
  test(`${what} that a server never sends is left at once for another, and no more waited for`, async () => {
    const page = await goWithElement({});
    await page.route("**/away**", () => undefined);
    const [asked, left] = /** @type {const} */ (["request", "requestfailed"]).map((event) =>
      page.waitForEvent(/** @type {"request"} */ (event), (request) => request.url().includes("/away")),
    );
    await page.evaluate(
      ({ tag, attributes }) => {
        const element = document.createElement(tag);
        for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
        document.body.append(element);
        Object.assign(globalThis, { element });
      },
      { tag: name, attributes: hanging },
    );
    await asked;
    await page.evaluate(
      (src) => {
        const { element } = /** @type {any} */ (globalThis);
        element.removeAttribute("job");
        element.setAttribute("src", src);
      },
      name === "gammakit-time-series" ? "/data/./night/" : "/data/cube.fits.gz",
    );
    await left;
    await page.waitForFunction(() => /** @type {any} */ (globalThis).element.result !== undefined);
  });
}

test("an address that is none is told in words", async () => {
  const page = await goWithElement({ src: "http://[data" });
  const told = await page.evaluate(async () => {
    const { element, rest } = /** @type {any} */ (globalThis);
    /** @type {string[]} */
    const codes = [];
    element.addEventListener("gammakit-error", (/** @type {any} */ { detail }) => codes.push(detail.code));
    document.body.append(element);
    await rest(0);
    await element.settled();
    return [...codes, element.shadowRoot.querySelector(".fault").textContent];
  });
  assert.deepEqual(told, ["invalid-input", '"http://[data" is no address of data.']);
});

test("charts of data that are gone are not shown with others that can't be opened", async () => {
  const page = await goWithElement({ src: "/data/night/" });
  const shown = await page.evaluate(async () => {
    const { element, rest } = /** @type {any} */ (globalThis);
    const chart = () => element.shadowRoot.querySelector(".chart").checkVisibility();
    const seen = [];
    document.body.append(element);
    for (const src of ["/data/night/", "http://[data", "/data/night/"]) {
      element.setAttribute("src", src);
      await rest(0);
      await element.settled();
      seen.push(chart());
    }
    return seen;
  });
  assert.deepEqual(shown, [true, false, true]);
});

test("a job that is set before the page knows the element is taken", async () => {
  const page = await goWithElement({});
  const shown = await page.evaluate(() => {
    const element = document.implementation.createHTMLDocument().createElement("gammakit-time-series");
    Object.assign(element, { value: { model: { type: "log-parabola" } } });
    document.body.append(element);
    return element.shadowRoot?.querySelector("select")?.value;
  });
  assert.equal(shown, "log-parabola");
});

test("a framework that prefers properties to attributes finds none of their names", async () => {
  const page = await goWithElement({});
  const names = ["src", "job", "attribution", "samples", "worker", "theme"];
  const found = await page.evaluate(
    (attributes) =>
      ["gammakit-time-series", "gammakit-flux-profile", "gammakit-explorer"].flatMap((name) => {
        const element = document.createElement(name);
        return attributes.filter((attribute) => attribute in element).map((attribute) => `${name} ${attribute}`);
      }),
    names,
  );
  assert.deepEqual(found, []);
});

test("what is dark on the screen is light on paper", async () => {
  const page = await goWithElement({ theme: "dark" });
  const background = () =>
    page.evaluate(() => {
      const { element } = /** @type {any} */ (globalThis);
      document.body.append(element);
      return getComputedStyle(element).backgroundColor;
    });
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    await page.emulateMedia({ media: "screen", colorScheme });
    assert.equal(await background(), "rgb(20, 23, 28)");
    await page.emulateMedia({ media: "print", colorScheme });
    assert.equal(await background(), "rgb(255, 255, 255)");
  }
});

test("a model that the page does not offer is shown as the job has it, and so is another after it", async () => {
  const page = await goWithElement({});
  const shown = await page.evaluate(() => {
    const { element } = /** @type {any} */ (globalThis);
    return ["acme/one", "acme/two", "power-law"].map((type) => {
      element.value = { model: { type } };
      return element.shadowRoot.querySelector("select").value;
    });
  });
  assert.deepEqual(shown, ["acme/one", "acme/two", "power-law"]);
});

test("boxes of runs that are ticked one after the other all count", async () => {
  const page = await goWithElement({ src: "/data/night/" });
  const boxes = await page.evaluate(async () => {
    const { element, rest } = /** @type {any} */ (globalThis);
    document.body.append(element);
    await rest(0);
    await element.settled();
    const list = [...element.shadowRoot.querySelectorAll(".runs input")];
    list[0].click();
    await rest(20);
    list[1].click();
    /** @type {string[]} */
    const after = [];
    element.addEventListener("gammakit-result", () => after.push(list.map(({ checked }) => Number(checked)).join("")));
    await element.settled();
    return after;
  });
  assert.ok(boxes.length > 0 && boxes.every((one) => one === "00111"), boxes.join());
});

test("on a phone nothing is wider than the page, and a finger chooses an interval", async () => {
  const { page } = await go("/#sample=night", {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  await settle(page);
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390);
  await page.evaluate(() => {
    const { view } = /** @type {any} */ (document.querySelector("gammakit-explorer"));
    view.tell("x".repeat(300));
  });
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390);
  const chart = page.getByRole("slider", { name: /^Interval: Light curve/ });
  await chart.scrollIntoViewIfNeeded();
  const [box, before] = [await chart.boundingBox(), await chart.getAttribute("aria-valuenow")];
  assert.ok(box);
  await page.touchscreen.tap(box.x + box.width * 0.9, box.y + box.height / 2);
  assert.notEqual(await chart.getAttribute("aria-valuenow"), before);
});

test("no request has left the origin, and the console has no error", () => {
  const outside = visits
    .flatMap(({ requests }) => requests)
    .filter((url) => !url.startsWith(server.address) && !/^(blob|data):/.test(url));
  assert.deepEqual(outside, []);
  assert.deepEqual(
    visits.flatMap(({ errors }) => errors),
    [],
  );
});
