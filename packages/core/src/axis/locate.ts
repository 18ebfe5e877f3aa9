/**
 * Index of the bin that holds `x`, lower edge inclusive, upper edge exclusive; −1 outside and for NaN.
 */
export function binIndex(edges: Float64Array, x: number): number {
  const n = edges.length - 1;
  if (!(x >= edges[0] && x < edges[n])) return -1;
  return lowerIndex(edges, x);
}

/** Last index i with `nodes[i]` ≤ x; −1 where there is none. */
export function lowerIndex(nodes: ArrayLike<number>, x: number): number {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (nodes[middle] <= x) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
