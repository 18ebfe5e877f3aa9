import { type FluxProfile, type MapDataset, type MapValues, mapShape, type Region, toFrame } from "@gammakit/core";
import type { EstimateResult } from "../estimates/estimates.ts";
import { type EnergyResult, energyResults } from "../flux-points/energy-result.ts";
import type { JobWarning } from "../job/warning.ts";
import type { Provenance } from "../provenance/provenance.ts";

/** A region in words and numbers. */
export type RegionResult = Readonly<Record<string, string | number>>;

/** One region. */
export interface ProfileRowResult {
  /** From where to where the region reaches along the profile: the distance from its start, or from the center of rings. */
  readonly xMinDeg: number;
  readonly xMaxDeg: number;
  /** Middle of that range. */
  readonly xRefDeg: number;
  /** Shape, center (ICRS) and sizes of the region. */
  readonly region: RegionResult;
  /** Solid angle of the region. */
  readonly solidAngleSr: number;
  /** The flux in each energy bin. */
  readonly energies: readonly EnergyResult[];
  /** One entry per estimator of the job. */
  readonly estimates: readonly EstimateResult[];
}

/** What result.json holds. */
export interface FluxProfileResult {
  /** The kind of job, and the number of the form of its results. */
  readonly schema: "gammakit/flux-profile/1";
  /** The job, with all defaults filled in: it gives the same result again. */
  readonly job: Readonly<Record<string, unknown>>;
  /** Versions, inputs with checksums, times. */
  readonly provenance: Provenance;
  /** Bins, rows and columns of the counts map, and its counts. */
  readonly map: { readonly shape: readonly number[]; readonly counts: number };
  /** One entry per region, in their order. */
  readonly rows: readonly ProfileRowResult[];
  /** What was odd, or could not be measured. */
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
export function rowResults(
  profile: FluxProfile,
  estimates: readonly (readonly EstimateResult[])[],
): readonly ProfileRowResult[] {
  return profile.rows.map((row, i) => ({
    xMinDeg: profile.xMin[i],
    xMaxDeg: profile.xMax[i],
    xRefDeg: profile.xRef[i],
    region: regionResult(profile.regions[i]),
    solidAngleSr: profile.solidAngle[i],
    energies: energyResults(row),
    estimates: estimates[i],
  }));
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
