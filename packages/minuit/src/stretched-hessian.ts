import { differentiateValues, roomAlong, straighten } from "./along-axes.ts";
import { column, fraction } from "./gradient-hessian.ts";
import { abs, max, min, sqrt } from "./math.ts";
import { makePositiveDefinite } from "./positive-definite.ts";
import { estimatedDistance, followParameters, type Search, slopesAt } from "./search.ts";
import { average, cholesky, invertPositive } from "./symmetric.ts";

/**
 * Rise of the function over the steps of each pass, in units of the usual. Two passes resolve correlations; where they do not
 * agree the valley is bent, which looks straight to shorter steps, or the function is noisy, which longer ones overcome.
 */
const passes = [1, 1, 0.1, 0.01, 10, 100];

/** How far the second derivatives along the axes may be from 1, and their correlations from 0, where the matrix is right. */
const roundness = 0.02;

/** 1 − ρ² below which a matrix of doubles cannot be told from a singular one. */
const indistinct = 1e-14;

/** 1 − ρ² below which a matrix from quick differences may be wrong by more than 1 %, or hide a singular one: ρ > 0.99. */
const doubtful = 0.02;

/** 1 − ρ² for the parameter with the largest correlation ρ with all others: 0 where the second derivatives are singular. */
export function independence(search: Search): number {
  let least = 1;
  for (let i = 0; i < search.n; i++) {
    const own = 1 / abs(search.v[i * search.n + i] * search.g2[i]);
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
  for (const factor of passes) {
    if (!cholesky(search.v, search.n, 0, search.axes)) return false;
    const round = new Float64Array(search.n).fill(1);
    if (!(search.given ? differentiateSlopes(search, factor) : differentiateValues(search, round, factor)))
      return false;
    straighten(search);
    if (replaceMatrix(search) < roundness) return true;
  }
  return false;
}

/** Derivatives along the axes from the objective's own gradient. */
function differentiateSlopes(search: Search, factor: number): boolean {
  const { n } = search;
  for (let k = 0; k < n; k++) {
    column(search, k, min(fraction * sqrt(2 * search.up * factor), roomAlong(search, k)));
    for (let j = 0; j < n; j++) if (!Number.isFinite(search.h[j * n + k])) return false;
  }
  average(search.h, n);
  slopesAt(search, search.u, search.g);
  return true;
}

/**
 * V = L H⁻¹ Lᵀ, with H the derivatives along the axes. Returns how far they are from those of a round function; Infinity where
 * H is not positive definite.
 */
function replaceMatrix(search: Search): number {
  const { n } = search;
  let off = makePositiveDefinite(search.h, n) ? Infinity : 0;
  const inverse = new Float64Array(n * n);
  if (!invertPositive(search.h, n, inverse)) return Infinity;
  for (let k = 0; k < n; k++) {
    const own = search.h[k * n + k];
    off = max(off, abs(own - 1), 1 - 1 / (inverse[k * n + k] * own));
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k <= i; k++) {
        for (let l = 0; l <= j; l++) sum += search.axes[i * n + k] * inverse[k * n + l] * search.axes[j * n + l];
      }
      search.v[i * n + j] = sum;
      search.v[j * n + i] = sum;
    }
  }
  if (invertPositive(search.v, n, inverse)) for (let i = 0; i < n; i++) search.g2[i] = inverse[i * n + i];
  return off;
}
