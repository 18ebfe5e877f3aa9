import {
  type CompiledStatistic,
  createGti,
  type FluxPoint,
  type FluxPoints,
  fittedBins,
  GammakitError,
  type SpectrumDataset,
  type Statistic,
} from "@gammakit/core";
import { compileScan, type ScanCurve } from "./scan-curve.ts";

/** How flux points are compared with models. */
export interface FluxPointsDatasetOptions {
  /** Of the dataset; "flux-points" by default. */
  readonly name?: string;
  /**
   * "errors" (default): (norm − predicted)² / error², as if the likelihood were Gaussian; upper limits and points without an error are
   * left out. "scans": the likelihood along the norm, from the scan of each point; upper limits count as what they are. Norms in equal ratios follow it best.
   */
  readonly likelihood?: "errors" | "scans";
}

/** Flux points made ready for fits: what `fit`, `confidence`, `statProfile` and others take. */
export interface FluxPointsData {
  /**
   * A bin for each point, in the order of their energies, and one that is not used between any two. Its counts are the norms, and what
   * is predicted are norms: the model's dN/dE at `eRef` over that of the reference spectrum.
   */
  readonly dataset: SpectrumDataset;
  /** Compares that dataset, told by its name, with models; give it before other statistics. */
  readonly statistic: Statistic;
}

/** Half of the width of the bins around the energies of the points, relative to the energy: a power law of index 3 is off by 2e-9. */
const halfWidth = 3e-5;

/**
 * Flux points as a dataset and its statistic, to fit models to them: alone, or jointly with counts of other instruments. The statistic
 * is χ², or −2 ln L relative to the best fit of each point: a rise of 1 is one standard deviation. A model is compared at the reference
 * energies of the points, as Gammapy's FluxPointsDataset does.
 *
 * Throws "invalid-input" where no point can be compared, a scan is missing or is none, or two points have the same energy.
 */
export function fluxPointsDataset(
  { points, nSigma }: FluxPoints,
  { name = "flux-points", likelihood = "errors" }: FluxPointsDatasetOptions = {},
): FluxPointsData {
  const sorted = [...points].sort((a, b) => a.eRef - b.eRef);
  const edges = narrowBins(sorted, name);
  const used = sorted.map((point) => (likelihood === "scans" ? isSeen(point) : isMeasured(point)));
  if (!used.includes(true)) throw nothingToCompare(name, points.length, likelihood);
  // Bins between two points have odd numbers, and see nothing.
  const bins = Array.from({ length: edges.length - 1 }, (_, bin) => ({
    width: edges[bin + 1] - edges[bin],
    point: bin % 2 === 0 ? sorted[bin / 2] : undefined,
    used: bin % 2 === 0 && used[bin / 2],
  }));
  const ofBins = (value: (bin: (typeof bins)[number]) => number) => Float64Array.from(bins, value);
  const dataset: SpectrumDataset = {
    kind: "spectrum",
    name,
    observationIds: [],
    gti: createGti({ scale: "tt", day: 51544, fraction: 0 }, []),
    livetime: 0,
    energyEdges: edges,
    energyTrueEdges: edges,
    counts: ofBins(({ point }) => point?.norm ?? 0),
    background: ofBins(() => 0),
    exposure: ofBins(({ point, width, used: sees }) => (point && sees ? 1 / (point.refDnde * width) : 0)),
    edisp: identity(bins.length),
    maskSafe: Uint8Array.from(bins, ({ used: isUsed }) => Number(isUsed)),
    meta: {},
  };
  const compile = likelihood === "scans" ? scansOf(sorted, used, name) : errorsOf(sorted, nSigma);
  return { dataset, statistic: { id: "flux-points", accepts: (other) => other.name === name, compile } };
}

