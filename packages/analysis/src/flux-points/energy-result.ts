import type { FluxPoint, FluxPoints, NormScan } from "@gammakit/core";
import { confidenceLevelOf } from "@gammakit/estimators";
import { orNull } from "../job/or-null.ts";

/** A quantity with its errors and upper limit, and that of the reference spectrum. Null where it does not exist. */
export interface SedResult {
  readonly ref: number;
  readonly value: number | null;
  readonly err: number | null;
  readonly errn: number | null;
  readonly errp: number | null;
  readonly ul: number | null;
}

/** One energy bin. Energies in TeV, fluxes in TeV, cm, s. */
export interface EnergyResult {
  readonly eMinTeV: number;
  readonly eMaxTeV: number;
  readonly eRefTeV: number;
  readonly success: boolean;
  readonly reason?: string;
  readonly counts: number;
  readonly norm: number | null;
  readonly normErr: number | null;
  readonly normErrn: number | null;
  readonly normErrp: number | null;
  readonly normUl: number | null;
  readonly ulMethod: string;
  readonly ulConfidence: number;
  readonly ts: number | null;
  readonly sqrtTs: number | null;
  readonly isUl: boolean;
  readonly stat: number | null;
  readonly statNull: number | null;
  readonly npred: number | null;
  readonly npredExcess: number | null;
  readonly npredBackground: number | null;
  readonly scan?: { readonly norm: readonly number[]; readonly stat: readonly (number | null)[] };
  readonly dnde: SedResult;
  readonly flux: SedResult;
  readonly eflux: SedResult;
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

function sedResult({ norm, normErr, normErrn, normErrp, normUl }: FluxPoint, ref: number): SedResult {
  return {
    ref,
    value: orNull(norm * ref),
    err: orNull(normErr * ref),
    errn: orNull(normErrn * ref),
    errp: orNull(normErrp * ref),
    ul: orNull(normUl * ref),
  };
}
