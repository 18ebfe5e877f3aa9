import { GammakitError } from "../errors/gammakit-error.ts";
import { mjdOfDate } from "./calendar.ts";
import type { LeapSeconds } from "./leap-seconds.ts";

/**
 * The table in a file of leap seconds: `leap-seconds.list` of IETF, IERS and operating systems (NTP seconds since 1900, an `#@` line
 * with the expiry), or `Leap_Second.dat` of the IERS (MJD, date, offset, and a comment with the expiry).
 * The SHA-1 of the former (`#h`) is not checked. Throws "invalid-file" where the text is neither, lacks its expiry, or has steps
 * that do not ascend by one second, do not begin with 1972, or come after the expiry. `where` names the file in messages.
 */
export function parseLeapSeconds(text: string, where = "The table of leap seconds"): LeapSeconds {
  const list = /^#@\s*(\d+)\s*$/m.exec(text);
  const dat = /^#.*\bexpires on\s+(\d{1,2})\s+([a-z]+)\s+(\d{4})/im.exec(text);
  if (list) {
    const rows = [...text.matchAll(/^\s*(\d+)[ \t]+(\d+)/gm)].map(([, ntp, offset]) => [mjdOfNtp(ntp), Number(offset)]);
    return checkedTable(rows, mjdOfNtp(list[1]), where);
  }
  if (dat) {
    const rows = [...text.matchAll(/^\s*(\d+(?:\.\d*)?)[ \t]+(\d+)[ \t]+(\d+)[ \t]+(\d+)[ \t]+(\d+)/gm)].map((row) => {
      const [mjd, day, month, year, offset] = row.slice(1).map(Number);
      if (mjd !== mjdOfDate(year, month, day))
        throw broken(where, `the line "${row[0].trim()}" names two different days`);
      return [mjd, offset];
    });
    return checkedTable(rows, mjdOfDate(Number(dat[3]), monthNumber(dat[2], where), Number(dat[1])), where);
  }
  throw broken(where, 'there is neither an expiry line "#@ …" nor a comment "File expires on …"');
}

function checkedTable(rows: readonly (readonly number[])[], expires: number, where: string): LeapSeconds {
  if (rows.length === 0) throw broken(where, "there are no steps");
  const [[first, offset]] = rows;
  if (first !== 41317 || offset !== 10) throw broken(where, "it does not begin with 10 s on 1972-01-01 (MJD 41317)");
  rows.forEach(([start, after], i) => {
    if (!Number.isInteger(start) || (i > 0 && !(start > rows[i - 1][0] && Math.abs(after - rows[i - 1][1]) === 1))) {
      throw broken(where, `the step to ${after} s on MJD ${start} does not follow the one before`);
    }
  });
  const last = rows[rows.length - 1][0];
  if (!(expires >= last)) throw broken(where, `it expires on MJD ${expires}, before its last step on MJD ${last}`);
  return { start: rows.map(([start]) => start), offset: rows.map(([, after]) => after), expires };
}

function broken(where: string, what: string): GammakitError {
  return new GammakitError("invalid-file", `${where}: ${what}.`, { where });
}

function mjdOfNtp(seconds: string): number {
  return Number(seconds) / 86400 + 15020;
}

function monthNumber(name: string, where: string): number {
  const place = "janfebmaraprmayjunjulaugsepoctnovdec".indexOf(name.slice(0, 3).toLowerCase());
  if (name.length < 3 || place % 3 !== 0) throw broken(where, `"${name}" is no month`);
  return place / 3 + 1;
}
