import {
  type Axis,
  binIndex,
  compileWcs,
  GammakitError,
  log,
  regionCenter,
  type SkyMap,
  type SkyPosition,
  toFrame,
} from "@gammakit/core";
import { type CompileKernels, checkedKernel } from "./map-kernels.ts";

/**
 * Kernels of an energy dispersion in migra, or of one that differs from place to place: those of its pixel nearest to the center of the
 * region, as Gammapy has it. Regions with the same pixel share the array. Values that are no numbers count as 0, and so do all where
 * the center has no place on its image.
 */
export const localKernels: CompileKernels = (edisp, energyTrue, energy) => {
  const { axes } = edisp;
  const place = compilePlace(edisp);
  const made = new Map<number, Float64Array>();
  return (region) => {
    const pixel = place.of(regionCenter(region));
    const known = made.get(pixel);
    if (known !== undefined) return known;
    const size = edisp.values.length / place.pixels;
    const values = Float64Array.from({ length: size }, (_, k) => {
      const value = edisp.values[k * place.pixels + pixel];
      return Number.isFinite(value) ? value : 0;
    });
    const kernel =
      axes[0]?.name === "migra"
        ? kernelFromMigra(axes, values, energyTrue, energy)
        : checkedKernel(axes, values, energyTrue, energy);
    made.set(pixel, kernel);
    return kernel;
  };
};

/** How many pixels a map has, and which is the nearest to a position; NaN where it has none. */
function compilePlace(map: SkyMap): { readonly pixels: number; of(position: SkyPosition): number } {
  if (map.kind === "region-map") return { pixels: 1, of: () => 0 };
  const [nx, ny] = map.wcs.shape;
  const { wcs, toPixel } = compileWcs(map.wcs);
  const xy = new Float64Array(2);
  // The lower one where two are as near to within rounding, as they are to the center of an image with an even number of pixels.
  const nearest = (x: number, n: number) => Math.min(Math.max(Math.ceil(x - 0.5 - 1e-9), 0), n - 1);
  return {
    pixels: nx * ny,
    of(position) {
      const { lon, lat } = toFrame(position, wcs.frame);
      return toPixel(lon, lat, xy) ? nearest(xy[0], nx) + nx * nearest(xy[1], ny) : Number.NaN;
    },
  };
}

/**
 * The kernel of a density in migra μ = E / E_true, for the centers e_i of the true bins: K_ij = F_i(E_j+1 / e_i) − F_i(E_j / e_i), where
 * F_i grows by density times width from bin to bin of migra, is linear between their edges in the scale of the axis, and constant
 * beyond them. It is not normalized: what the map says counts. Negative probabilities are 0.
 */
function kernelFromMigra(
  [migra, truth]: readonly Axis[],
  density: Float64Array,
  energyTrue: Axis,
  energy: Axis,
): Float64Array {
  const [size, m, n] = [migra.centers.length, energyTrue.centers.length, energy.centers.length];
  if (migra.unit !== "" || truth?.centers.length !== m) {
    throw new GammakitError(
      "invalid-input",
      `An energy dispersion in migra needs ratios without a unit and the ${m} true energies of the exposure; this one has the unit "${migra.unit}" and ${truth?.centers.length ?? 0} true energies.`,
      { unit: migra.unit, needed: m },
    );
  }
  const scale = migra.scale === "log" ? log : migra.scale === "sqrt" ? Math.sqrt : (mu: number) => mu;
  const nodes = migra.edges.map(scale);
  const cumulative = new Float64Array(size + 1);
  const kernel = new Float64Array(m * n);
  for (let i = 0; i < m; i++) {
    for (let k = 0; k < size; k++) {
      cumulative[k + 1] = cumulative[k] + density[i * size + k] * (migra.edges[k + 1] - migra.edges[k]);
    }
    let below = 0;
    for (let j = 0; j <= n; j++) {
      const above = interpolate(nodes, cumulative, scale(energy.edges[j] / energyTrue.centers[i]));
      if (j > 0) kernel[i * n + j - 1] = Math.max(0, above - below);
      below = above;
    }
  }
  return kernel;
}

/** Linear between the nodes, constant beyond them. */
function interpolate(x: Float64Array, y: Float64Array, at: number): number {
  const k = binIndex(x, at);
  if (k < 0) return at < x[0] ? y[0] : y[y.length - 1];
  return y[k] + ((at - x[k]) / (x[k + 1] - x[k])) * (y[k + 1] - y[k]);
}
