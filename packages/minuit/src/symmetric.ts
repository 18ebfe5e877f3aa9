/*
 * Dense symmetric matrices, row-major n × n. Own code, because the general library costs 25 ms to load and
 * these are 60 lines: Cholesky's factorization and Jacobi's rotations (Golub & Van Loan, sections 4.2 and 8.5).
 */

/** Factorizes m − shift·1 = L Lᵀ into the lower triangle of `out`; false where it is not positive definite. */
export function cholesky(m: Float64Array, n: number, shift: number, out: Float64Array): boolean {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = m[i * n + j];
      if (i === j) sum -= shift;
      for (let k = 0; k < j; k++) sum -= out[i * n + k] * out[j * n + k];
      if (i !== j) out[i * n + j] = sum / out[j * n + j];
      else if (sum > 0) out[i * n + i] = Math.sqrt(sum);
      else return false;
    }
  }
  return true;
}

/** Writes the inverse of the positive definite `m` into `out`, which may be `m`; false where it is not positive definite. */
export function invertPositive(m: Float64Array, n: number, out: Float64Array, work: SymmetricWork): boolean {
  const { scale, factor, scaled } = work;
  if (!scaleToUnit(m, n, scale, scaled) || !cholesky(scaled, n, 0, factor)) return false;
  for (let i = 0; i < n; i++) invertRow(factor, n, i);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = i; k < n; k++) sum += factor[k * n + i] * factor[k * n + j];
      sum *= scale[i] * scale[j];
      out[i * n + j] = sum;
      out[j * n + i] = sum;
    }
  }
  return true;
}

/** Scratch space for n × n matrices. */
export interface SymmetricWork {
  readonly scale: Float64Array;
  readonly scaled: Float64Array;
  readonly factor: Float64Array;
}

/** Scratch space for n × n matrices. */
export function symmetricWork(n: number): SymmetricWork {
  return { scale: new Float64Array(n), scaled: new Float64Array(n * n), factor: new Float64Array(n * n) };
}

/** Writes D m D with D = diag(m)^(−1/2) into `scaled`, D into `scale`; false where the diagonal is not positive and finite. */
function scaleToUnit(m: Float64Array, n: number, scale: Float64Array, scaled: Float64Array): boolean {
  for (let i = 0; i < n; i++) {
    const d = m[i * n + i];
    if (!(d > 0 && d < Infinity)) return false;
    scale[i] = 1 / Math.sqrt(d);
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) scaled[i * n + j] = m[i * n + j] * scale[i] * scale[j];
  return true;
}

/** Smallest and largest eigenvalue of the symmetric `m`, by Jacobi's cyclic rotations. Destroys `m`. */
export function extremeEigenvalues(m: Float64Array, n: number): { readonly min: number; readonly max: number } {
  for (let sweep = 0; sweep < 30; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++) for (let q = 0; q < p; q++) off += m[p * n + q] * m[p * n + q];
    if (!(off > 1e-30)) break;
    for (let p = 1; p < n; p++) for (let q = 0; q < p; q++) rotate(m, n, p, q);
  }
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < n; i++) {
    min = Math.min(min, m[i * n + i]);
    max = Math.max(max, m[i * n + i]);
  }
  return { min, max };
}

/** Replaces row i of the lower triangular `l` by that of its inverse; the rows above are inverted already. */
function invertRow(l: Float64Array, n: number, i: number): void {
  const pivot = 1 / l[i * n + i];
  for (let j = 0; j < i; j++) {
    let sum = 0;
    for (let k = j; k < i; k++) sum += l[i * n + k] * l[k * n + j];
    l[i * n + j] = -sum * pivot;
  }
  l[i * n + i] = pivot;
}

function rotate(m: Float64Array, n: number, p: number, q: number): void {
  const apq = m[p * n + q];
  if (apq === 0) return;
  const theta = (m[q * n + q] - m[p * n + p]) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < n; k++) {
    const kp = m[k * n + p];
    const kq = m[k * n + q];
    m[k * n + p] = c * kp - s * kq;
    m[k * n + q] = s * kp + c * kq;
  }
  for (let k = 0; k < n; k++) {
    const pk = m[p * n + k];
    const qk = m[q * n + k];
    m[p * n + k] = c * pk - s * qk;
    m[q * n + k] = s * pk + c * qk;
  }
}
