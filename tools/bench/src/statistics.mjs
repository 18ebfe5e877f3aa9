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

/**
 * The power with which a cost grows: the slope of a straight line through the logarithms, and its error from the scatter around it.
 * @param {readonly { readonly size: number, readonly cost: number }[]} points Two or more.
 */
export function fitExponent(points) {
  const [x, y] = [points.map(({ size }) => Math.log(size)), points.map(({ cost }) => Math.log(cost))];
  const mean = (/** @type {readonly number[]} */ values) => values.reduce((a, b) => a + b, 0) / values.length;
  const [xMean, yMean] = [mean(x), mean(y)];
  const xx = x.reduce((sum, value) => sum + (value - xMean) ** 2, 0);
  const exponent = x.reduce((sum, value, i) => sum + (value - xMean) * (y[i] - yMean), 0) / xx;
  const rest = x.reduce((sum, value, i) => sum + (y[i] - yMean - exponent * (value - xMean)) ** 2, 0);
  return { exponent, error: points.length > 2 ? Math.sqrt(rest / (points.length - 2) / xx) : 0 };
}
