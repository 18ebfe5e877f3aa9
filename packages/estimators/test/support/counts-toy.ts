import { createGti, type SpectrumDataset } from "@gammakit/core";
import { powerLaw } from "@gammakit/models";

/** dN/dE of 1e-12 cm-2 s-1 TeV-1 at all energies: the spectrum that gives the toys their signal. */
export const flat = powerLaw({ index: 0, amplitude: 1e-12 });

/** Counts over a known background in bins of 1 TeV from 1 TeV on, perfect energies, and a signal from the flat spectrum. */
export function countsToy(
  counts: readonly number[],
  background: readonly number[],
  signal: readonly number[],
  changes: Partial<SpectrumDataset> = {},
): SpectrumDataset {
  const n = counts.length;
  return {
    kind: "spectrum",
    name: "toy",
    observationIds: [],
    region: { kind: "circle", center: { frame: "galactic", lon: 0, lat: 0 }, radius: 1 },
    gti: createGti({ scale: "tt", day: 53945, fraction: 0 }, []),
    livetime: 0,
    energyEdges: edgesOf(n),
    energyTrueEdges: edgesOf(n),
    counts: Float64Array.from(counts),
    background: Float64Array.from(background),
    exposure: Float64Array.from(signal, (s) => s * 1e12),
    edisp: Float64Array.from({ length: n * n }, (_, k) => (k % (n + 1) === 0 ? 1 : 0)),
    maskSafe: new Uint8Array(n).fill(1),
    meta: {},
    ...changes,
  };
}

/** Edges [TeV] that take all bins of a toy together. */
export function allOf(dataset: SpectrumDataset): readonly number[] {
  return [1, dataset.counts.length + 1];
}

function edgesOf(n: number): Float64Array {
  return Float64Array.from({ length: n + 1 }, (_, k) => k + 1);
}

/** The rectangle around the Galactic center of a profile along the Galactic plane, seen by Fermi-LAT; Gammapy's extraction. */
export const galacticCenter = {
  edges: [
    0.01, 0.014270915, 0.020365902, 0.029064004, 0.041476996, 0.059191464, 0.08447164, 0.120548752, 0.172034096,
    0.2455084, 0.350362944, 0.5,
  ],
  counts: [414, 233, 119, 66, 43, 20, 14, 6, 4, 3, 1],
  background: [
    163.98042990267277, 94.11785225570202, 54.96778467670083, 32.983031291514635, 20.070097662508488,
    12.660146963782609, 8.191686033271253, 5.333589910995215, 3.479314162861556, 2.2937058974057436, 1.5360075609060004,
  ],
  /** For a power law with index 2.3 and 1e-12 cm-2 s-1 TeV-1 at 1 TeV. */
  signal: [
    38.36146576683664, 24.058162928781062, 15.187656454576992, 9.746571748597193, 6.203730620104942, 3.9007229603199933,
    2.4445112274847363, 1.5321717485936754, 0.9623866967138734, 0.604348658788379, 0.37713070470947174,
  ],
} as const;
