import {
  compileEnergyIntegral,
  compileIntegral,
  type FluxPoint,
  type NormScan,
  parameterValues,
  type SpectralModel,
} from "@gammakit/core";
import { findCrossing } from "../limits/crossing.ts";
import { limitOf } from "../limits/limit-of.ts";
import type { UpperLimit } from "../limits/upper-limit.ts";
import { fitNorm, type NormFit } from "./fit-norm.ts";
import { compileNormProfile, type NormProfile, type SignalInDataset } from "./norm-profile.ts";
import type { FluxPointsSettings } from "./options.ts";

/** An energy bin [TeV], and the data in it. */
export interface BinData {
  readonly eMin: number;
  readonly eMax: number;
  /** Empty where no dataset has a bin in the range; `missing` says why. */
  readonly parts: readonly SignalInDataset[];
  readonly missing?: string;
}

/** The flux point of one energy bin. */
export async function fluxPoint(bin: BinData, settings: FluxPointsSettings): Promise<FluxPoint> {
  const { eMin, eMax, parts, missing = "there are no data" } = bin;
  const empty = emptyPoint(settings.reference, eMin, eMax, missing);
  if (parts.length === 0) return empty;
  // A norm on a negative flux would turn errors, limits and signs around.
  if (!(empty.refFlux > 0))
    return { ...empty, reason: `the flux of the reference, ${empty.refFlux} cm-2 s-1, is not positive here` };
  const { reason: _, ...frame } = empty;
  const profile = compileNormProfile(parts, settings.statistics);
  const fitted = await fitNorm(profile, settings.optimizer, settings.context);
  return {
    ...frame,
    counts: profile.counts,
    ...(profile.bins > 0 && { statNull: profile.stat(0) }),
    ...(await measure(profile, fitted, settings)),
    ...(settings.selection.includes("scan") && profile.bins > 0 && { scan: scanOf(profile, settings.normScan) }),
  };
}

/** A point of which nothing is known. */
const nothing = {
  success: false,
  norm: Number.NaN,
  normErr: Number.NaN,
  normErrn: Number.NaN,
  normErrp: Number.NaN,
  normUl: Number.NaN,
  ts: Number.NaN,
  sqrtTs: Number.NaN,
  stat: Number.NaN,
  statNull: Number.NaN,
  counts: 0,
  npred: Number.NaN,
  npredExcess: Number.NaN,
  isUl: false,
} satisfies Partial<FluxPoint>;

/** The point of an energy bin [TeV] in which there is nothing. */
export function emptyPoint(reference: SpectralModel, eMin: number, eMax: number, reason: string): FluxPoint {
  const fluxes = referenceFluxes(reference, eMin, eMax);
  return { ...nothing, eMin, eMax, eRef: Math.sqrt(eMin * eMax), ...fluxes, reason };
}

/** What follows from the best norm: of one that is no minimum, the statistic and the limit are given, but no flux. */
export async function measure(
  profile: NormProfile,
  fitted: NormFit,
  settings: FluxPointsSettings,
): Promise<Partial<FluxPoint>> {
  const { success, best, sigma, reason } = fitted;
  if (Number.isNaN(best)) return { reason: reason ?? "there is no best norm" };
  const stat = profile.stat(best);
  const ts = profile.stat(0) - stat;
  const sqrtTs = Math.sqrt(Math.max(0, ts)) * Math.sign(best);
  const errors = asymmetricErrors(fitted, settings);
  const limit = await upperLimitOf(profile, fitted, settings);
  const reasons = [reason, ...errors.reasons, limit.reason].filter((text) => text !== undefined);
  return {
    success,
    ...(success && { norm: best, normErr: settings.nSigma * sigma }),
    normErrn: errors.lower,
    normErrp: errors.upper,
    normUl: limit.norm,
    ts,
    sqrtTs,
    stat,
    npred: profile.expected(best),
    npredExcess: best * profile.signal,
    isUl: Number.isFinite(limit.norm) && sqrtTs < settings.sqrtTsThresholdUl,
    ...(reasons.length > 0 && { reason: reasons.join("; ") }),
  };
}

interface AsymmetricErrors {
  readonly lower: number;
  readonly upper: number;
  readonly reasons: readonly string[];
}

/** Distances to where the statistic has risen by nSigma², NaN where it has not. */
function asymmetricErrors(fitted: NormFit, { selection, nSigma }: FluxPointsSettings): AsymmetricErrors {
  if (!selection.includes("errn-errp") || !fitted.success) {
    return { lower: Number.NaN, upper: Number.NaN, reasons: [] };
  }
  const [low, high] = ([-1, 1] as const).map((sign) => findCrossing(fitted, fitted.best, sign, nSigma));
  return {
    lower: fitted.best - low.norm,
    upper: high.norm - fitted.best,
    reasons: [low.reason, high.reason].filter((text) => text !== undefined),
  };
}

async function upperLimitOf(
  { reached }: NormProfile,
  fitted: NormFit,
  { selection, ulMethod, nSigmaUl }: FluxPointsSettings,
): Promise<Pick<UpperLimit, "norm" | "reason">> {
  if (!selection.includes("ul")) return { norm: Number.NaN };
  const { norm, reason } = await limitOf(ulMethod, fitted, reached, nSigmaUl);
  return reason === undefined ? { norm } : { norm, reason: `no upper limit: ${reason}` };
}

function scanOf({ stat }: NormProfile, norms: ArrayLike<number>): NormScan {
  const norm = Array.from(norms);
  return { norm, stat: norm.map(stat) };
}

function referenceFluxes(
  reference: SpectralModel,
  eMin: number,
  eMax: number,
): Pick<FluxPoint, "refDnde" | "refFlux" | "refEflux"> {
  const p = parameterValues(reference);
  const edges = Float64Array.of(eMin, eMax);
  const [dnde, flux, eflux] = [new Float64Array(1), new Float64Array(1), new Float64Array(1)];
  reference.evaluate(Float64Array.of(Math.sqrt(eMin * eMax)), p, dnde);
  compileIntegral(reference, edges)(p, flux);
  compileEnergyIntegral(reference, edges)(p, eflux);
  return { refDnde: dnde[0], refFlux: flux[0], refEflux: eflux[0] };
}
