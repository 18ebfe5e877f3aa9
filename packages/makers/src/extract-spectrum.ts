import {
  GammakitError,
  type MapDataset,
  pixelsInRegion,
  type Region,
  type RegionPixels,
  type WcsMap,
} from "@gammakit/core";
import { type ExtractedSpectrum, extractPixels } from "./extract-pixels.ts";
import { mapContainment } from "./map-containment.ts";

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
 * over all pixels of the region, the energy dispersion of the map. A region without pixels on the map gives a spectrum without
 * a safe bin. Throws "invalid-input" for a line, and where maps do not share their geometry or a containment correction can't be
 * made.
 */
export function extractSpectrum(
  dataset: MapDataset,
  region: Region | RegionPixels,
  { containmentCorrection = false, ...options }: ExtractSpectrumOptions = {},
): ExtractedSpectrum {
  const part = region.kind === "region-pixels" ? region : pixelsInRegion(dataset.counts.wcs, region);
  const correct = (exposure: Float64Array) => containedExposure(dataset, part, exposure);
  return extractPixels(dataset, part, { ...options, ...(containmentCorrection && { correct }) });
}

function containedExposure(
  dataset: MapDataset,
  { region, pixels }: RegionPixels,
  exposure: Float64Array,
): Float64Array {
  if (pixels.length === 0) return exposure;
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
  const inside = mapContainment(dataset.psf, region.radius, dataset.exposure.axes[0].centers);
  return exposure.map((value, i) => value * inside[i]);
}
