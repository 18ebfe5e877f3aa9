/**
 * Energy dispersion of an ideal instrument, row-major [true × reconstructed]: the fraction of each true bin, between its edges [TeV],
 * that lies in each reconstructed one.
 */
export function overlapKernel(energyTrueEdges: Float64Array, energyEdges: Float64Array): Float64Array {
  const [m, n] = [energyTrueEdges.length - 1, energyEdges.length - 1];
  const kernel = new Float64Array(m * n);
  for (let i = 0; i < m; i++) {
    const [low, high] = [energyTrueEdges[i], energyTrueEdges[i + 1]];
    for (let j = 0; j < n; j++) {
      const common = Math.min(energyEdges[j + 1], high) - Math.max(energyEdges[j], low);
      kernel[i * n + j] = Math.max(0, common) / (high - low);
    }
  }
  return kernel;
}
