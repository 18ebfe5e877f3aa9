import type { Dataset } from "@gammakit/core";
import type { ReadSpectrum } from "./read-spectra.ts";

/** A spectrum that was there before, under another name or the same. */
interface RepeatedSpectrum<S> {
  readonly spectrum: S;
  readonly first: S;
}

/** Those whose counts are those of one before them, bin for bin, in the same livetime. Without a count none repeats another. */
export function repeatedSpectra<S extends ReadSpectrum>(spectra: readonly S[]): readonly RepeatedSpectrum<S>[] {
  return spectra.flatMap((spectrum, k) => {
    if (spectrum.dataset.counts.every((count) => count === 0)) return [];
    const first = spectra.slice(0, k).find(({ dataset }) => isSame(dataset, spectrum.dataset));
    return first === undefined ? [] : [{ spectrum, first }];
  });
}

function isSame(one: Dataset, other: Dataset): boolean {
  const off = (dataset: Dataset) => (dataset.kind === "spectrum-on-off" ? dataset.countsOff : dataset.background);
  return (
    one.kind === other.kind &&
    one.livetime === other.livetime &&
    isEqual(one.energyEdges, other.energyEdges) &&
    isEqual(one.counts, other.counts) &&
    isEqual(off(one), off(other))
  );
}

function isEqual(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, k) => value === b[k]);
}
