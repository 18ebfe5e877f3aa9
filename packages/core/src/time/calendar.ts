import { GammakitError } from "../errors/gammakit-error.ts";

const msPerDay = 86_400_000;

/** MJD of 1970-01-01, from which the dates of JavaScript count. Their calendar is the Gregorian one, for all years. */
const mjdOfUnix = 40587;

/** MJD of a date of the Gregorian calendar at 0 h. */
export function mjdOfDate(year: number, month: number, day: number): number {
  // Not by Date.UTC, to which the years 0 to 99 are those of the twentieth century.
  return new Date(0).setUTCFullYear(year, month - 1, day) / msPerDay + mjdOfUnix;
}

/** "2006-07-29" of an MJD. Throws "invalid-input" where the year does not have four figures. */
export function dateOfMjd(mjd: number): string {
  const date = new Date((mjd - mjdOfUnix) * msPerDay);
  const year = date.getUTCFullYear();
  if (year >= 0 && year <= 9999) return date.toISOString().slice(0, 10);
  throw new GammakitError("invalid-input", `MJD ${mjd} has no date with a year of four figures.`, { mjd });
}

/** Days of a month of the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  return mjdOfDate(year, month + 1, 1) - mjdOfDate(year, month, 1);
}

/** Digits with zeros in front. */
export function padded(n: number, width: number): string {
  return String(n).padStart(width, "0");
}
