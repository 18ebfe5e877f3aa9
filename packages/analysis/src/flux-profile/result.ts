import {
  type FluxPoint,
  type FluxProfile,
  type MapDataset,
  type MapValues,
  mapShape,
  type NormScan,
  type Region,
  toFrame,
} from "@gammakit/core";
import { orNull } from "../job/or-null.ts";
import type { JobWarning } from "../job/warning.ts";
import type { Provenance } from "../provenance/provenance.ts";

/** A quantity with its errors and upper limit, and that of the reference spectrum. Null where it does not exist. */
export interface SedResult {
  readonly ref: number;
  readonly value: number | null;
  readonly err: number | null;
  readonly errn: number | null;
  readonly errp: number | null;
  readonly ul: number | null;
}

/** One energy bin of one region. Energies in TeV, fluxes in TeV, cm, s. */
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

/** A region in words and numbers. */
export type RegionResult = Readonly<Record<string, string | number>>;

/** One region. */
export interface ProfileRowResult {
  readonly xMinDeg: number;
  readonly xMaxDeg: number;
  readonly xRefDeg: number;
  readonly region: RegionResult;
  readonly solidAngleSr: number;
  readonly energies: readonly EnergyResult[];
}

/** What result.json holds. */
export interface FluxProfileResult {
  readonly schema: "gammakit/flux-profile/1";
  readonly job: Readonly<Record<string, unknown>>;
  readonly provenance: Provenance;
  readonly map: { readonly shape: readonly number[]; readonly counts: number };
  readonly rows: readonly ProfileRowResult[];
  readonly warnings: readonly JobWarning[];
}

/** Numbers of bins, rows and columns of the counts, and their sum. */
export function mapResult({ counts }: MapDataset): FluxProfileResult["map"] {
  return { shape: [...mapShape(counts)].reverse(), counts: total(counts.values) };
}

function total(values: MapValues): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}

/** The rows of a profile as result.json has them. */
export function rowResults(profile: FluxProfile, confidence: number): readonly ProfileRowResult[] {
  return profile.rows.map((row, i) => ({
    xMinDeg: profile.xMin[i],
    xMaxDeg: profile.xMax[i],
    xRefDeg: profile.xRef[i],
    region: regionResult(profile.regions[i]),
    solidAngleSr: profile.solidAngle[i],
    energies: row.points.map((point) => energyResult(point, row.ulMethod, confidence)),
  }));
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

/** Shape, center (ICRS) and sizes; the angle of a rectangle counts in the frame in which it was laid. */
function regionResult(region: Region): RegionResult {
  if (region.kind !== "annulus" && region.kind !== "rectangle") return { shape: region.kind };
  const { lon, lat } = toFrame(region.center, "icrs");
  const place = { shape: region.kind, frame: "icrs", lonDeg: lon, latDeg: lat };
  if (region.kind === "annulus") {
    return { ...place, innerRadiusDeg: region.innerRadius, outerRadiusDeg: region.outerRadius };
  }
  const { width, height, angle, center } = region;
  return { ...place, widthDeg: width, heightDeg: height, angleDeg: angle, angleFrame: center.frame };
}
