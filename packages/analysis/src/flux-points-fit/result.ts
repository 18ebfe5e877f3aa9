import { compileIntegral, type FluxPoint, parameterValues, type SpectralModel } from "@gammakit/core";
import type { FluxPointsLikelihood } from "@gammakit/fit";
import { type SedResult, sedResult } from "../flux-points/energy-result.ts";
import type { FitComparisonResult } from "../job/fit-comparisons.ts";
import type { FitOutcome, IntegralFluxResult } from "../job/fit-result.ts";
import { orNull } from "../job/or-null.ts";
import type { PosteriorResult } from "../job/posterior-result.ts";
import type { JobWarning } from "../job/warning.ts";
import type { Provenance } from "../provenance/provenance.ts";
import type { ButterflyResult } from "../spectrum/result.ts";
import type { FluxPointsSet } from "./read-points.ts";

/** A flux point beside what the fitted model has there. Null is what does not exist. */
export interface FittedPointResult {
  /** Edges of the bin. */
  readonly eMinTeV: number;
  readonly eMaxTeV: number;
  /** Energy at which `dnde` holds. */
  readonly eRefTeV: number;
  /** Whether the fit used it. */
  readonly used: boolean;
  /** Whether it is an upper limit. */
  readonly isUl: boolean;
  /** dN/dE at the reference energy [cm-2 s-1 TeV-1]. */
  readonly dnde: SedResult;
  /** Photon flux in the bin [cm-2 s-1]. */
  readonly flux: SedResult;
  /** Energy flux in the bin [TeV cm-2 s-1]. */
  readonly eflux: SedResult;
  /** E² dN/dE at the reference energy [TeV cm-2 s-1]. */
  readonly e2dnde: SedResult;
  /** What the fitted model has, in the form that is compared, over what the reference spectrum has: its norm. */
  readonly predictedNorm: number | null;
  /**
   * How far the point is from the fitted model [σ], positive above it: the root of its part of the statistic. Null where the fit did not
   * use it.
   */
  readonly residual: number | null;
}

/** The flux points of a file. */
export interface FittedSetResult {
  readonly name: string;
  /** As the job names it. */
  readonly file: string;
  /** How its points were compared with the model. */
  readonly likelihood: FluxPointsLikelihood;
  readonly quantity: "dnde" | "flux";
  readonly points: readonly FittedPointResult[];
}

/** How well the fitted model describes the points. */
export interface PointsGoodness {
  /** The statistic without priors, summed over the points that were used. */
  readonly chi2: number | null;
  /** Points that were used. */
  readonly points: number;
  /** Those less the free parameters. */
  readonly dof: number;
  /** Probability of a χ² as large if the model is true; null without a degree of freedom. */
  readonly pValue: number | null;
}

/** What result.json holds. */
export interface FluxPointsFitResult {
  /** The kind of job, and the number of the form of its results. */
  readonly schema: "gammakit/flux-points-fit/1";
  /** The job, with all defaults filled in: it gives the same result again. */
  readonly job: Readonly<Record<string, unknown>>;
  /** Versions, inputs with checksums, times. */
  readonly provenance: Provenance;
  readonly sets: readonly FittedSetResult[];
  readonly fit: FitOutcome;
  readonly goodness: PointsGoodness;
  /** Null where the fit did not converge. */
  readonly butterfly: ButterflyResult | null;
  /** Photon flux in the range `integralFlux` of the job. */
  readonly integralFlux: IntegralFluxResult;
  /** One entry per model of `compareWith`. */
  readonly comparisons: readonly FitComparisonResult[];
  /** Present where the job asks for it; null where there is none. */
  readonly posterior?: PosteriorResult | null;
  /** What was odd, or could not be measured. */
  readonly warnings: readonly JobWarning[];
}

/** A set as result.json has it; `residuals` [σ] are those of its points, NaN of those that are not used. */
export function fittedSetResult(
  { name, file, points: { points }, likelihood, quantity, dataset, bins }: FluxPointsSet,
  model: SpectralModel,
  residuals: Float64Array,
): FittedSetResult {
  const norms = predictedNorms(points, quantity, model);
  return {
    name,
    file,
    likelihood,
    quantity,
    points: points.map((point, i) => ({
      eMinTeV: point.eMin,
      eMaxTeV: point.eMax,
      eRefTeV: point.eRef,
      used: dataset.maskSafe[bins[i]] === 1,
      isUl: point.isUl,
      dnde: sedResult(point, point.refDnde),
      flux: sedResult(point, point.refFlux),
      eflux: sedResult(point, point.refEflux),
      e2dnde: sedResult(point, point.refDnde * point.eRef * point.eRef),
      predictedNorm: orNull(norms[i]),
      residual: orNull(residuals[i]),
    })),
  };
}

/** What a model has at points, in one of two forms, over what their reference spectrum has. */
function predictedNorms(points: readonly FluxPoint[], quantity: "dnde" | "flux", model: SpectralModel): Float64Array {
  const values = parameterValues(model);
  if (quantity === "flux") {
    return Float64Array.from(points, ({ eMin, eMax, refFlux }) => {
      const flux = new Float64Array(1);
      compileIntegral(model, Float64Array.of(eMin, eMax))(values, flux);
      return flux[0] / refFlux;
    });
  }
  const dnde = new Float64Array(points.length);
  model.evaluate(
    Float64Array.from(points, ({ eRef }) => eRef),
    values,
    dnde,
  );
  return dnde.map((value, i) => value / points[i].refDnde);
}
