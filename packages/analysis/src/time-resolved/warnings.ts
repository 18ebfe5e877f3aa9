import type { SpectralBin } from "@gammakit/estimators";
import { fitWarnings } from "../job/fit-warnings.ts";
import { intervalName } from "../job/iso-time.ts";
import type { JobWarning } from "../job/warning.ts";

/** Fits that did not converge, and parameters that a limit holds. */
export function seriesWarnings(bins: readonly SpectralBin[]): readonly JobWarning[] {
  return bins.flatMap(({ result, interval }) => fitWarnings(result, intervalName(interval)));
}
