import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vitepress";
import { checkLinks } from "./check-links.mjs";
import { explorerFiles } from "./explorer-files.mjs";
import { apiPages } from "./pages/api.mjs";
import { benchmarksPage } from "./pages/benchmarks.mjs";
import { calibrationPage } from "./pages/calibration.mjs";
import { changelogPage } from "./pages/changelog.mjs";
import { jobFilesPage } from "./pages/job-files.mjs";
import { pluginsPage } from "./pages/plugins.mjs";
import { validationPage } from "./pages/validation.mjs";
import { docs, generated } from "./places.mjs";
import { runPages } from "./run-pages.mjs";
import { simulateData } from "./simulate-data.mjs";

// Builds the whole site into apps/docs/.vitepress/dist: data, pages that run, reference pages, board, and checks the links.
const began = performance.now();
/** @type {string[]} */
const problems = [];

/** @template T @param {string} name @param {() => T | Promise<T>} work @returns {Promise<T>} */
async function stage(name, work) {
  const start = performance.now();
  const result = await work();
  console.log(`${((performance.now() - start) / 1000).toFixed(1).padStart(6)} s  ${name}`);
  return result;
}

mkdirSync(generated, { recursive: true });
rmSync(join(docs, "public/figures"), { recursive: true, force: true });
console.log(await stage("simulate data", simulateData));
console.log(await stage("copy the elements", explorerFiles));
const pages = await stage("run the blocks of every page", runPages);
for (const line of pages.lines) console.log(`          ${line}`);
problems.push(...pages.problems);
writeHomeFigure();
const board = await stage("measure the validation board", validationPage);
problems.push(...board.problems);
const parts = {
  "validation.md": board.text,
  "job-files.md": jobFilesPage(),
  "plugins.md": pluginsPage(),
  "changelog.md": changelogPage(),
  "benchmarks.md": benchmarksPage(),
  "calibration.md": calibrationPage(),
};
for (const [name, text] of Object.entries(parts)) writeFileSync(join(generated, name), text);
console.log(await stage("API pages", apiPages));
writeFileSync(join(docs, "public/data-source.json"), '{ "real": false }\n');
await stage("VitePress", () => build(docs));
const links = await stage("check links", () => checkLinks(join(docs, "dist")));
problems.push(...links.problems);
for (const problem of problems) console.log(problem);
const count = readdirSync(join(docs, "dist"), { recursive: true }).filter((name) => String(name).endsWith(".html"));
const seconds = ((performance.now() - began) / 1000).toFixed(0);
console.log(`${count.length} pages, ${links.count} links, ${seconds} s; ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;

/** The figure of the home page is the first of a page that needs no data. */
function writeHomeFigure() {
  const output = JSON.parse(readFileSync(join(generated, "outputs/concepts--reflected-regions.md.json"), "utf8"));
  const { light, dark } = output.blocks[0][0];
  mkdirSync(join(docs, "public/figures"), { recursive: true });
  writeFileSync(join(docs, "public/figures/home-light.svg"), light);
  writeFileSync(join(docs, "public/figures/home-dark.svg"), dark);
}
