import {
  conversionFactor,
  convertAll,
  createEvents,
  createGti,
  type EventList,
  GammakitError,
  type Gti,
  type Observation,
  referenceFromHeader,
  secondsAfterReference,
  type TimeReference,
} from "@gammakit/core";
import type { FitsTable } from "@gammakit/fits";

/** What is read of an EVENTS table, whatever else it holds. */
export const eventColumns = ["TIME", "RA", "DEC", "ENERGY"] as const;

/** Reads an EVENTS table. Times become seconds after the header's reference in TT, energies TeV, positions degrees (ICRS). */
export function readEvents(table: FitsTable): EventList {
  const reference = timeReference(table);
  return createEvents({
    reference: reference.instant,
    time: timesIn(table, "TIME", reference),
    lon: inUnit(table, "RA", "deg", "deg"),
    lat: inUnit(table, "DEC", "deg", "deg"),
    energy: inUnit(table, "ENERGY", "TeV", "TeV"),
  });
}

/** Reads a GTI table. Throws "invalid-file" naming the row whose stop lies before its start, or is not a number. */
export function readGti(table: FitsTable): Gti {
  const reference = timeReference(table);
  const [from, to] = ["START", "STOP"].map((column) => timesIn(table, column, reference));
  const intervals = Array.from(from, (first, i) => [first, to[i]] as const);
  const wrong = intervals.findIndex(([first, last]) => !(last >= first));
  if (wrong >= 0) {
    const [start, stop] = [table.numbers("START"), table.numbers("STOP")];
    throw new GammakitError(
      "invalid-file",
      `${placeName(table)}: good time interval ${wrong + 1} runs from ${start[wrong]} to ${stop[wrong]}. START must not lie after STOP, and both must be numbers.`,
      { file: table.file, row: wrong },
    );
  }
  return createGti(reference.instant, intervals);
}

/** What the header of an EVENTS table says of the run: pointing, fraction of live time, telescope. */
export function readPointing(table: FitsTable): Pick<Observation, "pointing" | "liveFraction" | "meta"> {
  const mode = table.header.string("OBS_MODE") ?? "";
  if (mode.trim().toUpperCase() === "DRIFT") {
    throw new GammakitError(
      "unsupported",
      `${placeName(table)}: OBS_MODE is DRIFT, and runs that do not follow the sky can't be reduced. Leave this run out.`,
      { file: table.file },
    );
  }
  const lon = need(table, "RA_PNT");
  const lat = need(table, "DEC_PNT");
  if (Math.abs(lat) > 90) {
    throw new GammakitError("invalid-file", `${placeName(table)}: DEC_PNT is ${lat}, beyond the pole.`, {
      file: table.file,
    });
  }
  const meta: Record<string, string> = {};
  for (const keyword of ["TELESCOP", "INSTRUME", "OBJECT", "CREATOR", "ORIGIN"]) {
    const value = table.header.string(keyword);
    if (value !== undefined && value.trim() !== "") meta[keyword] = value.trim();
  }
  return { pointing: { frame: "icrs", lon, lat }, liveFraction: liveFraction(table), meta };
}

/** DEADC, or LIVETIME / ONTIME where a file lacks it. */
function liveFraction(table: FitsTable): number {
  const { header } = table;
  const ratio = (header.number("LIVETIME") ?? Number.NaN) / (header.number("ONTIME") ?? Number.NaN);
  const value = header.has("DEADC") ? (header.number("DEADC") ?? Number.NaN) : ratio;
  if (value >= 0 && value <= 1) return value;
  const found = header.has("DEADC")
    ? `DEADC is ${String(header.get("DEADC"))}`
    : "there is neither DEADC nor LIVETIME and ONTIME";
  throw new GammakitError(
    "invalid-file",
    `${placeName(table)}: ${found}; the fraction of live time must be a number from 0 to 1.`,
    { file: table.file, keyword: "DEADC" },
  );
}

function need(table: FitsTable, keyword: string): number {
  const value = table.header.number(keyword);
  if (value !== undefined && Number.isFinite(value)) return value;
  const found = table.header.has(keyword) ? `is ${String(table.header.get(keyword))}` : "is missing";
  throw new GammakitError(
    "invalid-file",
    `${placeName(table)}: the keyword ${keyword} ${found}, and a number is needed.`,
    {
      file: table.file,
      keyword,
    },
  );
}

/** What had to be assumed to read the times of a table, as sentences. */
export function timeNotes(table: FitsTable): readonly string[] {
  return timeReference(table).notes;
}

/** What the times of a table count from, by its header. */
export function timeReference(table: FitsTable): TimeReference {
  return referenceFromHeader((keyword) => {
    const value = table.header.get(keyword);
    return typeof value === "string" || typeof value === "number" ? value : undefined;
  }, placeName(table));
}

/**
 * A column of times as seconds after the reference of the file in TT. Where the column has no unit of its own it is in TIMEUNIT; only
 * TDB, TCG and TCB run differently.
 */
export function timesIn(table: FitsTable, column: string, reference: TimeReference): Float64Array {
  const times = table.numbers(column);
  const own = table.describe(column).unit;
  const unit = own === "" ? reference.unit : unitFactor(table, column, own, "s");
  if (reference.scale === "tdb" || reference.rate !== 1) {
    const scale = unit / reference.unit;
    return times.map((time) => (Number.isFinite(time) ? secondsAfterReference(reference, time * scale) : time));
  }
  return unit === 1 ? times : times.map((time) => time * unit);
}

/** A column in the wanted unit; a column without a unit is taken to be in `assumed`. */
function inUnit(table: FitsTable, column: string, wanted: string, assumed: string): Float64Array {
  const values = table.numbers(column);
  const unit = table.describe(column).unit || assumed;
  return unitFactor(table, column, unit, wanted) === 1 ? values : convertAll(values, unit, wanted);
}

/** Factor from the unit of a column to the wanted one. Throws "invalid-file" naming file, HDU and column. */
export function unitFactor(table: FitsTable, column: string, unit: string, wanted: string): number {
  if (unit === wanted) return 1;
  try {
    return conversionFactor(unit, wanted);
  } catch (error) {
    throw new GammakitError(
      "invalid-file",
      `${placeName(table)}: column ${column} has the unit "${unit}", which can't be converted to ${wanted}.`,
      { file: table.file, column, unit },
      error,
    );
  }
}

/** File and HDU of a table, for messages. */
export function placeName(table: FitsTable): string {
  return `${table.file}, HDU ${table.index} (${table.name})`;
}
