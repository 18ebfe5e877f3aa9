import type { MapDataset, Region, RegionPixels, WcsMap } from "@gammakit/core";
import { oneKernel } from "./map-kernels.ts";
import { type ExtractedSpectrum, partOf, sumRegion } from "./sum-region.ts";

/** What the spectra of several regions are taken with. */
export interface ExtractSpectraOptions {
  /** Expected counts of everything but the source, on the geometry of the counts; the dataset's background where absent. */
  readonly background?: WcsMap;
}

/**
 * The spectra of several regions of a map, named region-0, region-1, …: each as of `extractSpectrum`. What an energy dispersion
 * needs that is not one kernel for the whole map is loaded where there is one, or none at all.
 */
export async function extractSpectra(
  dataset: MapDataset,
  regions: readonly (Region | RegionPixels)[],
  options: ExtractSpectraOptions = {},
): Promise<readonly ExtractedSpectrum[]> {
  const kernelOf = oneKernel(dataset) ?? (await import("./rare-kernels.ts")).rareKernels(dataset);
  return regions.map((region, i) =>
    sumRegion(dataset, partOf(dataset, region), kernelOf, { ...options, name: `region-${i}` }),
  );
}
