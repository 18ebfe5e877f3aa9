import { fluxOf, type LightCurve } from "@gammakit/core";
import type { Measurement } from "@gammakit/fit";

/**
 * The integral fluxes [cm-2 s-1] of each energy bin of a light curve with errors of one standard deviation: a series per bin, an
 * entry per interval, NaN where nothing was measured. What measures variability takes one such series.
 */
export function bandFluxes({ rows }: LightCurve): readonly (readonly Measurement[])[] {
  const bins = rows[0]?.points.length ?? 0;
  return Array.from({ length: bins }, (_, k) =>
    rows.map(({ points, nSigma }) => ({
      value: fluxOf(points[k], "flux"),
      error: fluxOf(points[k], "flux", "normErr") / nSigma,
    })),
  );
}