/** Edges of a narrow bin around the energy of each point, and so of one between any two. */
function narrowBins(sorted: readonly FluxPoint[], name: string): Float64Array {
  const energies = sorted.map(({ eRef }) => eRef);
  return Float64Array.from(
    energies.flatMap((energy, i) => {
      if (i > 0 && energies[i - 1] === energy) {
        const words = `Two points of "${name}" are at ${energy} TeV. Give them as two sets of flux points.`;
        throw new GammakitError("invalid-input", words, { dataset: name, energy });
      }
      // Two points that are nearer to each other than the bins are wide share what lies between them.
      const below = i === 0 ? energy : energy - energies[i - 1];
      const above = i === energies.length - 1 ? energy : energies[i + 1] - energy;
      const half = Math.min(halfWidth * energy, below / 4, above / 4);
      return [energy - half, energy + half];
    }),
  );
}

/** Whether a point is a measurement with an error. */
function isMeasured(point: FluxPoint): boolean {
  return isKnown(point) && point.success && !point.isUl && Number.isFinite(point.norm) && errorOf(point) > 0;
}

/** Whether the data say anything of a point: one that failed and has no scan had no data. */
function isSeen(point: FluxPoint): boolean {
  return isKnown(point) && (point.scan !== undefined || point.success || point.isUl);
}

/** Whether it is known what a point is relative to. */
function isKnown({ refDnde }: FluxPoint): boolean {
  return refDnde > 0 && Number.isFinite(refDnde);
}

/** The symmetric error of a point, or the mean of those that are not; NaN where there is none. */
function errorOf({ normErr, normErrn, normErrp }: FluxPoint): number {
  const error = Number.isFinite(normErr) ? normErr : (normErrn + normErrp) / 2;
  return Number.isFinite(error) ? error : Number.NaN;
}

function errorsOf(sorted: readonly FluxPoint[], nSigma: number): Statistic["compile"] {
  return (dataset) => {
    const bins = fittedBins(dataset);
    const weight = Float64Array.from(bins, (bin) => (nSigma / errorOf(sorted[bin / 2])) ** 2);
    const norm = Float64Array.from(bins, (bin) => dataset.counts[bin]);
    return {
      value(predicted) {
        let sum = 0;
        for (let k = 0; k < bins.length; k++) sum += weight[k] * (norm[k] - predicted[bins[k]]) ** 2;
        return sum;
      },
      gradient(predicted, out) {
        out.fill(0);
        for (let k = 0; k < bins.length; k++) out[bins[k]] = 2 * weight[k] * (predicted[bins[k]] - norm[k]);
      },
      curvature(_, out) {
        out.fill(0);
        for (let k = 0; k < bins.length; k++) out[bins[k]] = 2 * weight[k];
      },
    };
  };
}

function scansOf(sorted: readonly FluxPoint[], used: readonly boolean[], name: string): Statistic["compile"] {
  const curves = sorted.map((point, i) => (used[i] ? compileScan(point, name) : undefined));
  return (dataset): CompiledStatistic => {
    const bins = fittedBins(dataset);
    const known = Array.from(bins, (bin) => curves[bin / 2] as ScanCurve);
    const fill = (out: Float64Array, value: (curve: ScanCurve, bin: number) => number) => {
      out.fill(0);
      for (let k = 0; k < bins.length; k++) out[bins[k]] = value(known[k], bins[k]);
    };
    return {
      value: (predicted) => known.reduce((sum, curve, k) => sum + curve.value(predicted[bins[k]]), 0),
      gradient: (predicted, out) => fill(out, (curve, bin) => curve.slope(predicted[bin])),
      curvature: (predicted, out) => fill(out, (curve, bin) => curve.bend(predicted[bin])),
    };
  };
}

function identity(n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) out[i * n + i] = 1;
  return out;
}

function nothingToCompare(name: string, count: number, likelihood: string): GammakitError {
  const why =
    count === 0
      ? "There is no point in it."
      : likelihood === "scans"
        ? `None of its ${count} points was measured relative to a spectrum above 0.`
        : `All of its ${count} points are upper limits, or have no error. With likelihood "scans" upper limits can be compared, where the points have scans.`;
  return new GammakitError("invalid-input", `Nothing of "${name}" can be compared with a model. ${why}`, {
    dataset: name,
  });
}
