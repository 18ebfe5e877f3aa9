/**
 * How well a quantity was found, in a sentence. A pull is the distance from the truth in units of the error.
 * @param {string} name @param {readonly number[]} pulls
 */
export function pullWords(name, pulls) {
  const n = pulls.length;
  const mean = pulls.reduce((sum, pull) => sum + pull, 0) / n;
  const width = Math.sqrt(pulls.reduce((sum, pull) => sum + (pull - mean) ** 2, 0) / (n - 1));
  const within = pulls.filter((pull) => Math.abs(pull) <= 1).length;
  const expected = 0.683 * n;
  const spread = Math.sqrt(n * 0.683 * 0.317);
  return `${name}: the truth lies within one error in ${within} of ${n} intervals (${expected.toFixed(1)} ± ${spread.toFixed(1)} expected); pulls ${mean.toFixed(2)} ± ${(width / Math.sqrt(n)).toFixed(2)} on average, ${width.toFixed(2)} ± ${(width / Math.sqrt(2 * n)).toFixed(2)} wide`;
}
