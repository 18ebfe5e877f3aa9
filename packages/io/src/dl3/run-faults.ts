import { compileInsideGti, type EventList, GammakitError, type Gti, gtiRounding, secondsBetween } from "@gammakit/core";
import type { FitsTable } from "@gammakit/fits";
import { placeName } from "./events.ts";

/** Events that can be used, and what is wrong with the others. */
export interface CheckedEvents {
  readonly events: EventList;
  readonly faults: readonly string[];
}

/**
 * The events without those that have no time, position or energy: they would lie in no bin, and be counted all the same.
 * Throws "invalid-file" where none is left of those there were, or one lies beyond a pole.
 */
export function checkEvents(table: FitsTable, events: EventList): CheckedEvents {
  const { time, lon, lat, energy } = events;
  const n = time.length;
  if (areUsable(events)) return { events, faults: [] };
  const beyond = lat.findIndex((value) => Math.abs(value) > 90);
  if (beyond >= 0) throw refused(table, "DEC", `is ${lat[beyond]} deg in row ${beyond + 1}, beyond the pole`);
  const usable: readonly (readonly [column: string, test: (i: number) => boolean, what: string])[] = [
    ["TIME", (i) => Number.isFinite(time[i]), "is not a number"],
    ["RA", (i) => Number.isFinite(lon[i]), "is not a number"],
    ["DEC", (i) => Number.isFinite(lat[i]), "is not a number"],
    ["ENERGY", (i) => energy[i] > 0 && energy[i] < Number.POSITIVE_INFINITY, "is not a number above 0"],
  ];
  const faults: string[] = [];
  const keep = new Uint8Array(n).fill(1);
  for (const [column, test, what] of usable) {
    let wrong = 0;
    for (let i = 0; i < n; i++) {
      if (test(i)) continue;
      wrong++;
      keep[i] = 0;
    }
    if (wrong > 0 && wrong === n) throw refused(table, column, `${what} in any of the ${n} rows`);
    if (wrong > 0) {
      faults.push(`${placeName(table)}: column ${column} ${what} in ${wrong} of ${n} rows; these events are left out.`);
    }
  }
  return { events: keepInPlace(events, keep), faults };
}

/** Whether there is nothing wrong with any event: one pass, as a run has many events and they are mostly good. */
function areUsable({ time, lon, lat, energy }: EventList): boolean {
  const largest = Number.MAX_VALUE;
  for (let i = 0; i < time.length; i++) {
    if (!(energy[i] > 0 && energy[i] <= largest && lat[i] >= -90 && lat[i] <= 90)) return false;
    // NaN and infinity do not give 0.
    if (time[i] - time[i] !== 0 || lon[i] - lon[i] !== 0) return false;
  }
  return true;
}

/** The events to keep, moved to the front of their arrays, which are nobody else's: of a large run there is no room for a copy. */
function keepInPlace(events: EventList, keep: Uint8Array): EventList {
  const moved = (values: Float64Array) => {
    let n = 0;
    for (let i = 0; i < keep.length; i++) if (keep[i] === 1) values[n++] = values[i];
    return values.subarray(0, n);
  };
  const { reference, time, lon, lat, energy } = events;
  return { reference, time: moved(time), lon: moved(lon), lat: moved(lat), energy: moved(energy) };
}

/** What is wrong with the header of an EVENTS table. Throws "invalid-file" for a live time below 0. */
export function eventHeaderFaults(table: FitsTable): readonly string[] {
  const { header } = table;
  const faults: string[] = [];
  const say = (text: string) => faults.push(`${placeName(table)}: ${text}`);
  const hduClass = header.string("HDUCLAS1")?.trim();
  if (hduClass !== undefined && hduClass.toUpperCase() !== "EVENTS") {
    say(`HDUCLAS1 is "${hduClass}", and "EVENTS" is needed; read as events.`);
  }
  if (!table.has("EVENT_ID"))
    say("there is no column EVENT_ID, which GADF asks for; events are told apart by their row.");
  const livetime = header.number("LIVETIME");
  if (livetime === undefined) say("LIVETIME is missing; live time is good time times DEADC.");
  else if (livetime < 0) throw refused(table, "LIVETIME", `is ${livetime} s, less than nothing`, "keyword");
  else if (livetime === 0) say("LIVETIME is 0; live time is good time times DEADC.");
  if (header.number("DEADC") === 0) say("DEADC is 0, so the run has no live time.");
  const [start, stop] = [header.number("TSTART"), header.number("TSTOP")];
  if (start !== undefined && stop !== undefined && stop < start) {
    say(`TSTOP (${stop}) lies before TSTART (${start}); the good time intervals count.`);
  }
  return faults;
}

/** What is wrong with the good time of a run. */
export function gtiFaults(table: FitsTable, gti: Gti, events: EventList): readonly string[] {
  if (gti.start.length === 0)
    return [`${placeName(table)}: there are no good time intervals, so the run has no live time.`];
  const faults: string[] = [];
  const sorted = Array.from(gti.start, (_, i) => i).sort((a, b) => gti.start[a] - gti.start[b]);
  let end = Number.NEGATIVE_INFINITY;
  let overlaps = 0;
  for (const i of sorted) {
    if (gti.start[i] < end) overlaps++;
    end = Math.max(end, gti.stop[i]);
  }
  if (overlaps > 0) {
    faults.push(`${placeName(table)}: ${overlaps} good time intervals overlap others; what they share counts once.`);
  }
  const shift = secondsBetween(gti.reference, events.reference);
  const isInside = compileInsideGti(gti, gtiRounding);
  if (events.time.length > 0 && !events.time.some((time) => isInside(time + shift))) {
    faults.push(`${placeName(table)}: none of the ${events.time.length} events lies in good time (GTI).`);
  }
  return faults;
}

function refused(table: FitsTable, name: string, what: string, kind: "column" | "keyword" = "column"): GammakitError {
  return new GammakitError("invalid-file", `${placeName(table)}: ${kind} ${name} ${what}.`, {
    file: table.file,
    [kind]: name,
  });
}
