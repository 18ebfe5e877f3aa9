/*
 * Dense symmetric matrices, row-major n × n. Own code, because the general library costs 25 ms to load and
 * these are 60 lines: Cholesky's factorization and Jacobi's rotations (Golub & Van Loan, sections 4.2 and 8.5).
 */

import { abs, max, min, sqrt } from "./math.ts";

/** Scratch space. Nothing here calls out while it is in use, so all searches share it. */
let scale = new Float64Array(0);
let scaled = new Float64Array(0);

/** Writes the inverse of the positive definite `m` into `out`, which may be `m`; false where it is not positive definite. */
export function invertPositive(m: Float64Array, n: number, out: Float64Array): boolean {
  const l = scaleToUnit(m, n);
  for (let i = 0; i < n; i++) if (!(scale[i] > 0 && scale[i] < Infinity)) return false;
  if (!cholesky(l, n, 0, l)) return false;
  for (let i = 0; i < n; i++) invertRow(l, n, i);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = i; k < n; k++) sum += l[k * n + i] * l[k * n + j];
      out[i * n + j] = sum * (scale[i] * scale[j]);
      out[j * n + i] = out[i * n + j];
    }
  }
  return true;
}

/** D m D with D = diag(m)^(−1/2), in scratch space. */
export function scaleToUnit(m: Float64Array, n: number): Float64Array {
  if (scale.length !== n) {
    scale = new Float64Array(n);
    scaled = new Float64Array(n * n);
  }
  for (let i = 0; i < n; i++) scale[i] = 1 / sqrt(m[i * n + i]);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) scaled[i * n + j] = m[i * n + j] * scale[i] * scale[j];
  return scaled;
}

/** Factorizes m − shift·1 = L Lᵀ into the lower triangle of `out`, which may be `m`; false where it is not positive definite. */
export function cholesky(m: Float64Array, n: number, shift: number, out: Float64Array): boolean {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = m[i * n + j];
      if (i === j) sum -= shift;
      for (let k = 0; k < j; k++) sum -= out[i * n + k] * out[j * n + k];
      if (i !== j) out[i * n + j] = sum / out[j * n + j];
      else if (sum > 0) out[i * n + i] = sqrt(sum);
      else return false;
    }
  }
  return true;
}

/** Smallest and largest eigenvalue of the symmetric `m`, by Jacobi's cyclic rotations. Destroys `m`. */
export function extremeEigenvalues(m: Float64Array, n: number): { readonly least: number; readonly most: number } {
  for (let sweep = 0; sweep < 30; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++) for (let q = 0; q < p; q++) off += m[p * n + q] * m[p * n + q];
    if (!(off > 1e-30)) break;
    for (let p = 1; p < n; p++) for (let q = 0; q < p; q++) rotate(m, n, p, q);
  }
  const diagonal = Array.from({ length: n }, (_, i) => m[i * n + i]);
  return { least: min(...diagonal), most: max(...diagonal) };
}

/** Writes V b into `out` and returns bᵀ V b. */
export function multiply(v: Float64Array, b: Float64Array, out: Float64Array): number {
  const n = b.length;
  let total = 0;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += v[i * n + j] * b[j];
    out[i] = sum;
    total += b[i] * sum;
  }
  return total;
}

/** Makes a matrix symmetric. */
export function average(m: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      m[i * n + j] = 0.5 * (m[i * n + j] + m[j * n + i]);
      m[j * n + i] = m[i * n + j];
    }
  }
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

/** Turns rows and columns p and q such that their common element vanishes. */
function rotate(m: Float64Array, n: number, p: number, q: number): void {
  const apq = m[p * n + q];
  if (apq === 0) return;
  const theta = (m[q * n + q] - m[p * n + p]) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (abs(theta) + sqrt(theta * theta + 1));
  const c = 1 / sqrt(t * t + 1);
  const s = t * c;
  const turn = (a: number, b: number): void => {
    const ma = m[a];
    m[a] = c * ma - s * m[b];
    m[b] = s * ma + c * m[b];
  };
  for (let k = 0; k < n; k++) turn(k * n + p, k * n + q);
  for (let k = 0; k < n; k++) turn(p * n + k, q * n + k);
}
