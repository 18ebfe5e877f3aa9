import { type EffectiveArea, effectiveAreaAt, type Figure } from "@gammakit/core";
import { curvesFigure } from "./curves-figure.ts";

/** Effective area against true energy at some offsets from the pointing. */
export function effectiveAreaFigure(aeff: EffectiveArea, offsets: readonly number[], title = "Effective area"): Figure {
  const { edges } = aeff.energy;
  const energies = logSpaced(edges[0], edges[edges.length - 1], 120);
  return curvesFigure({
    title,
    x: { quantity: "True energy", unit: "TeV", scale: "log" },
    y: { quantity: "Effective area", unit: "m2", scale: "log" },
    curves: offsets.map((offset) => ({
      label: `${offset}°`,
      x: energies,
      // Inside areas are in cm2; the field shows them in m2.
      y: effectiveAreaAt(aeff, energies, offset).map((area) => area * 1e-4),
    })),
    legend: "Offset",
  });
}

/** `count` numbers from `low` to `high` in equal ratios. */
export function logSpaced(low: number, high: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, k) => low * (high / low) ** (k / (count - 1)));
}
