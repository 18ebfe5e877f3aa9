import type { SpectrumFilesSession } from "@gammakit/analysis";
import type { SpectrumData } from "../protocol.ts";

/** What a figure of a spectrum shows, as the page draws it; without a fitted model there is no curve. */
export function spectrumData({
  points = [],
  curves = [],
  residuals = [],
}: ReturnType<SpectrumFilesSession["spectrum"]>): SpectrumData {
  const { energy = [], dnde = [], dndeError } = curves.at(0) ?? {};
  return {
    points,
    energy: Float64Array.from(energy),
    dnde: Float64Array.from(dnde),
    ...(dndeError && { dndeError: Float64Array.from(dndeError) }),
    residuals,
  };
}
