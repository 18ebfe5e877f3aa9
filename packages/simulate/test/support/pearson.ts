import { chiSquareTail } from "@gammakit/core";

/** Probability of counts as unlike their expectation as these or more so; bins with less than 10 expected are put together. */
export function pearson(counts: ArrayLike<number>, expected: ArrayLike<number>): number {
  let [chi2, bins, n, mu] = [0, 0, 0, 0];
  for (let i = 0; i < expected.length; i++) {
    n += counts[i];
    mu += expected[i];
    if (mu < 10) continue;
    chi2 += (n - mu) ** 2 / mu;
    bins++;
    [n, mu] = [0, 0];
  }
  return chiSquareTail(chi2, bins);
}

/** Number of `values` in each bin of `edges`. */
export function histogram(values: ArrayLike<number>, edges: ArrayLike<number>): Float64Array {
  const out = new Float64Array(edges.length - 1);
  for (let i = 0; i < values.length; i++) {
    let bin = 0;
    while (bin < out.length && values[i] >= edges[bin + 1]) bin++;
    if (values[i] >= edges[0] && bin < out.length) out[bin]++;
  }
  return out;
}
