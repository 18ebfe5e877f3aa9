import { type Axis, GammakitError, type MapDataset, type Region, type SkyMap } from "@gammakit/core";

/** Probabilities row-major [true × reconstructed] for a region. */
export type KernelOf = (region: Region) => Float64Array;

const known = new WeakMap<
  Axis,
  { readonly edisp: SkyMap | undefined; readonly energy: Axis; readonly kernelOf: KernelOf }
>();

/** The kernels that `make` gives for a dataset. All that are asked for the same one share their arrays. */
export function kernelsOf({ edisp, exposure, counts }: MapDataset, make: () => KernelOf): KernelOf {
  const [energyTrue] = exposure.axes;
  const [energy] = counts.axes;
  const made = known.get(energyTrue);
  if (made !== undefined && made.edisp === edisp && made.energy === energy) return made.kernelOf;
  const kernelOf = make();
  known.set(energyTrue, { edisp, energy, kernelOf });
  return kernelOf;
}

/** The kernel of a dataset whose file has one for the whole map; undefined for others. */
export function oneKernel(dataset: MapDataset): KernelOf | undefined {
  const { edisp, exposure, counts } = dataset;
  if (edisp?.kind !== "region-map" || edisp.axes[0]?.name === "migra") return undefined;
  return kernelsOf(dataset, () => {
    const kernel = checkedKernel(edisp.axes, edisp.values, exposure.axes[0], counts.axes[0]);
    return () => kernel;
  });
}

/** A copy of a kernel's values. Throws "invalid-input" where its axes are not those of counts and exposure. */
export function checkedKernel(
  axes: readonly Axis[],
  values: ArrayLike<number>,
  energyTrue: Axis,
  energy: Axis,
): Float64Array {
  const sized = (some: readonly Axis[]) => some.map(({ name, centers }) => `${name} (${centers.length})`).join(", ");
  const [first, second] = axes;
  const { length } = energy.centers;
  if (
    first?.name === "energy" &&
    first.centers.length === length &&
    second?.centers.length === energyTrue.centers.length
  ) {
    return Float64Array.from(values);
  }
  throw new GammakitError(
    "invalid-input",
    `The energy dispersion has the axes ${sized(axes)}; the counts and the exposure ask for ${sized([energy, energyTrue])}.`,
    { axes },
  );
}
