import { spreadOf } from "./statistics.mjs";

/**
 * One line of the report.
 * @typedef {object} Figure
 * @property {string} name
 * @property {string} unit
 * @property {number} median
 * @property {number} low First quartile.
 * @property {number} high Third quartile.
 * @property {number} runs
 * @property {number} [target] Not to be exceeded.
 * @property {boolean} [missed]
 */

/**
 * @param {string} name
 * @param {string} unit
 * @param {readonly number[]} sample
 * @param {number} [target]
 * @returns {Figure}
 */
export function figure(name, unit, sample, target) {
  const spread = spreadOf(sample);
  const base = { name, unit, ...spread, runs: sample.length };
  return target === undefined ? base : { ...base, target, missed: !(spread.median <= target) };
}

/** @param {string} title @param {readonly Figure[]} figures */
export function formatFigures(title, figures) {
  const width = Math.max(...figures.map(({ name }) => name.length));
  const lines = figures.map((one) => {
    const value = `${show(one.median)} ${one.unit}`.padEnd(14);
    const spread = `${show(one.low)} to ${show(one.high)}`.padEnd(18);
    return `  ${one.name.padEnd(width)}  ${value}  ${spread}  ${String(one.runs).padStart(3)} runs${verdict(one)}`;
  });
  return [title, ...lines, ""].join("\n");
}

/** @param {Figure} figure */
function verdict({ target, missed, unit }) {
  if (target === undefined) return "";
  return `  target: at most ${target} ${unit}${missed ? "  MISSED" : ""}`;
}

/** Three digits. @param {number} value */
function show(value) {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
