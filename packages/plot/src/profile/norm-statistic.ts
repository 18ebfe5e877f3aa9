import { type FluxPoint, type FluxPoints, GammakitError } from "@gammakit/core";
import { knownRises } from "./known-rise.ts";
import { compileRise } from "./rise.ts";

/** The rise of the statistic above its minimum at a norm. NaN where nothing is known on one side of it. */
export interface NormStatistic {
  (norm: number): number;
  /** The norms at which the rise is known, in their order. */
  readonly norms: readonly number[];
}

/**
 * The statistic of a point along its norm, between the places where it is known: those of the scan, the best norm, no source,
 * and, where `meaning` says how many standard deviations they stand for, the errors and the limit of the profile. The square root
 * of the rise, negative below the best norm, is interpolated, which is exact for a parabola. Throws "invalid-input" for a point
 * without scan.
 */
export function compileNormStatistic(
  point: FluxPoint,
  meaning?: Pick<FluxPoints, "nSigma" | "nSigmaUl" | "ulMethod">,
): NormStatistic {
  if (point.scan === undefined) {
    throw new GammakitError(
      "invalid-input",
      'The flux points have no scan of the statistic; ask for "scan" when they are made.',
    );
  }
  const known = knownRises(point, meaning);
  return Object.assign(compileRise(known, point.norm), { norms: known.map(({ at }) => at) });
}
