import {
  type Axis,
  createGti,
  GammakitError,
  type MapDataset,
  type RegionMap,
  type RegionPixels,
  regionMean,
  type SpectrumDataset,
  type WcsMap,
} from "@gammakit/core";
import { overlapKernel } from "./overlap-kernel.ts";
import { combineMasks, sumVisible } from "./visible-sums.ts";

/** How the spectrum of pixels is taken. */
export interface ExtractPixelsOptions {
  readonly name?: string;
  /** Expected counts of everything but the source, on the geometry of the counts; the dataset's background where absent. */
  readonly background?: WcsMap;
  /** What is made of the exposure [cm2 s], of each true energy. */
  readonly correct?: (exposure: Float64Array) => Float64Array;
}

/** A spectrum from a map, and what of its region could not be used. */
export interface ExtractedSpectrum {
  readonly spectrum: SpectrumDataset;
  /** Number of pixels whose centers lie in the region. */
  readonly pixelCount: number;
  /** Fraction of the region that lies beyond the edges of the map. */
  readonly fractionOutside: number;
  /** Fraction of its pixels on the map, over all energies, that a mask hides. */
  readonly fractionMasked: number;
  /** Whether a pixel that counts is not a finite number: no bin is then safe. */
  readonly hasInvalidPixels: boolean;
}

/**
 * The spectrum of pixels of a map: counts and background summed over those that the masks leave, the exposure averaged over all of
 * them, the energy dispersion of the map. No pixels give a spectrum without a safe bin. Throws "invalid-input" for a line, and where
 * maps do not share their geometry.
 */
export function extractPixels(
  dataset: MapDataset,
  part: RegionPixels,
  { name, background, correct = (exposure) => exposure }: ExtractPixelsOptions,
): ExtractedSpectrum {
  const { region } = part;
  if (region.kind === "line") {
    throw new GammakitError("invalid-input", "A line holds no pixels. Take a narrow rectangle along it.", { region });
  }
  const [energy] = dataset.counts.axes;
  const [energyTrue] = dataset.exposure.axes;
  const mask = combineMasks(dataset);
  const { counts, sky, seen } = sumVisible(dataset.counts, background ?? dataset.background, mask, part);
  const exposure = correct(exposureOf(dataset, part));
  const finite = [counts, sky, exposure].every((values) => values.every(Number.isFinite));
  const maskSafe = Uint8Array.from(seen, (pixels) => (pixels > 0 && finite ? 1 : 0));
  return {
    spectrum: {
      kind: "spectrum",
      name: name ?? dataset.name,
      observationIds: [],
      region,
      gti: dataset.gti ?? createGti({ scale: "tt", day: 51544, fraction: 0 }, []),
      livetime: 0,
      energyEdges: energy.edges,
      energyTrueEdges: energyTrue.edges,
      counts,
      background: sky,
      exposure,
      edisp: kernelOf(dataset.edisp, energyTrue, energy),
      maskSafe,
      meta: dataset.meta,
    },
    pixelCount: part.pixels.length,
    fractionOutside: part.fractionOutside,
    fractionMasked: part.pixels.length === 0 ? 0 : 1 - total(seen) / (counts.length * part.pixels.length),
    hasInvalidPixels: !finite,
  };
}

function exposureOf({ exposure }: MapDataset, part: RegionPixels): Float64Array {
  if (part.pixels.length === 0) return new Float64Array(exposure.axes[0].centers.length);
  return regionMean(exposure, part).values as Float64Array;
}

const kernels = new WeakMap<
  Axis,
  { readonly edisp: RegionMap | undefined; readonly energy: Axis; readonly kernel: Float64Array }
>();

/** The energy dispersion of a map is one for all its regions: they share the array. */
function kernelOf(edisp: RegionMap | undefined, energyTrue: Axis, energy: Axis): Float64Array {
  const known = kernels.get(energyTrue);
  if (known !== undefined && known.edisp === edisp && known.energy === energy) return known.kernel;
  const kernel = makeKernel(edisp, energyTrue, energy);
  kernels.set(energyTrue, { edisp, energy, kernel });
  return kernel;
}

/** Probabilities row-major [true × reconstructed]: the map's kernel, else the overlap of the bins. */
function makeKernel(edisp: RegionMap | undefined, energyTrue: Axis, energy: Axis): Float64Array {
  if (edisp === undefined) return overlapKernel(energyTrue.edges, energy.edges);
  const [reconstructed, truth] = edisp.axes;
  const fits =
    reconstructed?.name === "energy" &&
    reconstructed.centers.length === energy.centers.length &&
    truth?.centers.length === energyTrue.centers.length;
  if (fits) return Float64Array.from(edisp.values);
  throw new GammakitError(
    "invalid-input",
    `The energy dispersion has the axes ${edisp.axes.map(({ name, centers }) => `${name} (${centers.length})`).join(", ")}; the counts and the exposure ask for energy (${energy.centers.length}), energy_true (${energyTrue.centers.length}).`,
    { axes: edisp.axes.map(({ name }) => name) },
  );
}

function total(values: Int32Array): number {
  return values.reduce((a, b) => a + b, 0);
}
