import { abs, max, min } from "./math.ts";
import { eps } from "./precision.ts";
import { cholesky, extremeEigenvalues, scaleToUnit } from "./symmetric.ts";

/** Smallest eigenvalue of the correlation matrix, relative to the largest, that counts as positive. */
const margin = 1e-6;

/**
 * Raises the diagonal of `m` until it is safely positive definite. True where it had to be changed for that.
 * James, CERN D506: MINUIT's "matrix forced positive definite".
 */
export function makePositiveDefinite(m: Float64Array, n: number): boolean {
  if (n === 1) {
    if (!(m[0] < eps)) return false;
    m[0] = 1;
    return true;
  }
  let smallest = Infinity;
  for (let i = 0; i < n; i++) smallest = min(smallest, m[i * n + i]);
  const lifted = !(smallest > 0);
  for (let i = 0; i < n && lifted; i++) {
    m[i * n + i] += 0.5 + margin - smallest;
    if (m[i * n + i] < 0) m[i * n + i] = 1;
  }
  // The trace is n, so no eigenvalue exceeds n where all are positive: this test spares the eigenvalues nearly always.
  const unit = scaleToUnit(m, n);
  if (cholesky(unit, n, margin * n, unit)) return lifted;
  const { least, most } = extremeEigenvalues(scaleToUnit(m, n), n);
  const largest = max(abs(most), 1);
  if (least > margin * largest) return lifted;
  for (let i = 0; i < n; i++) m[i * n + i] *= 1 + 0.001 * largest - least;
  return true;
}
