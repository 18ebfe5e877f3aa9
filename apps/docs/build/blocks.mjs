import { parse } from "yaml";

/**
 * A number that a page must give.
 * @typedef {object} Expected
 * @property {string} what
 * @property {string} value An expression over the names that the page's blocks leave.
 * @property {number} reference
 * @property {number} tolerance In the unit of the value.
 * @property {string} [unit]
 */

/**
 * The blocks of a page that run, and the numbers it must give: fences `js live` and `yaml expected`.
 * @param {string} text
 * @returns {{ blocks: { line: number, code: string }[], expected: Expected[] }}
 */
export function blocksOf(text) {
  const fences = [...text.matchAll(/^```([^\n]*)\n([\s\S]*?)^```[^\S\n]*$/gm)];
  const lineOf = (/** @type {number} */ at) => text.slice(0, at).split("\n").length + 1;
  return {
    blocks: fences.filter(([, info]) => isLive(info)).map(({ index, 2: code }) => ({ line: lineOf(index), code })),
    expected: fences.filter(([, info]) => isExpected(info)).flatMap(([, , list]) => parse(list)),
  };
}

/** @param {string} info */
export function isLive(info) {
  return /^js live\b/.test(info);
}

/** @param {string} info */
export function isExpected(info) {
  return /^yaml expected\b/.test(info);
}
