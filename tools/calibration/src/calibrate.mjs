import { calibrateFits } from "./fits.mjs";
import { calibrateLimits } from "./limits.mjs";
import { calibrateWilks } from "./wilks.mjs";

/**
 * What is done.
 * @typedef {object} Run
 * @property {number} toys
 * @property {number} seed
 * @property {import("@gammakit/core").Executor} executor
 */

/** Tables by title. @typedef {Record<string, { words: string, head: string[], rows: string[][] }>} Sections */

/** Every section, each told as it is done. @param {Run} run @param {(sections: Sections) => void} [tell] @returns {Promise<Sections>} */
export async function calibrate(run, tell = () => {}) {
  /** @type {Sections} */
  const all = {};
  const parts = [
    () => calibrateFits(run),
    () => calibrateLimits(run, "known"),
    () => calibrateLimits(run, "measured"),
    () => calibrateWilks(run),
  ];
  for (const part of parts) {
    const sections = await part();
    Object.assign(all, sections);
    tell(sections);
  }
  return all;
}
