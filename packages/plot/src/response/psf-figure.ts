import { containmentRadius, type Figure, type Psf } from "@gammakit/core";
import { curvesFigure } from "./curves-figure.ts";
import { logSpaced } from "./effective-area-figure.ts";

/** Radii of the point-spread function [deg] that hold `fraction` of a point source, against true energy, at some offsets. */
export function psfFigure(
  psf: Psf,
  {
    energyMin,
    energyMax,
    offsets,
    fraction = 0.68,
    title = "Point-spread function",
  }: {
    /** [TeV]. */
    readonly energyMin: number;
    /** [TeV]. */
    readonly energyMax: number;
    /** [deg]. */
    readonly offsets: readonly number[];
    readonly fraction?: number;
    readonly title?: string;
  },
): Figure {
  const energies = logSpaced(energyMin, energyMax, 60);
  return curvesFigure({
    title,
    x: { quantity: "True energy", unit: "TeV", scale: "log" },
    y: { quantity: `${Math.round(100 * fraction)} % containment radius`, unit: "deg" },
    curves: offsets.map((offset) => ({
      label: `${offset}°`,
      x: energies,
      y: energies.map((energy) => containmentRadius(psf, energy, offset, fraction)),
    })),
    legend: "Offset",
  });
}
