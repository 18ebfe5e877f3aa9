import {
  type CircleRegion,
  compileMapInterpolation,
  GammakitError,
  log,
  pow,
  type SkyMap,
  type SkyPosition,
  toFrame,
} from "@gammakit/core";

const squareDegree = pow(Math.PI / 180, 2);

/**
 * Fraction of the events of a point source in the middle of a circle that fall into it, at each of `energies` [TeV, true], from the
 * point-spread function of a map [sr-1, axes rad and energy_true]; one that differs from place to place is linear between its pixels.
 * The integral grows from 0 at the first rad edge, linear between the edges, and stays beyond the last one; between true energies it
 * is linear in ln E, beyond them that of the nearest.
 */
export function mapContainment(psf: SkyMap, circle: CircleRegion, energies: Float64Array): Float64Array {
  const { radius, center } = circle;
  const [rad, energy] = psf.axes;
  if (rad?.name !== "rad" || energy?.name !== "energy_true") {
    throw new GammakitError(
      "invalid-input",
      `The containment correction needs a point-spread function with the axes rad and energy_true; this one has ${psf.axes.map(({ name }) => name).join(", ") || "none"}.`,
    );
  }
  const values = valuesAt(psf, center);
  const n = rad.centers.length;
  const nodes = energy.centers.map((_, i) => {
    let sum = 0;
    for (let k = 0; k < n && rad.edges[k] < radius; k++) {
      const width = rad.edges[k + 1] - rad.edges[k];
      const part = Math.min(1, (radius - rad.edges[k]) / width);
      sum += 2 * Math.PI * rad.centers[k] * width * part * values[i * n + k];
    }
    return sum * squareDegree;
  });
  return energies.map((e) => interpolate(energy.centers, nodes, e));
}

/** The values of a map at a position, per bin. */
function valuesAt(map: SkyMap, position: SkyPosition): ArrayLike<number> {
  if (map.kind === "region-map") return map.values;
  const [rad, energy] = map.axes;
  const { lon, lat } = toFrame(position, map.wcs.frame);
  const at = compileMapInterpolation(map);
  return Array.from(energy.centers).flatMap((e) => Array.from(rad.centers, (r) => at(lon, lat, [r, e])));
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
