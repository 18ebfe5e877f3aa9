/**
 * Solves A x = b for a symmetric, positive definite A (row-major n × n) by Cholesky's factors; undefined where A is not positive
 * definite. Source: Golub & Van Loan, Matrix Computations, algorithm 4.2.1.
 */
export function solvePositive(a: Float64Array, b: Float64Array): Float64Array | undefined {
  const factor = cholesky(a, b.length);
  return factor && solveFactored(factor, b);
}

/** The inverse of a symmetric, positive definite matrix, row-major; undefined where it is not positive definite. */
export function invertPositive(a: Float64Array, n: number): Float64Array | undefined {
  const factor = cholesky(a, n);
  if (factor === undefined) return undefined;
  const out = new Float64Array(n * n);
  const unit = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    unit.fill(0);
    unit[k] = 1;
    const column = solveFactored(factor, unit);
    for (let i = 0; i < n; i++) out[i * n + k] = column[i];
  }
  return out;
}

/** Whether the least eigenvalue of a symmetric matrix is above `bound`. */
export function eigenvaluesAbove(a: Float64Array, n: number, bound: number): boolean {
  const shifted = Float64Array.from(a);
  for (let i = 0; i < n; i++) shifted[i * n + i] -= bound;
  return cholesky(shifted, n) !== undefined;
}

/** L of A = L Lᵀ. */
function cholesky(a: Float64Array, n: number): Float64Array | undefined {
  const l = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = a[i * n + j];
      for (let k = 0; k < j; k++) sum -= l[i * n + k] * l[j * n + k];
      if (i > j) l[i * n + j] = sum / l[j * n + j];
      else if (sum > 0 && sum < Infinity) l[j * n + j] = Math.sqrt(sum);
      else return undefined;
    }
  }
  return l;
}

function solveFactored(l: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] -= l[i * n + k] * x[k];
    x[i] /= l[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= l[k * n + i] * x[k];
    x[i] /= l[i * n + i];
  }
  return x;
}
