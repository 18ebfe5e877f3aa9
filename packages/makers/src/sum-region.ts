import {
  createGti,
  GammakitError,
  type MapDataset,
  pixelsInRegion,
  type Region,
  type RegionPixels,
  regionMean,
  type SpectrumDataset,
  type WcsMap,
} from "@gammakit/core";
import type { KernelOf } from "./map-kernels.ts";
import { combineMasks, sumVisible } from "./visible-sums.ts";

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

/** What a spectrum is called, and what is taken instead of what its dataset has. */
export interface SumRegionOptions {
  readonly name?: string;
  /** Expected counts of everything but the source, on the geometry of the counts; the dataset's background where absent. */
  readonly background?: WcsMap;
  /** The fraction of the source's events in the region, per true energy bin. */
  readonly contained?: Float64Array;
}

/** The pixels of a region on the counts of a dataset. Throws "invalid-input" for a line. */
export function partOf({ counts }: MapDataset, region: Region | RegionPixels): RegionPixels {
  const part = region.kind === "region-pixels" ? region : pixelsInRegion(counts.wcs, region);
  if (part.region.kind !== "line") return part;
  throw new GammakitError("invalid-input", "A line holds no pixels. Take a narrow rectangle along it.", { region });
}

/** The spectrum of the pixels of a region, with the kernel that `kernelOf` has for it. */
export function sumRegion(
  dataset: MapDataset,
  part: RegionPixels,
  kernelOf: KernelOf,
  options: SumRegionOptions,
): ExtractedSpectrum {
  const [energy] = dataset.counts.axes;
  const [energyTrue] = dataset.exposure.axes;
  const mask = combineMasks(dataset);
  const background = options.background ?? dataset.background;
  const { counts, sky, seen } = sumVisible(dataset.counts, background, mask, part);
  const exposure = exposureOf(dataset, part, options.contained);
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
      edisp: kernelOf(part.region),
      maskSafe,
      meta: dataset.meta,
    },
    pixelCount: part.pixels.length,
    fractionOutside: part.fractionOutside,
    fractionMasked: part.pixels.length === 0 ? 0 : 1 - total(seen) / (counts.length * part.pixels.length),
    hasInvalidPixels: !finite,
  };
}

function exposureOf({ exposure }: MapDataset, part: RegionPixels, contained: Float64Array | undefined): Float64Array {
  if (part.pixels.length === 0) return new Float64Array(exposure.axes[0].centers.length);
  const values = regionMean(exposure, part).values as Float64Array;
  return contained === undefined ? values : values.map((value, i) => value * contained[i]);
}

function total(values: Int32Array): number {
  return values.reduce((a, b) => a + b, 0);
}
