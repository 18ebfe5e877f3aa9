/** Geometric mean of the edges of each bin [TeV]. */
export function geometricCenters(edges: Float64Array): Float64Array {
  return edges.slice(1).map((high, i) => Math.exp(0.5 * (Math.log(edges[i]) + Math.log(high))));
}
