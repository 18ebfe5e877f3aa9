/** The part of each true bin that overlaps each reconstructed bin, row-major [m × n]: energies that are measured exactly. */
export function overlapKernel(energyTrueEdges: Float64Array, energyEdges: Float64Array): Float64Array {
  const [m, n] = [energyTrueEdges.length - 1, energyEdges.length - 1];
  const out = new Float64Array(m * n);
  for (let i = 0; i < m; i++) {
    const [low, high] = [energyTrueEdges[i], energyTrueEdges[i + 1]];
    for (let j = 0; j < n; j++) {
      const overlap = Math.min(energyEdges[j + 1], high) - Math.max(energyEdges[j], low);
      out[i * n + j] = Math.max(0, overlap) / (high - low);
    }
  }
  return out;
}
