/** An image folded with a Gaussian of `sigma` pixels; what lies beyond the edges counts as zero. */
export function smooth(values: ArrayLike<number>, nx: number, ny: number, sigma: number): Float64Array {
  const reach = Math.ceil(3 * sigma);
  const weights = Float64Array.from({ length: 2 * reach + 1 }, (_, k) => Math.exp(-0.5 * ((k - reach) / sigma) ** 2));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const rows = new Float64Array(nx * ny);
  for (let y = 0; y < ny; y++) {
    for (let x = 0; x < nx; x++) {
      let sum = 0;
      for (let k = Math.max(-reach, -x); k <= Math.min(reach, nx - 1 - x); k++) {
        const value = values[y * nx + x + k];
        if (!Number.isNaN(value)) sum += weights[k + reach] * value;
      }
      rows[y * nx + x] = sum / total;
    }
  }
  const out = new Float64Array(nx * ny);
  for (let y = 0; y < ny; y++) {
    for (let x = 0; x < nx; x++) {
      let sum = 0;
      for (let k = Math.max(-reach, -y); k <= Math.min(reach, ny - 1 - y); k++) {
        sum += weights[k + reach] * rows[(y + k) * nx + x];
      }
      out[y * nx + x] = sum / total;
    }
  }
  return out;
}
