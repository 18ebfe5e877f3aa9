import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { serveFolders } from "@gammakit-tools/workspace/serve-folders";
import { blocksOf } from "./blocks.mjs";
import { livePages } from "./live-pages.mjs";
import { docs, generated } from "./places.mjs";
import { runPage } from "./run-page.mjs";

const needed = ["hess-dl3-dr1/obs-index.fits.gz", "fermi-3fhl-gc/fermi-3fhl-gc.fits.gz"];

/** Whether $GAMMAPY_DATA names a folder with the data of the tutorials. */
export function hasRealData() {
  const folder = process.env.GAMMAPY_DATA;
  return folder !== undefined && needed.every((name) => existsSync(join(folder, name)));
}

/**
 * Runs every page that has live blocks, in Node, and keeps what they showed for the page. With the real data, numbers that a page
 * must give are checked; without, it runs on simulated ones, and they are not.
 * @returns {Promise<{ lines: string[], problems: string[] }>}
 */
export async function runPages() {
  const isReal = hasRealData();
  const folder = isReal ? /** @type {string} */ (process.env.GAMMAPY_DATA) : join(docs, "public/simulated");
  const server = await serveFolders({ "/": folder });
  /** @type {string[]} */
  const lines = [];
  /** @type {string[]} */
  const problems = [];
  try {
    for (const name of livePages()) {
      const page = blocksOf(readFileSync(join(docs, name), "utf8"));
      const began = performance.now();
      const output = await runPage(name, page, { url: server.url, kind: isReal ? "real" : "simulated" });
      keep(name, output);
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      const off = isReal ? output.expected.filter(({ holds }) => !holds) : [];
      for (const { what, found, reference, tolerance } of off) {
        problems.push(`${name}: ${what} is ${found}, not ${reference} ± ${tolerance}`);
      }
      const count = output.expected.length;
      const words = count === 0 ? "" : isReal ? `, ${count - off.length} of ${count} numbers hold` : ", simulated data";
      lines.push(`${name}: ${page.blocks.length} blocks${words}, ${seconds} s`);
    }
  } finally {
    await server.close();
  }
  return { lines, problems };
}

/** @param {string} name @param {import("./run-page.mjs").PageOutput} output */
function keep(name, output) {
  mkdirSync(join(generated, "outputs"), { recursive: true });
  writeFileSync(join(generated, "outputs", `${name.replaceAll("/", "--")}.json`), JSON.stringify(output));
}
