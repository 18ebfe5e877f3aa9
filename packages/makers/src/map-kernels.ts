import { type Axis, GammakitError, type MapDataset, type Region, type SkyMap } from "@gammakit/core";
import { overlapKernel } from "./overlap-kernel.ts";

/** Probabilities row-major [true × reconstructed] for a region. */
export type KernelOf = (region: Region) => Float64Array;

/** Makes kernels of the energy dispersion of a map, from true to reconstructed energies [TeV axes]. */
export type CompileKernels = (edisp: SkyMap, energyTrue: Axis, energy: Axis) => KernelOf;

const known = new WeakMap<
  Axis,
  { readonly edisp: SkyMap | undefined; readonly energy: Axis; readonly kernelOf: KernelOf }
>();

/**
 * The kernels of a dataset: by `compile` where they are not the same everywhere as the file has them, or without dispersion the overlap
 * of the bins. All that are asked for the same dataset share their arrays.
 */
export function kernelsOf({ edisp, exposure, counts }: MapDataset, compile: CompileKernels): KernelOf {
  const [energyTrue] = exposure.axes;
  const [energy] = counts.axes;
  const made = known.get(energyTrue);
  if (made !== undefined && made.edisp === edisp && made.energy === energy) return made.kernelOf;
  const kernelOf = edisp === undefined ? overlap(energyTrue, energy) : compile(edisp, energyTrue, energy);
  known.set(energyTrue, { edisp, energy, kernelOf });
  return kernelOf;
}

/** Whether a dispersion is more than one kernel for the whole map. */
export function isLocal(edisp: SkyMap | undefined): boolean {
  return edisp?.kind === "wcs-map" || edisp?.axes[0]?.name === "migra";
}

/** The kernel of a map that has one for everywhere. */
export const oneKernel: CompileKernels = (edisp, energyTrue, energy) => {
  const kernel = checkedKernel(edisp.axes, edisp.values, energyTrue, energy);
  return () => kernel;
};

/** A copy of a kernel's values. Throws "invalid-input" where its axes are not those of counts and exposure. */
export function checkedKernel(
  [first, second]: readonly Axis[],
  values: ArrayLike<number>,
  energyTrue: Axis,
  energy: Axis,
): Float64Array {
  const [m, n] = [energyTrue.centers.length, energy.centers.length];
  if (first?.name === "energy" && first.centers.length === n && second?.centers.length === m) {
    return Float64Array.from(values);
  }
  const found = [first, second].flatMap((axis) => (axis ? `${axis.name} (${axis.centers.length})` : []));
  throw new GammakitError(
    "invalid-input",
    `The energy dispersion has the axes ${found.join(", ")}; the counts and the exposure ask for energy (${n}), energy_true (${m}).`,
    { axes: found },
  );
}

function overlap(energyTrue: Axis, energy: Axis): KernelOf {
  const kernel = overlapKernel(energyTrue.edges, energy.edges);
  return () => kernel;
}
