import { type FluxPoint, fluxOf, type LightCurve } from "@gammakit/core";
import type { Measurement } from "@gammakit/fit";

/**
 * The integral fluxes [cm-2 s-1] of each energy bin of a light curve with errors of one standard deviation: a series per bin, an
 * entry per interval, NaN where nothing was measured. What measures variability takes one such series. All fluxes of a series are
 * over the range of `bandPoints`; where an interval has other edges, its norm says what the reference spectrum would give there.
 */
export function bandFluxes(curve: LightCurve): readonly (readonly Measurement[])[] {
  return bandPoints(curve).map((band, k) =>
    curve.rows.map(({ points, nSigma }) => {
      const point = { ...points[k], refFlux: band.refFlux };
      return { value: fluxOf(point, "flux"), error: fluxOf(point, "flux", "normErr") / nSigma };
    }),
  );
}

/**
 * For each energy bin of a light curve, the point of the first interval in which it was measured, or else of the first interval:
 * its edges [TeV] are those that the fluxes of the bin are over. None, where there are no intervals.
 */
export function bandPoints({ rows }: LightCurve): readonly FluxPoint[] {
  return (rows[0]?.points ?? []).map(
    (first, k) => rows.find(({ points }) => Number.isFinite(points[k].norm))?.points[k] ?? first,
  );
}
