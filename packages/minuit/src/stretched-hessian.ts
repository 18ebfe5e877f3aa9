import { differentiateValues, roomAlong, straighten } from "./along-axes.ts";
import { column, fraction } from "./gradient-hessian.ts";
import { makePositiveDefinite } from "./positive-definite.ts";
import { estimatedDistance, followParameters, type Search, slopesAt } from "./search.ts";
import { average, cholesky, invertPositive } from "./symmetric.ts";

/**
 * Rise of the function over the steps of each pass, in units of the usual. Two passes resolve correlations; where they do not
 * agree the valley is bent, which looks straight to shorter steps, or the function is noisy, which longer ones overcome.
 */
const passes = [1, 1, 0.1, 0.01, 10, 100];

/** How far the second derivatives along the axes may be from 1, and their correlations from 0, where the matrix is right. */
const round = 0.02;

/** 1 − ρ² below which a matrix of doubles cannot be told from a singular one. */
const indistinct = 1e-14;

/** 1 − ρ² below which a matrix from quick differences may be wrong by more than 1 %, or hide a singular one: ρ > 0.99. */
const doubtful = 0.02;

/** 1 − ρ² for the parameter with the largest correlation ρ with all others: 0 where the second derivatives are singular. */
export function independence({ v, g2, n }: Search): number {
  let least = 1;
  for (let i = 0; i < n; i++) {
    const own = 1 / Math.abs(v[i * n + i] * g2[i]);
    if (own < least) least = own;
  }
  return least;
}

/** Whether the errors of quick differences may be far from right, or no errors at all. */
export function isDoubtful(search: Search): boolean {
  return search.madePositive || independence(search) < doubtful;
}

/**
 * HESSE where the matrix is right already, or nearly: along the axes in which the function is round. Where there are none, or
 * its smallest eigenvalue is lost in errors and positive by chance, the matrix is no covariance.
 */
export function refineCarefulHesse(search: Search): void {
  const exact = stretchHessian(search);
  followParameters(search);
  search.madePositive = !exact || independence(search) < indistinct;
  search.dcovar = search.madePositive ? 1 : 0;
  search.edm = estimatedDistance(search);
}

/**
 * Takes the second derivatives again, along the columns of L where V = L Lᵀ is the matrix of the search. Where V is right the
 * function is round along them, so errors of the differences stay errors of the matrix, however strong the correlations;
 * where V is not, the new one is nearer and the next pass shows it. False, and the matrix as good as may be, where no
 * pass finds the function round: it does not depend on every combination of parameters, or this is no minimum.
 */
function stretchHessian(search: Search): boolean {
  const { n, v, axes, given } = search;
  for (const factor of passes) {
    if (!cholesky(v, n, 0, axes)) return false;
    if (!(given ? differentiateSlopes(search, factor) : differentiateValues(search, true, factor))) return false;
    straighten(search);
    if (replaceMatrix(search) < round) return true;
  }
  return false;
}

/** Derivatives along the axes from the objective's own gradient. */
function differentiateSlopes(search: Search, factor: number): boolean {
  const { n, up, u, g, h } = search;
  for (let k = 0; k < n; k++) {
    column(search, k, Math.min(fraction * Math.sqrt(2 * up * factor), roomAlong(search, k)));
    for (let j = 0; j < n; j++) if (!Number.isFinite(h[j * n + k])) return false;
  }
  average(h, n);
  slopesAt(search, u, g);
  return true;
}

/**
 * V = L H⁻¹ Lᵀ, with H the derivatives along the axes. Returns how far they are from those of a round function; Infinity where
 * H is not positive definite.
 */
function replaceMatrix({ n, v, g2, axes, h }: Search): number {
  let off = makePositiveDefinite(h, n) ? Infinity : 0;
  const inverse = new Float64Array(n * n);
  if (!invertPositive(h, n, inverse)) return Infinity;
  for (let k = 0; k < n; k++) {
    const own = h[k * n + k];
    off = Math.max(off, Math.abs(own - 1), 1 - 1 / (inverse[k * n + k] * own));
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k <= i; k++) {
        for (let l = 0; l <= j; l++) sum += axes[i * n + k] * inverse[k * n + l] * axes[j * n + l];
      }
      v[i * n + j] = sum;
      v[j * n + i] = sum;
    }
  }
  if (invertPositive(v, n, inverse)) for (let i = 0; i < n; i++) g2[i] = inverse[i * n + i];
  return off;
}
