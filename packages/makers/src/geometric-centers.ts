import { exp, log } from "@gammakit/core";

/** Geometric mean of the edges of each bin [TeV]. */
export function geometricCenters(edges: Float64Array): Float64Array {
  return edges.slice(1).map((high, i) => exp(0.5 * (log(edges[i]) + log(high))));
}
