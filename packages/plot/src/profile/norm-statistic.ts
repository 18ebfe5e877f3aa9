import { type FluxPoint, GammakitError } from "@gammakit/core";

/** The rise of the statistic above its minimum at a norm. NaN where the scan of the point does not reach. */
export type NormStatistic = (norm: number) => number;

/**
 * The statistic of a point along its norm, between the places where it was scanned: the square root of the rise, with the
 * sign of its slope, is interpolated linearly, which is exact for a parabola. Throws "invalid-input" for a point without scan.
 */
export function compileNormStatistic(point: FluxPoint): NormStatistic {
  const { scan, stat } = point;
  if (scan === undefined) {
    throw new GammakitError(
      "invalid-input",
      'The flux points have no scan of the statistic; ask for "scan" when they are made.',
    );
  }
  const norm = Float64Array.from(scan.norm);
  const root = signedRoots(scan.stat.map((value) => value - stat));
  const last = norm.length - 1;
  return (x) => {
    if (!(x >= norm[0] && x <= norm[last])) return Number.NaN;
    let k = 0;
    while (k < last - 1 && x > norm[k + 1]) k++;
    const t = (x - norm[k]) / (norm[k + 1] - norm[k]);
    return (root[k] + t * (root[k + 1] - root[k])) ** 2;
  };
}

function signedRoots(rise: readonly number[]): Float64Array {
  const last = rise.length - 1;
  return Float64Array.from(rise, (value, k) => {
    // A scan that dips below the best fit found: the sign of the rise and of the slope both count.
    const slope = rise[Math.min(k + 1, last)] - rise[Math.max(k - 1, 0)];
    const signed = Math.sign(slope) * value;
    return Math.sign(signed) * Math.sqrt(Math.abs(signed));
  });
}
