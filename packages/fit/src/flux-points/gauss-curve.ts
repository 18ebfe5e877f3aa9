import { exp, type FluxPoint, log, logNormalTail } from "@gammakit/core";
import type { PointCurve } from "./point-curve.ts";

/** Standard deviations of an upper limit that does not say how many: 95 %. */
const usualLimit = 2;

/**
 * −2 ln L of a point by its errors: a parabola on each side of its norm. A point without an error that has an upper limit was not seen:
 * its measurement, of which nothing else is known, lies below the limit and has the limit over its standard deviations for an error. Its
 * probability for a prediction is that of a normal variable up to the limit, as in eq. C7 of Mohanty et al. (2013), ApJ 773, 168.
 * Undefined for a point that has neither.
 */
export function gaussCurve(point: FluxPoint, nSigma: number, nSigmaUl: number): PointCurve | undefined {
  const { norm, normErr, normErrn, normErrp, normUl } = point;
  const [below, above] = [normErrn, normErrp].map((side) => (isError(side) ? side : normErr));
  if (Number.isFinite(norm) && isError(below) && isError(above)) {
    return parabolas(norm, below / nSigma, above / nSigma);
  }
  if (!isError(normUl)) return undefined;
  return unseen(normUl, normUl / (Number.isFinite(nSigmaUl) ? nSigmaUl : usualLimit));
}

/** χ² of a point: by its symmetric error, or the mean of those that are not; undefined for a point without one. */
export function symmetricCurve(
  { norm, normErr, normErrn, normErrp }: FluxPoint,
  nSigma: number,
): PointCurve | undefined {
  const error = isError(normErr) ? normErr : isError(normErrn) && isError(normErrp) ? (normErrn + normErrp) / 2 : 0;
  return Number.isFinite(norm) && error > 0 ? parabolas(norm, error / nSigma, error / nSigma) : undefined;
}

/** Whether an error, or a limit, is one: a number above 0. */
function isError(value: number): boolean {
  return Number.isFinite(value) && value > 0;
}

function parabolas(best: number, below: number, above: number): PointCurve {
  const weight = (norm: number) => (norm < best ? below : above) ** -2;
  return {
    value: (norm) => weight(norm) * (norm - best) ** 2,
    slope: (norm) => 2 * weight(norm) * (norm - best),
    bend: (norm) => 2 * weight(norm),
  };
}

/** −2 ln of the probability of less than `limit`, 0 where nothing is predicted. */
function unseen(limit: number, sigma: number): PointCurve {
  const below = (norm: number) => logNormalTail((norm - limit) / sigma);
  const none = below(0);
  // φ(z)/Φ(z) for z standard deviations below the limit.
  const hazard = (norm: number) => {
    const z = (limit - norm) / sigma;
    return exp(-0.5 * (z * z + log(2 * Math.PI)) - below(norm));
  };
  return {
    value: (norm) => 2 * (none - below(norm)),
    slope: (norm) => (2 / sigma) * hazard(norm),
    bend(norm) {
      const rate = hazard(norm);
      return (2 * rate * ((limit - norm) / sigma + rate)) / sigma ** 2;
    },
  };
}
