import type { FluxPoint, FluxPoints } from "@gammakit/core";

/** The rise of a statistic above its minimum where it is known. */
export interface KnownRise {
  readonly at: number;
  readonly rise: number;
}

/** What the errors and the limit of a point stand for. */
export type PointMeaning = Pick<FluxPoints, "nSigma" | "nSigmaUl" | "ulMethod">;

/**
 * All that a point tells about its statistic along the norm, in order of the norm: the scan, the best norm, no source, and where
 * it is said what they mean, the ends of the errors and the limit of the profile.
 */
export function knownRises(point: FluxPoint, meaning?: PointMeaning): readonly KnownRise[] {
  const { scan, norm, stat, statNull } = point;
  const computed = finite([
    ...(scan?.norm ?? []).map((at, k) => ({ at, rise: (scan?.stat[k] ?? Number.NaN) - stat })),
    { at: norm, rise: 0 },
    { at: 0, rise: statNull - stat },
    ...(meaning ? crossings(point, meaning) : []),
  ]);
  const all = [...computed, ...(meaning ? standIns(point, meaning, computed) : [])];
  return all.sort((a, b) => a.at - b.at).filter(({ at }, k) => k === 0 || at > all[k - 1].at);
}

/** Where the statistic was followed to a level. */
function crossings({ norm, normErrn, normErrp, normUl }: FluxPoint, { nSigma, nSigmaUl, ulMethod }: PointMeaning) {
  return [
    { at: norm - normErrn, rise: nSigma ** 2 },
    { at: norm + normErrp, rise: nSigma ** 2 },
    ...(ulMethod === "profile" ? [{ at: normUl, rise: nSigmaUl ** 2 }] : []),
  ];
}

/**
 * The parabola of the errors at one and two standard deviations, where nothing was computed nearby: between the best norm and one
 * of a coarse scan the statistic is not known better. Left out where it contradicts what was computed.
 */
function standIns({ norm, normErr, normErrn, normErrp }: FluxPoint, { nSigma }: PointMeaning, computed: KnownRise[]) {
  const steps = [normErrn, normErrp].map((error) => (Number.isFinite(error) ? error : normErr) / nSigma);
  const candidates = [-2, -1, 1, 2].map((k) => ({ at: norm + k * steps[k < 0 ? 0 : 1], rise: k ** 2 }));
  return finite(candidates).filter((candidate) =>
    computed.every(({ at, rise }) => {
      const distance = (at - norm) / (candidate.at - norm);
      if (!(distance > 0)) return true;
      if (distance >= 2) return rise >= candidate.rise;
      return distance <= 0.5 && rise <= candidate.rise;
    }),
  );
}

function finite(rises: readonly KnownRise[]): KnownRise[] {
  return rises.filter(({ at, rise }) => Number.isFinite(at) && Number.isFinite(rise));
}
