import { GammakitError, type MapDataset, type Region, type RegionPixels, type WcsMap } from "@gammakit/core";
import { mapContainment } from "./map-containment.ts";
import { oneKernel } from "./map-kernels.ts";
import { rareKernels } from "./rare-kernels.ts";
import { type ExtractedSpectrum, partOf, sumRegion } from "./sum-region.ts";

/** How a spectrum is taken from a map. */
export interface ExtractSpectrumOptions {
  readonly name?: string;
  /** Expected counts of everything but the source, on the geometry of the counts; the dataset's background where absent. */
  readonly background?: WcsMap;
  /** Multiply the exposure by the fraction of a point source's events that fall into the region, which must be a circle. */
  readonly containmentCorrection?: boolean;
}

/**
 * The spectrum of a region of a map: counts and background summed over the pixels that the masks leave, the exposure averaged
 * over all pixels of the region, the energy dispersion of the map, where it differs from place to place that of its pixel nearest to the
 * center of the region. A region without pixels on the map gives a spectrum without a safe bin. Throws "invalid-input" for a line,
 * and where maps do not share their geometry or a containment correction can't be made.
 */
export function extractSpectrum(
  dataset: MapDataset,
  region: Region | RegionPixels,
  { containmentCorrection = false, ...options }: ExtractSpectrumOptions = {},
): ExtractedSpectrum {
  const part = partOf(dataset, region);
  const kernelOf = oneKernel(dataset) ?? rareKernels(dataset);
  const isCorrected = containmentCorrection && part.pixels.length > 0;
  return sumRegion(dataset, part, kernelOf, {
    ...options,
    ...(isCorrected && { contained: containedIn(dataset, part.region) }),
  });
}

/** The fraction of a point source in the middle of a circle that the circle holds, per true energy bin. */
function containedIn({ name, psf, exposure }: MapDataset, region: Region): Float64Array {
  if (region.kind !== "circle") {
    throw new GammakitError(
      "invalid-input",
      `The containment correction is for a point source in the middle of a circle, not for a ${region.kind}. Switch it off, or take circles.`,
      { kind: region.kind },
    );
  }
  if (psf === undefined) {
    throw new GammakitError(
      "invalid-input",
      `Dataset "${name}" has no point-spread function, which the containment correction needs.`,
      { dataset: name },
    );
  }
  return mapContainment(psf, region, exposure.axes[0].centers);
}
