import { containment, type Figure, type Psf } from "@gammakit/core";
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
      y: containmentRadii(psf, energies, offset, fraction),
    })),
    legend: "Offset",
  });
}

/** By bisection; NaN where the function holds less than `fraction` within 10 degrees. */
function containmentRadii(psf: Psf, energies: Float64Array, offset: number, fraction: number): Float64Array {
  return energies.map((energy) => {
    const at = Float64Array.of(energy);
    let [low, high] = [0, 10];
    if (!(containment(psf, at, offset, high)[0] >= fraction)) return Number.NaN;
    for (let k = 0; k < 40; k++) {
      const middle = (low + high) / 2;
      if (containment(psf, at, offset, middle)[0] >= fraction) high = middle;
      else low = middle;
    }
    return high;
  });
}
