import {
  type Axis,
  createGti,
  GammakitError,
  type MapDataset,
  pixelsInRegion,
  type Region,
  type RegionMap,
  type RegionPixels,
  regionMean,
  type SpectrumDataset,
  type WcsMap,
} from "@gammakit/core";
import { mapContainment } from "./map-containment.ts";
import { overlapKernel } from "./overlap-kernel.ts";
import { combineMasks, sumVisible } from "./visible-sums.ts";

/** How a spectrum is taken from a map. */
export interface ExtractSpectrumOptions {
  readonly name?: string;
  /** Expected counts of everything but the source, on the geometry of the counts; the dataset's background where absent. */
  readonly background?: WcsMap;
  /** Multiply the exposure by the fraction of a point source's events that fall into the region, which must be a circle. */
  readonly containmentCorrection?: boolean;
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
 * The spectrum of a region of a map: counts and background summed over the pixels that the masks leave, the exposure averaged
 * over all pixels of the region, the energy dispersion of the map. A region without pixels on the map gives a spectrum without
 * a safe bin. Throws "invalid-input" for a line, and where maps do not share their geometry or a containment correction can't be
 * made.
 */
export function extractSpectrum(
  dataset: MapDataset,
  region: Region | RegionPixels,
  options: ExtractSpectrumOptions = {},
): ExtractedSpectrum {
  const part = region.kind === "region-pixels" ? region : pixelsInRegion(dataset.counts.wcs, region);
  if (part.region.kind === "line") {
    throw new GammakitError("invalid-input", "A line holds no pixels. Take a narrow rectangle along it.", { region });
  }
  const [energy] = dataset.counts.axes;
  const [energyTrue] = dataset.exposure.axes;
  const mask = combineMasks(dataset);
  const background = options.background ?? dataset.background;
  const { counts, sky, seen } = sumVisible(dataset.counts, background, mask, part);
  const exposure = exposureOf(dataset, part, options.containmentCorrection ?? false);
  const finite = [counts, sky, exposure].every((values) => values.every(Number.isFinite));
  const maskSafe = Uint8Array.from(seen, (pixels) => (pixels > 0 && finite ? 1 : 0));
  return {
    spectrum: {
      kind: "spectrum",
      name: options.name ?? dataset.name,
      observationIds: [],
      region: part.region,
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

function exposureOf(dataset: MapDataset, part: RegionPixels, correct: boolean): Float64Array {
  const bins = dataset.exposure.axes[0].centers;
  if (part.pixels.length === 0) return new Float64Array(bins.length);
  const exposure = regionMean(dataset.exposure, part).values as Float64Array;
  if (!correct) return exposure;
  const { region } = part;
  if (region.kind !== "circle") {
    throw new GammakitError(
      "invalid-input",
      `The containment correction is for a point source in the middle of a circle, not for a ${region.kind}. Switch it off, or take circles.`,
      { kind: region.kind },
    );
  }
  if (dataset.psf === undefined) {
    throw new GammakitError(
      "invalid-input",
      `Dataset "${dataset.name}" has no point-spread function, which the containment correction needs.`,
      { dataset: dataset.name },
    );
  }
  const inside = mapContainment(dataset.psf, region.radius, bins);
  return exposure.map((value, i) => value * inside[i]);
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
