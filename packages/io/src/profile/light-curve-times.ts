import {
  conversionFactor,
  createGti,
  GammakitError,
  type Gti,
  type Instant,
  instantFromMjd,
  type KeywordLookup,
  referenceFromHeader,
  secondsAfterReference,
  secondsBetween,
  type Table,
  toScale,
} from "@gammakit/core";
import { isConvertible } from "../maps/map-unit.ts";
import type { FluxCells } from "./flux-cells.ts";

const day = 86400;

/**
 * The intervals in the columns time_min and time_max of a light curve. Times are those of the table's meta: MJDREFI, MJDREFF,
 * TIMESYS and TIMEUNIT, and absolute where the reference is 0. Days without any reference are MJD, in UTC where there is no
 * TIMESYS, as Gammapy reads them; `warn` is told of all that is assumed. Throws "invalid-file" where an interval has no length, or two overlap or run
 * backward.
 */
export function lightCurveTimes(
  table: Table,
  cells: FluxCells,
  where: string,
  warn: (message: string) => void = () => undefined,
): Gti {
  const instants = compileInstants(table, cells, where, warn);
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

const zeros = ["MJDREFI", "MJDREFF", "MJDREF"] as const;
const otherZeros = ["JDREFI", "JDREFF", "JDREF", "DATEREF"] as const;

/** From a time of the file, in seconds per unit or the unit of the file where that is undefined, to an instant in TT. */
type Instants = (time: number, seconds: number | undefined, cell: string) => Instant;

function compileInstants({ meta }: Table, cells: FluxCells, where: string, warn: (message: string) => void): Instants {
  const get = (keyword: string) => {
    const value = meta[keyword];
    return typeof value === "boolean" ? undefined : value;
  };
  if ([...zeros, ...otherZeros].every((key) => get(key) === undefined)) return plainDays(get, cells, where, warn);
  const isAbsolute = zeros.some((key) => get(key) !== undefined) && zeros.every((key) => Number(get(key) ?? 0) === 0);
  if (isAbsolute) return absolute(get, where, warn);
  const reference = referenceFromHeader(get, where);
  for (const note of reference.notes) warn(note);
  return (time, seconds = reference.unit, cell) => {
    requireTime(time, cell, where);
    const elapsed = secondsAfterReference(reference, (time * seconds) / reference.unit);
    const days = Math.floor(elapsed / day);
    const { instant } = reference;
    return instantFromMjd(instant.day + days, instant.fraction + (elapsed - days * day) / day, "tt");
  };
}

/** Times that count from the zero of MJD. */
function absolute(get: KeywordLookup, where: string, warn: (message: string) => void): Instants {
  // That zero lies before UTC; only unit and scale are of interest then.
  const others: readonly string[] = [...zeros, ...otherZeros];
  const later = (key: string) => (key === "MJDREFI" ? 51544 : others.includes(key) ? undefined : get(key));
  const { unit, scale, notes } = referenceFromHeader(later, where);
  for (const note of notes) warn(note);
  return (time, seconds = unit, cell) => {
    requireTime(time, cell, where);
    const mjd = seconds === day ? time : (time * seconds) / day;
    return toScale(instantFromMjd(Math.floor(mjd), mjd - Math.floor(mjd), scale), "tt");
  };
}

/** Before it UTC had no leap seconds, and after it no light curve was measured [MJD]: other numbers are no dates. */
const [firstMjd, lastMjd] = [41317, 100_000];

/** MJD without a word of it, as Gammapy up to 1.0 writes them. Throws where the times may be anything else. */
function plainDays(get: KeywordLookup, cells: FluxCells, where: string, warn: (message: string) => void): Instants {
  const nowhere = (what: string) =>
    new GammakitError(
      "invalid-file",
      `${where}: neither MJDREFI and MJDREFF nor MJDREF is in the meta, and ${what}, so its times count from nowhere.`,
      { where },
    );
  for (const unit of [get("TIMEUNIT"), cells.unit("time_min"), cells.unit("time_max")]) {
    const text = String(unit ?? "").trim();
    if (text !== "" && !isDays(text)) throw nowhere(`the times are in "${text}", not in days`);
  }
  const isUnscaled = String(get("TIMESYS") ?? "").trim() === "";
  if (isUnscaled) {
    warn(
      `${where}: the file does not say in which scale its times are (TIMESYS); UTC is taken, as by Gammapy. Gammapy 1.0 wrote its own in TT without saying so: those are about a minute earlier, and right with TIMESYS = "tt".`,
    );
  }
  const instants = absolute(
    (key) => (key === "TIMEUNIT" ? "d" : key === "TIMESYS" && isUnscaled ? "utc" : get(key)),
    where,
    warn,
  );
  return (time, seconds, cell) => {
    if (time < firstMjd || time > lastMjd) throw nowhere(`${cell} is ${time}, which is no MJD from 1972 to 2132`);
    return instants(time, seconds, cell);
  };
}

function isDays(unit: string): boolean {
  return isConvertible(unit, "s") && conversionFactor(unit, "s") === day;
}

function requireTime(time: number, cell: string, where: string): void {
  if (Number.isFinite(time)) return;
  throw new GammakitError("invalid-file", `${where}: ${cell} is ${time}, and a time is needed.`, { where });
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
