import { GammakitError, log, pow, type RegionMap } from "@gammakit/core";

const squareDegree = pow(Math.PI / 180, 2);

/**
 * Fraction of the events of a point source within `radius` [deg], at each of `energies` [TeV, true], from the point-spread function
 * of a map [sr-1, axes rad and energy_true]. The integral grows from 0 at the first rad edge, linear between the edges, and stays
 * beyond the last one; between true energies it is linear in ln E, beyond them that of the nearest.
 */
export function mapContainment(psf: RegionMap, radius: number, energies: Float64Array): Float64Array {
  const [rad, energy] = psf.axes;
  if (rad?.name !== "rad" || energy === undefined) {
    throw new GammakitError(
      "invalid-input",
      `A point-spread function needs the axes rad and energy_true; this one has ${psf.axes.map(({ name }) => name).join(", ") || "none"}.`,
    );
  }
  const n = rad.centers.length;
  const nodes = energy.centers.map((_, i) => {
    let sum = 0;
    for (let k = 0; k < n && rad.edges[k] < radius; k++) {
      const width = rad.edges[k + 1] - rad.edges[k];
      const part = Math.min(1, (radius - rad.edges[k]) / width);
      sum += 2 * Math.PI * rad.centers[k] * width * part * psf.values[i * n + k];
    }
    return sum * squareDegree;
  });
  return energies.map((e) => interpolate(energy.centers, nodes, e));
}

/** Linear in ln x, constant beyond the ends. */
function interpolate(x: Float64Array, y: Float64Array, at: number): number {
  const last = x.length - 1;
  if (at <= x[0]) return y[0];
  if (at >= x[last]) return y[last];
  let i = 0;
  while (x[i + 1] < at) i++;
  const t = log(at / x[i]) / log(x[i + 1] / x[i]);
  return y[i] + t * (y[i + 1] - y[i]);
}
