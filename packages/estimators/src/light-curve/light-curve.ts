import {
  createGti,
  createPause,
  type FluxPoints,
  GammakitError,
  type Instant,
  type LightCurve,
  secondsBetween,
  toScale,
} from "@gammakit/core";
import { emptyRow } from "../flux-points/empty-row.ts";
import { fluxPoints, throwIfAborted } from "../flux-points/flux-points.ts";
import { giveUp, throwIfAll } from "../flux-points/give-up.ts";
import { type FluxPointsOptions, settingsOf } from "../flux-points/options.ts";
import { quiet } from "../quiet.ts";
import { measureRows } from "../tasks/measure-rows.ts";
import type { TimeBin } from "../time-series.ts";

/** Intervals may overlap by this much [s]: it comes from rounding. */
const rounding = 1e-6;

/**
 * A light curve: flux points of every interval, all as factors on one reference spectrum, whose shape stays as it is. Intervals
 * without datasets are left out; in one whose data can't be used, or for which `fluxPoints` throws, the points have `success` false and
 * the reason. Where it throws for all, that is thrown; "aborted" on a signal, "invalid-input" where intervals overlap or run backward.
 */
export async function lightCurve(bins: readonly TimeBin[], options: FluxPointsOptions): Promise<LightCurve> {
  const settings = settingsOf(options);
  checkOrder(bins);
  const { context } = settings;
  const inner: FluxPointsOptions = { ...settings, context: quiet(context) };
  const filled = bins.filter(({ datasets }) => datasets.length > 0);
  const pause = createPause();
  const rows: (FluxPoints | undefined)[] = [];
  const errors: unknown[] = [];
  const reasons: string[] = [];
  if (context?.executor) {
    const data = filled.map(({ datasets }) => datasets);
    rows.push(...(await measureRows(context.executor, data, settings)).flatMap((row) => row ?? []));
  }
  for (const { datasets } of filled.slice(rows.length)) {
    await pause();
    throwIfAborted(settings);
    const lost = (error: unknown) => {
      reasons[rows.length] = giveUp(errors, error, context?.signal);
      return undefined;
    };
    rows.push(await fluxPoints(datasets, inner).catch(lost));
    context?.onProgress?.(rows.length, filled.length);
  }
  throwIfAll(errors, filled.length);
  const model = rows.find((row) => row !== undefined);
  const reference = dayOf(filled[0]?.interval.start);
  const seconds = filled.map(
    ({ interval: { start, stop } }) => [secondsBetween(reference, start), secondsBetween(reference, stop)] as const,
  );
  return {
    kind: "light-curve",
    intervals: createGti(reference, seconds),
    rows: rows.map((row, k) => row ?? emptyRow(settings, model, reasons[k])),
  };
}

function checkOrder(bins: readonly TimeBin[]): void {
  bins.forEach(({ interval }, i) => {
    const before = bins[i - 1]?.interval;
    const isEmpty = !(secondsBetween(interval.start, interval.stop) > 0);
    const isEarly = before !== undefined && secondsBetween(before.stop, interval.start) < -rounding;
    if (!isEmpty && !isEarly) return;
    const what = isEmpty ? "does not end after its start" : "begins before the one before it has ended";
    throw new GammakitError("invalid-input", `Interval ${i} of the light curve ${what}.`, { interval: i });
  });
}

/** Midnight (TT) of the day of an instant: times that count from there have all digits. */
function dayOf(start: Instant | undefined): Instant {
  return { scale: "tt", day: start === undefined ? 51544 : toScale(start, "tt").day, fraction: 0 };
}
