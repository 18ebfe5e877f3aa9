import type { Gti } from "../events/gti.ts";
import type { ModelRecord } from "../model/model.ts";
import type { Region } from "../region/region.ts";

/** How an upper limit was made. */
export type UpperLimitMethod = "profile" | "bounded" | "feldman-cousins" | "bayesian";

/** The statistic along the norm. */
export interface NormScan {
  readonly norm: readonly number[];
  /** −2 ln L at each norm; not relative to the minimum. */
  readonly stat: readonly number[];
}

/**
 * A flux in one energy bin, as a factor `norm` on the reference spectrum; fluxes in any form are products of it with the
 * reference's. NaN stands for what was not computed, and `reason` says why.
 */
export interface FluxPoint {
  /** Lower edge of the bin [TeV]. */
  readonly eMin: number;
  /** Upper edge of the bin [TeV]. */
  readonly eMax: number;
  /** Geometric mean of the edges [TeV]. */
  readonly eRef: number;
  /** Whether the norm is a minimum of the statistic with a second derivative. */
  readonly success: boolean;
  /** NaN, as its errors, where that is not so; the other numbers are then of the best norm allowed, where there is one. */
  readonly norm: number;
  /** Symmetric error, `nSigma` standard deviations. */
  readonly normErr: number;
  /** Distance to the lower end of the `nSigma` interval. */
  readonly normErrn: number;
  /** Distance to the upper end of the `nSigma` interval. */
  readonly normErrp: number;
  /** Upper limit by the method, and at the standard deviations, that the flux points name. */
  readonly normUl: number;
  /** statNull − stat. */
  readonly ts: number;
  /** Square root of `ts` with the sign of the norm. */
  readonly sqrtTs: number;
  /** −2 ln L at the best fit. */
  readonly stat: number;
  /** −2 ln L without the source. */
  readonly statNull: number;
  readonly counts: number;
  /** Predicted counts, background included. */
  readonly npred: number;
  /** Predicted counts of the source. */
  readonly npredExcess: number;
  /** Whether the point is to be shown as its upper limit. */
  readonly isUl: boolean;
  readonly scan?: NormScan;
  /** Reference spectrum: dN/dE at `eRef` [cm-2 s-1 TeV-1]. */
  readonly refDnde: number;
  /** Reference spectrum: integral over the bin [cm-2 s-1]. */
  readonly refFlux: number;
  /** Reference spectrum: energy flux over the bin [TeV cm-2 s-1]. */
  readonly refEflux: number;
  /** Why something is NaN, in words. */
  readonly reason?: string;
}

/** Fluxes in one or more energy bins, with what they are relative to. */
export interface FluxPoints {
  readonly kind: "flux-points";
  readonly reference: ModelRecord;
  readonly nSigma: number;
  readonly nSigmaUl: number;
  readonly ulMethod: UpperLimitMethod;
  /** Below this square root of the test statistic a point is shown as its upper limit. */
  readonly sqrtTsThresholdUl: number;
  readonly points: readonly FluxPoint[];
}

/** Flux points of regions along a line or around a center, in their order. */
export interface FluxProfile {
  readonly kind: "flux-profile";
  /** Lower edge of each region along the profile [deg]. */
  readonly xMin: Float64Array;
  /** Upper edge of each region along the profile [deg]. */
  readonly xMax: Float64Array;
  /** Center of each region along the profile [deg]. */
  readonly xRef: Float64Array;
  readonly regions: readonly Region[];
  /** Solid angle of each region [sr]. */
  readonly solidAngle: Float64Array;
  /** Whether the reference fluxes of the points are per solid angle [sr-1 more in their units]. */
  readonly perSteradian?: boolean;
  /** Flux points of each region, all with the same energy bins. */
  readonly rows: readonly FluxPoints[];
}

/** Flux points of time intervals, in their order. */
export interface LightCurve {
  readonly kind: "light-curve";
  /** The intervals; they neither overlap nor run backward. */
  readonly intervals: Gti;
  /** Flux points of each interval, all with the same number of energy bins. */
  readonly rows: readonly FluxPoints[];
}
