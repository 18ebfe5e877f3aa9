import { chiSquareTail, GammakitError } from "@gammakit/core";
import type { Measurement } from "@gammakit/fit";
import { cholesky, whiten } from "./cholesky.ts";
import { isMeasured } from "./measured.ts";

/** A series of measurements against a constant. NaN where fewer than two were measured. */
export interface Constancy {
  /** (x − mean)ᵀ V⁻¹ (x − mean); without covariances Σ ((x − mean)/σ)². */
  readonly chi2: number;
  /** Number of values − 1. */
  readonly dof: number;
  /** Probability of such a χ², or a larger one, if nothing changed. */
  readonly pValue: number;
  /** The best constant. */
  readonly mean: number;
  readonly meanError: number;
  /** How many values were used. */
  readonly used: number;
  /** How many were left out: without a finite value and a positive error. */
  readonly omitted: number;
}

/** How the values depend on each other. */
export interface ConstancyOptions {
  /** Covariance of the values, row-major n × n; its diagonal takes the place of the errors. Absent: they are independent. */
  readonly covariance?: Float64Array;
}

/**
 * χ² of a series against a constant, with its probability, by (generalized) least squares: Aitken (1935), Proc. R. Soc. Edinburgh
 * 55, 42. Errors are taken as Gaussian. Throws "invalid-input" where the covariance does not fit the series, or is not symmetric
 * and positive definite.
 */
export function constancy(series: readonly Measurement[], { covariance }: ConstancyOptions = {}): Constancy {
  const n = series.length;
  if (covariance !== undefined && covariance.length !== n * n) {
    throw new GammakitError(
      "invalid-input",
      `The covariance has ${covariance.length} entries; ${n} values need ${n * n}.`,
    );
  }
  const errors = series.map(({ error }, i) => (covariance ? Math.sqrt(covariance[i * n + i]) : error));
  const kept = series.flatMap(({ value }, i) => (isMeasured({ value, error: errors[i] }) ? [i] : []));
  const counts = { dof: Math.max(0, kept.length - 1), used: kept.length, omitted: n - kept.length };
  if (kept.length < 2) {
    return { chi2: Number.NaN, pValue: Number.NaN, mean: Number.NaN, meanError: Number.NaN, ...counts };
  }
  const values = Float64Array.from(kept, (i) => series[i].value);
  const scaled = covariance
    ? whitener(submatrix(covariance, n, kept))
    : (x: Float64Array) => x.map((v, k) => v / errors[kept[k]]);
  const [x, one] = [scaled(values), scaled(new Float64Array(kept.length).fill(1))];
  const weight = dot(one, one);
  const mean = dot(one, x) / weight;
  const residual = scaled(values.map((value) => value - mean));
  const chi2 = dot(residual, residual);
  return { chi2, pValue: chiSquareTail(chi2, counts.dof), mean, meanError: 1 / Math.sqrt(weight), ...counts };
}

function submatrix(matrix: Float64Array, n: number, kept: readonly number[]): Float64Array {
  return Float64Array.from(kept.flatMap((i) => kept.map((j) => matrix[i * n + j])));
}

function whitener(covariance: Float64Array): (x: Float64Array) => Float64Array {
  const n = Math.sqrt(covariance.length);
  const skew = covariance.findIndex((value, k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    return !(
      Math.abs(value - covariance[j * n + i]) <=
      1e-9 * Math.sqrt(covariance[i * n + i] * covariance[j * n + j])
    );
  });
  const lower = skew < 0 ? cholesky(covariance, n) : undefined;
  if (lower === undefined) {
    const problem =
      skew < 0
        ? "positive definite"
        : `symmetric: see row ${Math.floor(skew / n)}, column ${skew % n} of the values used`;
    throw new GammakitError("invalid-input", `The covariance of the values is not ${problem}.`);
  }
  return (x) => whiten(lower, x);
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}
