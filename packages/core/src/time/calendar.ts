import { GammakitError } from "../errors/gammakit-error.ts";

/** MJD of a date of the Gregorian calendar at 0 h. Fliegel & van Flandern (1968), CACM 11, 657. */
export function mjdOfDate(year: number, month: number, day: number): number {
  const a = month <= 2 ? -1 : 0;
  return (
    Math.floor((1461 * (year + 4800 + a)) / 4) +
    Math.floor((367 * (month - 2 - 12 * a)) / 12) -
    Math.floor((3 * Math.floor((year + 4900 + a) / 100)) / 4) +
    day -
    2432076
  );
}

/** "2006-07-29" of an MJD, by the same algorithm backwards. Throws "invalid-input" where the year does not have four figures. */
export function dateOfMjd(mjd: number): string {
  let l = mjd + 2400001 + 68569;
  const n = Math.floor((4 * l) / 146097);
  l -= Math.floor((146097 * n + 3) / 4);
  const i = Math.floor((4000 * (l + 1)) / 1461001);
  l += 31 - Math.floor((1461 * i) / 4);
  const k = Math.floor((80 * l) / 2447);
  const day = l - Math.floor((2447 * k) / 80);
  const carry = Math.floor(k / 11);
  const year = 100 * (n - 49) + i + carry;
  if (!(year >= 0 && year <= 9999)) {
    throw new GammakitError("invalid-input", `MJD ${mjd} has no date with a year of four figures.`, { mjd });
  }
  return [padded(year, 4), padded(k + 2 - 12 * carry, 2), padded(day, 2)].join("-");
}

/** Days of a month of the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Digits with zeros in front. */
export function padded(n: number, width: number): string {
  return String(n).padStart(width, "0");
}
