import { pow } from "@gammakit/core";
import { isPlanePoint, type PlanePoint } from "./plane-point.ts";
import { correlationTail } from "./student-tail.ts";

/** How two quantities go together. NaN for fewer than three points, or where one of them does not change. */
export interface Correlation {
  /** Coefficient of Pearson, unweighted. */
  readonly pearson: number;
  /** Probability of one as far from 0, or farther, if the quantities had nothing to do with each other; two-sided. */
  readonly pearsonPValue: number;
  /** Rank coefficient of Spearman; equal values share their ranks. */
  readonly spearman: number;
  readonly spearmanPValue: number;
  /** Coefficient of Pearson, weighted with 1/(σx σy). */
  readonly weighted: number;
  /** As if there were (Σw)²/Σw² points of equal weight. */
  readonly weightedPValue: number;
  /** How many points were used, and how many were left out: without numbers or errors. */
  readonly used: number;
  readonly omitted: number;
}

/**
 * Correlation coefficients of two quantities, with probabilities from Student's distribution with n − 2 degrees of freedom (for
 * ranks an approximation, good from about ten points). Errors make coefficients smaller than the truth, and correlated errors
 * make one where there is none: look at {@link lineFit} too. `weighted` needs errors of x above 0.
 */
export function correlation(points: readonly PlanePoint[]): Correlation {
  const used = points.filter(isPlanePoint);
  const n = used.length;
  const [x, y] = [used.map((point) => point.x), used.map((point) => point.y)];
  const weights = used.map(({ xError, yError }) => 1 / (xError * yError));
  const pearson = pearsonOf(x, y);
  const spearman = pearsonOf(ranks(x), ranks(y));
  const weighted = pearsonOf(x, y, weights);
  const largest = Math.max(...weights);
  const relative = weights.map((weight) => weight / largest);
  const effective = pow(sum(relative), 2) / sum(relative.map((weight) => pow(weight, 2)));
  return {
    pearson,
    pearsonPValue: correlationTail(pearson, n - 2),
    spearman,
    spearmanPValue: correlationTail(spearman, n - 2),
    weighted,
    weightedPValue: correlationTail(weighted, effective - 2),
    used: n,
    omitted: points.length - n,
  };
}

/** Coefficient of Pearson; NaN for fewer than three points. */
export function pearsonOf(x: ArrayLike<number>, y: ArrayLike<number>, weights?: ArrayLike<number>): number {
  const n = x.length;
  if (n < 3) return Number.NaN;
  let total = 0;
  let xMean = 0;
  let yMean = 0;
  for (let i = 0; i < n; i++) {
    const weight = weights === undefined ? 1 : weights[i];
    total += weight;
    xMean += weight * x[i];
    yMean += weight * y[i];
  }
  xMean /= total;
  yMean /= total;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < n; i++) {
    const weight = weights === undefined ? 1 : weights[i];
    const dx = x[i] - xMean;
    const dy = y[i] - yMean;
    xx += weight * dx * dx;
    yy += weight * dy * dy;
    xy += weight * dx * dy;
  }
  return Math.min(1, Math.max(-1, xy / (Math.sqrt(xx) * Math.sqrt(yy))));
}

function ranks(values: readonly number[]): readonly number[] {
  const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b]);
  const found = new Array<number>(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to]] === values[order[from]]) to++;
    for (let k = from; k < to; k++) found[order[k]] = (from + to + 1) / 2;
    from = to;
  }
  return found;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
