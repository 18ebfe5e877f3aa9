/**
 * A sample in short: its median, and the quartiles that hold its middle half.
 * @typedef {{ median: number, low: number, high: number }} Spread
 */

/** @param {readonly number[]} sample @returns {Spread} */
export function spreadOf(sample) {
  const sorted = [...sample].sort((a, b) => a - b);
  return { median: quantile(sorted, 0.5), low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) };
}

/** Linear between the values of a sorted sample. @param {readonly number[]} sorted @param {number} part */
function quantile(sorted, part) {
  const at = part * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}
