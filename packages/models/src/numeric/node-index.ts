/** Index of the interval between two of the increasing `nodes` that holds `x`; the first or last where `x` lies beyond them. */
export function nodeIndex(nodes: Float64Array, x: number): number {
  let low = 0;
  let high = nodes.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x < nodes[middle]) high = middle;
    else low = middle;
  }
  return low;
}
