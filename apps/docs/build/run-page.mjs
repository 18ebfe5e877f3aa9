import { createInterpreter } from "../live/interpreter.mjs";
import { loadModule } from "../live/modules.mjs";

/**
 * What a page gave when it ran.
 * @typedef {object} PageOutput
 * @property {"real" | "simulated" | "none"} data
 * @property {import("../live/describe.mjs").Item[][]} blocks What each block showed.
 * @property {(import("./blocks.mjs").Expected & { found: number, holds: boolean })[]} expected
 */

/**
 * Runs the blocks of a page in their order. Throws where one fails, naming its line in the page.
 * @param {string} name
 * @param {ReturnType<typeof import("./blocks.mjs").blocksOf>} page
 * @param {{ url: string, kind: PageOutput["data"] }} data
 * @returns {Promise<PageOutput>}
 */
export async function runPage(name, { blocks, expected }, { url, kind }) {
  const interpreter = createInterpreter({ load: loadModule, dataUrl: () => url });
  /** @type {PageOutput["blocks"]} */
  const outputs = [];
  for (const { line, code } of blocks) {
    /** @type {import("../live/describe.mjs").Item[]} */
    const items = [];
    try {
      await interpreter.run(code, (item) => items.push(item));
    } catch (error) {
      const { line: at = 1, message } = /** @type {import("../live/interpreter.mjs").BlockError} */ (error);
      throw new Error(`${name}:${line + at - 1}: ${message}`, { cause: error });
    }
    outputs.push(items);
  }
  const values = [];
  for (const one of expected) {
    const found = Number(await interpreter.evaluate(one.value));
    values.push({ ...one, found, holds: Math.abs(found - one.reference) <= one.tolerance });
  }
  return { data: kind, blocks: outputs, expected: values };
}
