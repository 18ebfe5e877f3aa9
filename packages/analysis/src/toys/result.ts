import { confidenceLevelOf, type ToyShare, type ToySummary } from "@gammakit/estimators";
import { toJson } from "../estimates/to-json.ts";
import type { JobWarning } from "../job/warning.ts";
import type { Provenance } from "../provenance/provenance.ts";
import type { ToysPlan } from "./plan.ts";

/** Numbers as JSON has them: those that do not exist are null. */
export type InJson<T> = T extends number
  ? number | null
  : T extends readonly (infer U)[]
    ? readonly InJson<U>[]
    : T extends object
      ? { readonly [K in keyof T]: InJson<T[K]> }
      : T;

/** What toys were drawn of: an interval, or an energy bin of a region. */
export type ToyPlace =
  | { readonly interval: number; readonly tStartIso: string; readonly tStopIso: string }
  | {
      readonly region: number;
      readonly xRefDeg: number;
      readonly energy: number;
      readonly eMinTeV: number;
      readonly eMaxTeV: number;
    };

/** What the toys say of one interval, or of one flux. */
export type ToySubjectResult = ToyPlace & InJson<ToySummary>;

/** What intervals and limits claim: the probability with which they hold the truth. */
export interface ToyClaims {
  /** Of errors of one standard deviation: 0.6827. */
  readonly errors: number;
  /** Null where no limits are made. */
  readonly limits: number | null;
}

/** What result.json holds. */
export interface ToysResult {
  /** The kind of job, and the number of the form of its results. */
  readonly schema: "gammakit/toys/1";
  /** The job, with all defaults filled in: it gives the same result again. */
  readonly job: Readonly<Record<string, unknown>>;
  /** Versions, inputs with checksums, times. */
  readonly provenance: Provenance;
  /** What errors and limits claim to hold. */
  readonly claims: ToyClaims;
  /** One entry per interval, or per region and energy bin. */
  readonly subjects: readonly ToySubjectResult[];
  /** What was odd, or could not be measured. */
  readonly warnings: readonly JobWarning[];
}

/** One of the subjects, as result.json has it. */
export function subjectResult(place: ToyPlace, summary: ToySummary): ToySubjectResult {
  return { ...place, ...(toJson(summary) as unknown as InJson<ToySummary>) };
}

/** What is claimed: limits of the profile likelihood from one side, others as they are. */
export function claimsOf({ of, plan }: ToysPlan): ToyClaims {
  const errors = confidenceLevelOf(1);
  if (of === "time-resolved-spectroscopy" || !plan.settings.selection.includes("ul")) return { errors, limits: null };
  const level = confidenceLevelOf(plan.settings.nSigmaUl);
  const isProfile = plan.settings.ulMethod === "profile" || plan.settings.ulMethod === "bounded";
  return { errors, limits: isProfile ? (1 + level) / 2 : level };
}

/** What messages call a subject. */
export function placeName(place: ToyPlace): string {
  if ("interval" in place) return `${place.tStartIso} to ${place.tStopIso}`;
  return `region ${place.region}, ${place.eMinTeV.toPrecision(3)} to ${place.eMaxTeV.toPrecision(3)} TeV`;
}

/** A share of all subjects together, with its binomial error. */
export function together(shares: readonly InJson<ToyShare>[]): ToyShare {
  const used = shares.reduce((sum, one) => sum + (one.used ?? 0), 0);
  const held = shares.reduce((sum, one) => sum + Math.round((one.share ?? 0) * (one.used ?? 0)), 0);
  const p = (held + 0.5) / (used + 1);
  return { used, share: used > 0 ? held / used : Number.NaN, error: Math.sqrt((p * (1 - p)) / used) };
}
