import type { LightCurve } from "@gammakit/core";
import { type Variability, variability } from "../variability.ts";

/** How much the flux changes [cm-2 s-1], for each energy bin of a light curve, over the intervals where it was measured. */
export function lightCurveVariability({ rows }: LightCurve): readonly Variability[] {
  const bins = rows[0]?.points.length ?? 0;
  return Array.from({ length: bins }, (_, k) =>
    variability(
      rows.map(({ points, nSigma }) => {
        const { norm, normErr, refFlux } = points[k];
        return { value: norm * refFlux, error: (normErr * refFlux) / nSigma };
      }),
    ),
  );
}
