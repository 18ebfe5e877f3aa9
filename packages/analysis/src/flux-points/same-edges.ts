/** Whether two lists of edges are the same up to a relative distance. */
export function haveSameEdges(a: Float64Array, b: Float64Array, tolerance: number): boolean {
  return a.length === b.length && a.every((edge, i) => Math.abs(edge - b[i]) <= tolerance * Math.abs(edge));
}
