import {
  type Axis,
  compileWcs,
  GammakitError,
  type MapDataset,
  migraKernel,
  overlapKernel,
  regionCenter,
  type SkyMap,
  type SkyPosition,
  toFrame,
} from "@gammakit/core";
import { checkedKernel, type KernelOf, kernelsOf } from "./map-kernels.ts";

/** The kernels of a dataset that has not one for the whole map: without a dispersion, the overlap of the bins. */
export function rareKernels(dataset: MapDataset): KernelOf {
  const { edisp, exposure, counts } = dataset;
  const [energyTrue] = exposure.axes;
  const [energy] = counts.axes;
  return kernelsOf(dataset, () => {
    if (edisp !== undefined) return localKernels(edisp, energyTrue, energy);
    const kernel = overlapKernel(energyTrue.edges, energy.edges);
    return () => kernel;
  });
}

/**
 * Kernels of an energy dispersion in migra, or of one that differs from place to place: those of its pixel nearest to the center of the
 * region, as Gammapy has it. Regions with the same pixel share the array. Values that are no numbers count as 0, and so do all where
 * the center has no place on its image.
 */
function localKernels(edisp: SkyMap, energyTrue: Axis, energy: Axis): KernelOf {
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
}

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

/** Throws "invalid-input" where the axes are not migra, as ratios, and the true energies of the exposure. */
function kernelFromMigra(
  [migra, truth]: readonly Axis[],
  density: Float64Array,
  { centers }: Axis,
  { edges }: Axis,
): Float64Array {
  if (migra.unit === "" && truth?.centers.length === centers.length) return migraKernel(density, migra, centers, edges);
  throw new GammakitError(
    "invalid-input",
    `An energy dispersion in migra needs ratios without a unit and the ${centers.length} true energies of the exposure; this one has the unit "${migra.unit}" and ${truth?.centers.length ?? 0} true energies.`,
    { unit: migra.unit, needed: centers.length },
  );
}
