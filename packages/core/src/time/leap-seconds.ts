import { GammakitError } from "../errors/gammakit-error.ts";

/** When TAI − UTC changed. A value: functions that need it take it as an argument, and default to the table of this release. */
export interface LeapSeconds {
  /** MJD [d, UTC] at whose beginning each offset takes effect, ascending. */
  readonly start: readonly number[];
  /** TAI − UTC from there on [s]. */
  readonly offset: readonly number[];
  /** MJD [d, UTC] up to which the table is known to be complete. Later instants use its last offset. */
  readonly expires: number;
}

/**
 * TAI − UTC since 1972. IERS Bulletin C up to number 72 (6 July 2026: no leap second at the end of December 2026): complete until
 * 2027-06-28. A later file of the IERS, read by `parseLeapSeconds`, takes its place as an argument.
 */
export const leapSeconds: LeapSeconds = {
  // biome-ignore format: one decade per line
  start: [
    41317, 41499, 41683, 42048, 42413, 42778, 43144, 43509, 43874,
    44239, 44786, 45151, 45516, 46247, 47161, 47892,
    48257, 48804, 49169, 49534, 50083, 50630, 51179,
    53736, 54832,
    56109, 57204, 57754,
  ],
  // biome-ignore format: one decade per line
  offset: [
    10, 11, 12, 13, 14, 15, 16, 17, 18,
    19, 20, 21, 22, 23, 24, 25,
    26, 27, 28, 29, 30, 31, 32,
    33, 34,
    35, 36, 37,
  ],
  expires: 61584,
};

/**
 * A copy of `table` with one more step, or only a later expiry.
 * `offset` is TAI − UTC [s] from MJD `start` on. Throws "invalid-input" where the steps would not ascend by one second.
 */
export function withLeapSecond(
  table: LeapSeconds,
  change: { readonly start?: number; readonly offset?: number; readonly expires: number },
): LeapSeconds {
  const { start, offset, expires } = change;
  if (start === undefined && offset === undefined) return { ...table, expires };
  const last = table.start.length - 1;
  const follows = Number.isInteger(start) && Number(start) > table.start[last] && Number(start) <= expires;
  if (!follows || Math.abs(Number(offset) - table.offset[last]) !== 1) {
    throw new GammakitError(
      "invalid-input",
      `A leap second at MJD ${start} with TAI − UTC = ${offset} s, valid to MJD ${expires}, does not follow the last, at MJD ${table.start[last]} with ${table.offset[last]} s.`,
      { ...change },
    );
  }
  return { start: [...table.start, Number(start)], offset: [...table.offset, Number(offset)], expires };
}

/** TAI − UTC [s] on UTC day `day` [MJD]. Throws "unsupported" before 1972, when UTC had seconds of another length. */
export function taiMinusUtc(day: number, table: LeapSeconds = leapSeconds): number {
  for (let i = table.start.length - 1; i >= 0; i--) if (day >= table.start[i]) return table.offset[i];
  throw new GammakitError(
    "unsupported",
    `MJD ${day} is before 1972-01-01 (MJD ${table.start[0]}), where UTC has no SI seconds. Give TT or TAI.`,
    { day },
  );
}

/** Seconds in the UTC day `day` [MJD]: 86401 where it ends with a leap second. */
export function utcDayLength(day: number, table: LeapSeconds = leapSeconds): number {
  return 86400 - taiMinusUtc(day, table) + taiMinusUtc(day + 1, table);
}
