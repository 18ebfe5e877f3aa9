import {
  type CompiledStatistic,
  createGti,
  type Dataset,
  type FluxPoint,
  type FluxPoints,
  fittedBins,
  GammakitError,
  type SpectrumDataset,
  type Statistic,
} from "@gammakit/core";
import { gaussCurve, symmetricCurve } from "./gauss-curve.ts";
import { narrowBins, wholeBins } from "./point-bins.ts";
import type { PointCurve } from "./point-curve.ts";
import { compileScan } from "./scan-curve.ts";

/** Flux points to be fitted, as `readDatasets` of @gammakit/io gives those of a list. */
export interface FittedFluxPoints extends FluxPoints {
  readonly name?: string;
  /** 0 for each point that is left out; none when absent. */
  readonly maskFit?: ArrayLike<number>;
}

/** How the likelihood of flux points is known. */
export type FluxPointsLikelihood = "errors" | "errors-and-limits" | "scans";

/** How flux points are compared with models. */
export interface FluxPointsDatasetOptions {
  /** Of the dataset; that of the points when absent, or "flux-points". */
  readonly name?: string;
  /**
   * "errors" (default): (norm − predicted)² / error², as if the likelihood were Gaussian; upper limits and points without an error are
   * left out. "errors-and-limits": the same with the errors of both sides where there are two; a point without an error counts by its upper
   * limit, as a measurement that lies below. "scans": the likelihood along the norm, from the scan of each point; upper limits count as what they are. Norms in equal
   * ratios follow it best.
   */
  readonly likelihood?: FluxPointsLikelihood;
  /**
   * What of the model is compared. "dnde" (default): dN/dE at `eRef`, as Gammapy does, whatever the width of the bins. "flux": the
   * integral over the bin, from `eMin` to `eMax`: right for the points of wide bins too, where these are known.
   */
  readonly quantity?: "dnde" | "flux";
}

/** Compares flux points with what is predicted of them. */
export interface FluxPointsStatistic extends Statistic {
  compile(dataset: Dataset): CompiledStatistic & Required<CompiledStatistic>;
}

/** Flux points made ready for fits: what `fit`, `confidence`, `statProfile` and others take. */
export interface FluxPointsData {
  /**
   * A bin for each point, in the order of their energies, and one that is not used between any two that do not touch. Its counts are
   * the norms, and what is predicted are norms: what the model has there over what the reference spectrum has.
   */
  readonly dataset: SpectrumDataset;
  /** Compares that dataset, told by its name, with models; give it before other statistics. */
  readonly statistic: FluxPointsStatistic;
  /** The bin of each point, in the order of the points as they were given. */
  readonly bins: readonly number[];
}

/**
 * Flux points as a dataset and its statistic, to fit models to them: alone, or jointly with counts of other instruments. The statistic
 * is χ², or −2 ln L relative to the best fit of each point: a rise of 1 is one standard deviation.
 *
 * Throws "invalid-input" where no point can be compared, a scan is missing or is none, two points have the same energy, or their bins
 * overlap where fluxes are compared, or `likelihood` or `quantity` is none that is known.
 */
export function fluxPointsDataset(
  { points, nSigma, nSigmaUl, maskFit, name: ofPoints = "flux-points" }: FittedFluxPoints,
  { name = ofPoints, likelihood = "errors", quantity = "dnde" }: FluxPointsDatasetOptions = {},
): FluxPointsData {
  requireKnown("likelihood", likelihood, ["errors", "errors-and-limits", "scans"]);
  requireKnown("quantity", quantity, ["dnde", "flux"]);
  const bins = quantity === "flux" ? wholeBins(points, name) : narrowBins(points, name);
  const unwanted = new Set(points.filter((_, i) => maskFit?.[i] === 0));
  const curveOf = curves[likelihood];
  const known = bins.map(({ point, reference }) =>
    point !== undefined && !unwanted.has(point) && reference > 0 && Number.isFinite(reference)
      ? curveOf(point, { name, nSigma, nSigmaUl })
      : undefined,
  );
  const used = known.map((curve) => curve !== undefined);
  if (!used.includes(true)) throw nothingToCompare(name, points.length, likelihood);
  const edges = Float64Array.of(...bins.map(({ low }) => low), bins[bins.length - 1].high);
  const dataset: SpectrumDataset = {
    kind: "spectrum",
    name,
    observationIds: [],
    gti: createGti({ scale: "tt", day: 51544, fraction: 0 }, []),
    livetime: 0,
    energyEdges: edges,
    energyTrueEdges: edges,
    counts: Float64Array.from(bins, ({ point }) => point?.norm ?? 0),
    background: new Float64Array(bins.length),
    exposure: Float64Array.from(bins, ({ reference }, bin) => (used[bin] ? 1 / reference : 0)),
    edisp: identity(bins.length),
    maskSafe: Uint8Array.from(used, Number),
    meta: {},
  };
  return {
    dataset,
    statistic: { id: "flux-points", accepts: (other) => other.name === name, compile: compiled(known) },
    bins: points.map((point) => bins.findIndex((bin) => bin.point === point)),
  };
}

/** Whether the data say anything of a point: one that failed and has no scan had no data. */
function isSeen({ scan, success, isUl }: FluxPoint): boolean {
  return scan !== undefined || success || isUl;
}

/** The likelihood of a point along its norm by what is known of it; undefined where it can't be compared. */
const curves: Readonly<
  Record<
    FluxPointsLikelihood,
    (
      point: FluxPoint,
      of: Pick<FluxPoints, "nSigma" | "nSigmaUl"> & { readonly name: string },
    ) => PointCurve | undefined
  >
> = {
  errors: (point, { nSigma }) => (point.success && !point.isUl ? symmetricCurve(point, nSigma) : undefined),
  "errors-and-limits": (point, { nSigma, nSigmaUl }) => gaussCurve(point, nSigma, nSigmaUl),
  scans: (point, { name }) => (isSeen(point) ? compileScan(point, name) : undefined),
};

/** Adds up the curves of the points whose bins a dataset uses. */
function compiled(all: readonly (PointCurve | undefined)[]): FluxPointsStatistic["compile"] {
  return (dataset) => {
    const bins = fittedBins(dataset);
    const known = Array.from(bins, (bin) => all[bin] as PointCurve);
    const fill = (out: Float64Array, value: (curve: PointCurve, bin: number) => number) => {
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

/** Scripts without types may give anything, and a slip is not to be another statistic. */
function requireKnown<T extends string>(option: string, value: T, known: readonly T[]): void {
  if (known.includes(value)) return;
  const words = `The ${option} of flux points is ${known.join(", ")}, not ${JSON.stringify(value)}.`;
  throw new GammakitError("invalid-input", words, { option, value, known });
}

function nothingToCompare(name: string, count: number, likelihood: string): GammakitError {
  const why =
    count === 0
      ? "There is no point in it."
      : likelihood === "scans"
        ? `None of its ${count} points is wanted, and measured relative to a spectrum above 0.`
        : likelihood === "errors"
          ? `All of its ${count} points are left out, are upper limits, or have no error. With likelihood "scans" upper limits can be compared, where the points have scans, and with "errors-and-limits" where not.`
          : `All of its ${count} points are left out, or have neither an error nor an upper limit.`;
  return new GammakitError("invalid-input", `Nothing of "${name}" can be compared with a model. ${why}`, {
    dataset: name,
  });
}
