import {
  conversionFactor,
  createGti,
  GammakitError,
  type Gti,
  type Instant,
  instantFromMjd,
  referenceFromHeader,
  secondsAfterReference,
  secondsBetween,
  type Table,
  toScale,
} from "@gammakit/core";
import type { FluxCells } from "./flux-cells.ts";

const day = 86400;

/**
 * The intervals in the columns time_min and time_max of a light curve. Times are those of the table's meta: MJDREFI, MJDREFF,
 * TIMESYS and TIMEUNIT, and absolute where the reference is 0. Throws "invalid-file" where an interval has no length, or two
 * overlap or run backward.
 */
export function lightCurveTimes(table: Table, cells: FluxCells, where: string): Gti {
  const instants = compileInstants(table, where);
  const [starts, stops] = ["time_min", "time_max"].map((name) => {
    const unit = cells.unit(name);
    const seconds = unit === undefined ? undefined : factorOf(unit, name, where);
    return Array.from(cells.numbers(name, unit ?? ""), (time, row) =>
      instants(time, seconds, `column ${name}, row ${row + 1}`),
    );
  });
  const reference: Instant = { scale: "tt", day: Math.floor(starts[0].day + starts[0].fraction), fraction: 0 };
  const [from, to] = [starts, stops].map((list) => list.map((instant) => secondsBetween(reference, instant)));
  for (let i = 0; i < from.length; i++) {
    const fail = (what: string) => {
      throw new GammakitError("invalid-file", `${where}: interval ${i + 1} ${what} (time_min, time_max).`, { row: i });
    };
    if (!(to[i] > from[i])) fail("does not end after its start");
    // Files give days in double precision, which resolves about a microsecond.
    if (i > 0 && from[i] < to[i - 1] - 1e-5) fail("begins before the end of the one before it");
  }
  return createGti(
    reference,
    from.map((start, i) => [start, to[i]]),
  );
}

/** A function from a time of the file to an instant in TT. */
function compileInstants(
  { meta }: Table,
  where: string,
): (time: number, seconds: number | undefined, cell: string) => Instant {
  const get = (keyword: string) => {
    const value = meta[keyword];
    return typeof value === "boolean" ? undefined : value;
  };
  const zeros = ["MJDREFI", "MJDREFF", "MJDREF"];
  const isAbsolute = zeros.every((key) => Number(get(key) ?? 0) === 0);
  // The zero of MJD lies before UTC; only unit and scale are of interest then.
  const later = (key: string) => (key === "MJDREFI" ? 51544 : zeros.includes(key) ? undefined : get(key));
  const reference = referenceFromHeader(isAbsolute ? later : get, where);
  if (zeros.every((key) => get(key) === undefined)) {
    throw new GammakitError(
      "invalid-file",
      `${where}: neither MJDREFI and MJDREFF nor MJDREF is in the meta, so its times count from nowhere.`,
      { where },
    );
  }
  return (time, seconds = reference.unit, cell) => {
    if (!Number.isFinite(time)) {
      throw new GammakitError("invalid-file", `${where}: ${cell} is ${time}, and a time is needed.`, { where });
    }
    if (!isAbsolute) {
      const elapsed = secondsAfterReference(reference, (time * seconds) / reference.unit);
      const days = Math.floor(elapsed / day);
      const { instant } = reference;
      return instantFromMjd(instant.day + days, instant.fraction + (elapsed - days * day) / day, "tt");
    }
    const mjd = seconds === day ? time : (time * seconds) / day;
    return toScale(instantFromMjd(Math.floor(mjd), mjd - Math.floor(mjd), reference.scale), "tt");
  };
}

function factorOf(unit: string, name: string, where: string): number {
  try {
    return conversionFactor(unit, "s");
  } catch (cause) {
    throw new GammakitError(
      "invalid-file",
      `${where}: column ${name} has the unit "${unit}", and one of time is needed.`,
      { column: name, unit },
      cause,
    );
  }
}
