import type { FluxPoint, FluxPoints, NormScan } from "@gammakit/core";
import { confidenceLevelOf } from "@gammakit/estimators";
import { orNull } from "../job/or-null.ts";

/** A quantity with its errors and upper limit, and that of the reference spectrum. Null where it does not exist. */
export interface SedResult {
  /** Of the reference spectrum: `value` is the norm times this. */
  readonly ref: number;
  /** At the best norm. */
  readonly value: number | null;
  /** Symmetric error, `nSigma` standard deviations (1). */
  readonly err: number | null;
  /** Distance to the lower end of the asymmetric interval; null where it was not asked for. */
  readonly errn: number | null;
  /** Distance to the upper end of it. */
  readonly errp: number | null;
  /** Upper limit; null where it was not asked for. */
  readonly ul: number | null;
}

/** The flux in one energy bin. Null is what could not be computed. */
export interface EnergyResult {
  /** Edges of the bin. */
  readonly eMinTeV: number;
  readonly eMaxTeV: number;
  /** Geometric mean of the edges, at which `dnde` holds. */
  readonly eRefTeV: number;
  /** Whether the norm is at a minimum of the statistic. */
  readonly success: boolean;
  /** Why a number does not exist; absent where all do. */
  readonly reason?: string;
  /** ON counts in the bins in use. */
  readonly counts: number;
  /** Best factor on the reference spectrum; not bounded, negative below the background. */
  readonly norm: number | null;
  /** Symmetric error, `nSigma` standard deviations (1). */
  readonly normErr: number | null;
  /** Distances to the ends of the asymmetric interval; null where they were not asked for. */
  readonly normErrn: number | null;
  readonly normErrp: number | null;
  /** Upper limit; null where it was not asked for. */
  readonly normUl: number | null;
  /** How the upper limit was made: "profile", "bounded", "feldman-cousins" or "bayesian". */
  readonly ulMethod: string;
  /** Two-sided probability of `nSigmaUl` standard deviations: 0.9545 for 2. */
  readonly ulConfidence: number;
  /** −2 ln L at a norm of 0, above that at the best norm. */
  readonly ts: number | null;
  /** √TS with the sign of the norm: the significance [σ]. */
  readonly sqrtTs: number | null;
  /** Whether figures show the limit: where there is one, and `sqrtTs` is below `sqrtTsThresholdUl`. */
  readonly isUl: boolean;
  /** −2 ln L at the best norm. */
  readonly stat: number | null;
  /** −2 ln L at a norm of 0. */
  readonly statNull: number | null;
  /** Predicted counts at the best norm, with background. */
  readonly npred: number | null;
  /** Those of the source. */
  readonly npredExcess: number | null;
  /** Those of the background. */
  readonly npredBackground: number | null;
  /** −2 ln L at chosen norms, where that was asked for. */
  readonly scan?: { readonly norm: readonly number[]; readonly stat: readonly (number | null)[] };
  /** dN/dE at the reference energy [cm-2 s-1 TeV-1]. */
  readonly dnde: SedResult;
  /** Photon flux in the bin [cm-2 s-1]. */
  readonly flux: SedResult;
  /** Energy flux in the bin [TeV cm-2 s-1]. */
  readonly eflux: SedResult;
  /** E² dN/dE at the reference energy [TeV cm-2 s-1]. */
  readonly e2dnde: SedResult;
}

/** Flux points as result.json has them. */
export function energyResults({ points, ulMethod, nSigmaUl }: FluxPoints): readonly EnergyResult[] {
  const confidence = confidenceLevelOf(nSigmaUl);
  return points.map((point) => energyResult(point, ulMethod, confidence));
}

function energyResult(point: FluxPoint, ulMethod: string, ulConfidence: number): EnergyResult {
  const { eMin, eMax, eRef, refDnde, refFlux, refEflux } = point;
  return {
    eMinTeV: eMin,
    eMaxTeV: eMax,
    eRefTeV: eRef,
    success: point.success,
    ...(point.reason !== undefined && { reason: point.reason }),
    counts: point.counts,
    norm: orNull(point.norm),
    normErr: orNull(point.normErr),
    normErrn: orNull(point.normErrn),
    normErrp: orNull(point.normErrp),
    normUl: orNull(point.normUl),
    ulMethod,
    ulConfidence,
    ts: orNull(point.ts),
    sqrtTs: orNull(point.sqrtTs),
    isUl: point.isUl,
    stat: orNull(point.stat),
    statNull: orNull(point.statNull),
    npred: orNull(point.npred),
    npredExcess: orNull(point.npredExcess),
    npredBackground: orNull(point.npred - point.npredExcess),
    ...(point.scan && { scan: scanResult(point.scan) }),
    dnde: sedResult(point, refDnde),
    flux: sedResult(point, refFlux),
    eflux: sedResult(point, refEflux),
    e2dnde: sedResult(point, refDnde * eRef * eRef),
  };
}

function scanResult({ norm, stat }: NormScan): NonNullable<EnergyResult["scan"]> {
  return { norm, stat: stat.map(orNull) };
}

/** A flux point in one of its forms, of which the reference spectrum has `ref`. */
export function sedResult({ norm, normErr, normErrn, normErrp, normUl }: FluxPoint, ref: number): SedResult {
  return {
    ref,
    value: orNull(norm * ref),
    err: orNull(normErr * ref),
    errn: orNull(normErrn * ref),
    errp: orNull(normErrp * ref),
    ul: orNull(normUl * ref),
  };
}
