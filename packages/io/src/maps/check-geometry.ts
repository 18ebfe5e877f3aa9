import type { Axis, SkyMap, WcsMap } from "@gammakit/core";
import { mapFault } from "./map-fault.ts";

/** Files store edges in single precision and in other units. */
const tolerance = 1e-5;

/** Throws "invalid-file" where counts are negative or NaN: no statistic is defined for them. */
export function checkCounts(where: string, { values, wcs }: WcsMap): void {
  for (let i = 0; i < values.length; i++) {
    if (values[i] >= 0) continue;
    const [width, height] = wcs.shape;
    const [x, y, plane] = [i % width, Math.floor(i / width) % height, Math.floor(i / (width * height))];
    throw mapFault(
      where,
      `the counts of pixel (${x}, ${y}) in energy bin ${plane}, all counted from 0, are ${values[i]}; counts cannot be negative or missing`,
      { x, y, plane },
    );
  }
}

/** Throws "invalid-file" where two maps of a dataset do not have the same pixels. */
export function checkSameImage(where: string, map: WcsMap, counts: WcsMap): void {
  const [a, b] = [map.wcs, counts.wcs];
  const fail = (what: string) => {
    throw mapFault(where, `its image does not agree with that of COUNTS: ${what}`);
  };
  if (a.shape[0] !== b.shape[0] || a.shape[1] !== b.shape[1]) {
    fail(`${a.shape.join(" × ")} pixels instead of ${b.shape.join(" × ")} (NAXIS)`);
  }
  if (a.projection !== b.projection || a.frame !== b.frame) {
    fail(`${a.frame} ${a.projection} instead of ${b.frame} ${b.projection} (CTYPE)`);
  }
  const pixel = Math.abs(b.cd[3]) || Math.abs(b.cd[2]);
  const differs = (x: readonly number[], y: readonly number[], scale: number) =>
    x.some((value, i) => !(Math.abs(value - y[i]) <= tolerance * scale));
  if (differs(a.crpix, b.crpix, 1)) fail(`CRPIX ${a.crpix.join(", ")} instead of ${b.crpix.join(", ")}`);
  if (differs(a.crval, b.crval, pixel)) fail(`CRVAL ${a.crval.join(", ")} instead of ${b.crval.join(", ")}`);
  if (differs(a.cd, b.cd, pixel)) fail(`CDELT or CD ${a.cd.join(", ")} instead of ${b.cd.join(", ")}`);
}

/** Throws "invalid-file" where axes are not those of COUNTS. */
export function checkSameAxes(where: string, axes: readonly Axis[], wanted: readonly Axis[]): void {
  for (const [k, axis] of wanted.entries()) checkSameAxis(where, axes[k], axis, "COUNTS");
}

/**
 * Throws "invalid-file" where a dispersion does not lead from the true energies of EXPOSURE to the energies of COUNTS, or to their
 * ratio.
 */
export function checkDispersion(where: string, edisp: SkyMap, energy: Axis, energyTrue: Axis): void {
  const [first, second] = edisp.axes;
  const isRatio = first?.name === "migra";
  checkNames(where, edisp, `${isRatio ? "migra" : "energy"}, energy_true`);
  if (!isRatio) checkSameAxis(where, first, energy, "COUNTS");
  checkSameAxis(where, second, energyTrue, "EXPOSURE");
}

/** Throws "invalid-file" where a map does not have the axes that are `wanted`: "rad, energy_true". */
export function checkNames(where: string, { axes }: SkyMap, wanted: string): void {
  const names = axes.map(({ name }) => name).join(", ");
  if (names !== wanted) throw mapFault(where, `the axes ${wanted} are needed; found: ${names || "none"} (AXCOLS)`);
}

/** Throws "invalid-file" where an axis is not the one that is `wanted`, which `hdu` has. */
export function checkSameAxis(where: string, axis: Axis, wanted: Axis, hdu: string): void {
  const [n, expected] = [axis.centers.length, wanted.centers.length];
  const bin = axis.edges.findIndex((edge, i) => !(Math.abs(edge - wanted.edges[i]) <= tolerance * Math.abs(edge)));
  if (n === expected && bin < 0) return;
  const what =
    n === expected
      ? `edge ${bin + 1} is ${axis.edges[bin]} instead of ${wanted.edges[bin]} ${wanted.unit}`
      : `${n} bins instead of ${expected}`;
  throw mapFault(where, `its axis ${axis.name} does not agree with that of ${hdu}: ${what} (AXCOLS)`, {
    axis: axis.name,
  });
}
