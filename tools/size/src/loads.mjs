import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { fluxProfileJob, timeResolvedSpectroscopy } from "@gammakit/analysis";
import { parseYaml } from "@gammakit/io";
import { fileFolder, fileSource } from "@gammakit/io/node";
import { root } from "@gammakit-tools/workspace";
import { chromiumOptions } from "@gammakit-tools/workspace/chromium";
import { differences } from "@gammakit-tools/workspace/differences";
import { serveFolders } from "@gammakit-tools/workspace/serve-folders";
import { chromium } from "playwright";
import { twoJobs } from "./budgets.mjs";
import { bundle } from "./bundle.mjs";
import { importOf } from "./measure.mjs";

// Runs the example jobs in Chromium, in a page with what the budget of the two jobs measures, and holds that it loads none of the files
// that the budget leaves out, that the results are those of Node to the last bit, and that the console has no error.

/** @typedef {import("./bundle.mjs").OutputChunk} OutputChunk */

const data = process.env.GAMMAPY_DATA;
if (data) {
  const problems = await tryJobs(["flare.yaml", "galactic-plane.yaml", "galactic-center.yaml"], data);
  for (const problem of problems) console.log(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
} else {
  console.log("skipped: $GAMMAPY_DATA is not set, the example jobs are not run in Chromium");
  process.exitCode = process.env.CI === "true" ? 1 : 0;
}

/** @param {readonly string[]} names @param {string} data @returns {Promise<string[]>} What does not hold. */
async function tryJobs(names, data) {
  const sources = 'export { urlSource } from "@gammakit/core"; export { urlFolder } from "@gammakit/io";';
  const bundled = await bundle(importOf(twoJobs) + sources, join(root, "packages/analysis"));
  const chunks = new Map(bundled.map((chunk) => [`/${chunk.fileName}`, chunk]));
  const [entry = ""] = [...chunks].flatMap(([path, { isEntry }]) => (isEntry ? [path] : []));
  const files = { "/index.html": '<!doctype html><link rel="icon" href="data:,">' };
  for (const [path, { code }] of chunks) Object.assign(files, { [path]: code });
  const server = await serveFolders({ "/data/": data }, { files });
  const browser = await chromium.launch(chromiumOptions);
  try {
    /** @type {string[]} */
    const problems = [];
    for (const name of names) {
      const job = /** @type {any} */ (parseYaml(readFileSync(join(root, "apps/docs/examples", name), "utf8"), name));
      const { result, asked, errors } = await runInPage(browser, server.url, entry, job);
      const loaded = asked.flatMap((path) => chunks.get(path) ?? []);
      console.log(`${name.padEnd(24)}${loaded.length} files, ${kilobytes(loaded)} kB with what reads from a server`);
      const unlike = errors.length > 0 ? [] : differences(repeatable(result), repeatable(await runInNode(data, job)));
      problems.push(...[...leftOut(loaded), ...errors, ...unlike.slice(0, 10)].map((words) => `${name}: ${words}`));
    }
    return problems;
  } finally {
    await browser.close();
    await server.close();
  }
}

/**
 * Runs a job in a page of its own.
 * @param {import("playwright").Browser} browser @param {string} url @param {string} entry @param {any} job
 */
async function runInPage(browser, url, entry, job) {
  const page = await browser.newPage();
  /** @type {string[]} */
  const asked = [];
  /** @type {string[]} */
  const errors = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  page.on("console", (message) => message.type() === "error" && errors.push(`the console says: ${message.text()}`));
  page.on("pageerror", (error) => errors.push(`the page throws: ${error.message}`));
  await page.goto(`${url}index.html`);
  /** @param {readonly [string, any]} arguments_ */
  const run = async ([entry, job]) => {
    const { fluxProfileJob, timeResolvedSpectroscopy, urlFolder, urlSource } = await import(entry);
    const placed = (/** @type {string} */ name) => new URL(name.replace("$GAMMAPY_DATA", "/data"), location.href);
    const host = {
      openFolder: (/** @type {string} */ name) => urlFolder(placed(name)),
      openFile: (/** @type {string} */ name) => urlSource(placed(name)),
    };
    const run = job.job === "flux-profile" ? fluxProfileJob : timeResolvedSpectroscopy;
    return JSON.stringify((await run(job, host)).result);
  };
  const text = await page.evaluate(run, /** @type {const} */ ([entry, job])).catch((error) => {
    errors.push(`fails in the page: ${error.message}`);
    return "null";
  });
  await page.close();
  return { result: JSON.parse(text), asked, errors };
}

/** @param {string} data @param {any} job */
async function runInNode(data, job) {
  const placed = (/** @type {string} */ name) => name.replace("$GAMMAPY_DATA", data);
  const host = {
    openFolder: (/** @type {string} */ name) => fileFolder(placed(name)),
    openFile: (/** @type {string} */ name) => fileSource(placed(name)),
  };
  const run = job.job === "flux-profile" ? fluxProfileJob : timeResolvedSpectroscopy;
  return JSON.parse(JSON.stringify((await run(job, host)).result));
}

/** A result without when it was made. @param {any} result */
function repeatable({ provenance: { start, durations, ...provenance }, ...result }) {
  return { ...result, provenance };
}

/** Which of the loaded files hold what the budget leaves out. @param {readonly OutputChunk[]} loaded */
function leftOut(loaded) {
  return loaded.flatMap(({ fileName, moduleIds }) =>
    Object.entries(twoJobs.without).flatMap(([pattern, when]) =>
      moduleIds
        .filter((id) => new RegExp(pattern).test(id))
        .map((id) => `loads ${id.replace(root, "")} (in ${fileName}), which the budget leaves out as needed ${when}.`),
    ),
  );
}

/** @param {readonly OutputChunk[]} chunks */
function kilobytes(chunks) {
  return (chunks.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0) / 1000).toFixed(1);
}
