import { measurementText } from "../dom/numbers-table.ts";
import type { SpectrumData } from "../protocol.ts";
import { sedRows } from "./spectrum-chart.ts";

/** Flux points and residuals of a spectrum, bin by bin. */
export function spectrumTable({ points, residuals }: SpectrumData) {
  return {
    heads: ["Energy [TeV]", "E² dN/dE [erg cm⁻² s⁻¹]", "Upper limit", "Residual [σ]"],
    rows: sedRows(points).map(({ eMin, eMax, eRef, value, error, limit }) => {
      const residual = residuals.find((one) => one.eMin < eRef && eRef < one.eMax);
      return [
        `${Number(eMin.toPrecision(3))} to ${Number(eMax.toPrecision(3))}`,
        measurementText(value, error),
        measurementText(limit, null),
        residual?.value.toFixed(2).replace("-", "−") ?? "–",
      ];
    }),
    selected: -1,
  };
}
