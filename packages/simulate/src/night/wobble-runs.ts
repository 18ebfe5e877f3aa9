import {
  createGti,
  GammakitError,
  type Gti,
  type Instant,
  offsetBy,
  type SkyPosition,
  toFrame,
  toScale,
} from "@gammakit/core";

import { roundedAngle } from "../repeatable/rounded.ts";

/** A stretch of time [s after the start of the night]. */
export type Stretch = readonly [start: number, stop: number];

/** Runs that point beside a target in turn, so that its background can be measured at the same distance from the pointing. */
export interface WobbleOptions {
  readonly target: SkyPosition;
  /** Start of the first run. */
  readonly start: Instant;
  readonly count: number;
  /** Of a run [s]. */
  readonly duration?: number;
  /** Between two runs [s]. */
  readonly pause?: number;
  /** Between target and pointing [deg]. */
  readonly offset?: number;
  /** Directions from the target to the pointings, one run after the other and then from the first again [deg, north through east]. */
  readonly angles?: readonly number[];
  /** When no data are taken, for clouds or a broken camera. */
  readonly gaps?: readonly Stretch[];
}

/** When and where a run looks. */
export interface PlannedRun {
  readonly pointing: SkyPosition;
  readonly gti: Gti;
}

/** More than a year of them. */
const mostRuns = 10000;

/**
 * The runs of a night in wobble mode (Fomin et al. 1994), times counting from the start of the night in TT. A run of which gaps leave
 * nothing is left out. Throws "invalid-input" for numbers that are not positive.
 */
export function wobbleRuns(options: WobbleOptions): readonly PlannedRun[] {
  const {
    target,
    start,
    count,
    duration = 1680,
    pause = 120,
    offset = 0.5,
    angles = [0, 180, 90, 270],
    gaps = [],
  } = options;
  const isValid =
    Number.isInteger(count) &&
    count > 0 &&
    count <= mostRuns &&
    duration > 0 &&
    pause >= 0 &&
    offset >= 0 &&
    angles.length > 0;
  if (!isValid) {
    throw new GammakitError(
      "invalid-input",
      `A night needs a whole number of runs, ${mostRuns} at most, of positive duration, and at least one angle; got count ${count}, duration ${duration} s, pause ${pause} s, offset ${offset} deg, ${angles.length} angles.`,
      { count, duration, pause, offset },
    );
  }
  const reference = toScale(start, "tt");
  const { lon, lat } = toFrame(target, "icrs");
  return Array.from({ length: count }, (_, k): PlannedRun => {
    const [ra, dec] = offsetBy(lon, lat, angles[k % angles.length], offset);
    const begin = k * (duration + pause);
    const good = without([[begin, begin + duration]], gaps);
    return {
      pointing: { frame: "icrs", lon: roundedAngle(ra), lat: roundedAngle(dec) },
      gti: createGti(reference, good),
    };
  }).filter(({ gti }) => gti.start.length > 0);
}

/** What the gaps leave of the stretches. */
function without(stretches: readonly Stretch[], gaps: readonly Stretch[]): readonly Stretch[] {
  return gaps.reduce<readonly Stretch[]>(
    (left, [from, to]) =>
      left
        .flatMap(([start, stop]): readonly Stretch[] => [
          [start, Math.min(stop, from)],
          [Math.max(start, to), stop],
        ])
        .filter(([start, stop]) => start < stop),
    stretches,
  );
}
