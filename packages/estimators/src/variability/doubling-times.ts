import { hypot, log } from "@gammakit/core";
import { isTimed, type TimedMeasurement } from "./measured.ts";

/** The fastest rise and fall of a series. NaN where it never rises, or never falls. */
export interface DoublingTimes {
  /** Shortest time to double [s]. */
  readonly doublingTime: number;
  readonly doublingTimeError: number;
  /** Time of the value before that rise [s], on the clock of the series. */
  readonly doublingFrom: number;
  /** Shortest time to halve [s]. */
  readonly halvingTime: number;
  readonly halvingTimeError: number;
  readonly halvingFrom: number;
}

/**
 * Shortest doubling and halving times between neighbors, T = Δt ln 2 / ln(xᵢ₊₁/xᵢ), for an exponential change: Brown (2013), MNRAS
 * 431, 824. The error is T / |ln(xᵢ₊₁/xᵢ)| times the relative errors of both, to first order, for independent values. Pairs
 * with a value that is not positive or was not measured are left out. The fastest of many noisy pairs is faster than the truth:
 * look at the error before believing it.
 */
export function doublingTimes(series: readonly TimedMeasurement[]): DoublingTimes {
  const changes = series.flatMap((next, i) => {
    const last = series[i - 1];
    return i > 0 && isPositive(last) && isPositive(next) ? [change(last, next)] : [];
  });
  const fastest = (falls: boolean) =>
    changes
      .filter(({ time }) => (falls ? time < 0 : time > 0) && Number.isFinite(time))
      .reduce((best, one) => (Math.abs(one.time) < Math.abs(best.time) ? one : best), none);
  const [rise, fall] = [fastest(false), fastest(true)].map((one) => (one === none ? unknown : one));
  return {
    doublingTime: rise.time,
    doublingTimeError: rise.error,
    doublingFrom: rise.from,
    halvingTime: Math.abs(fall.time),
    halvingTimeError: fall.error,
    halvingFrom: fall.from,
  };
}

interface Change {
  readonly time: number;
  readonly error: number;
  readonly from: number;
}

const none: Change = { time: Number.POSITIVE_INFINITY, error: Number.NaN, from: Number.NaN };
const unknown: Change = { time: Number.NaN, error: Number.NaN, from: Number.NaN };

function isPositive(point: TimedMeasurement): boolean {
  return isTimed(point) && point.value > 0;
}

function change(last: TimedMeasurement, next: TimedMeasurement): Change {
  const folds = log(next.value / last.value);
  const time = ((next.time - last.time) * Math.LN2) / folds;
  const relative = hypot(next.error / next.value, last.error / last.value);
  return { time, error: Math.abs(time / folds) * relative, from: last.time };
}
