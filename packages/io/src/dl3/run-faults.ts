import { compileInsideGti, type EventList, GammakitError, type Gti, gtiRounding, secondsBetween } from "@gammakit/core";
import type { FitsTable } from "@gammakit/fits";
import { placeName } from "./events.ts";

/** Whether there is nothing wrong with any event: one pass, as a run has many events and they are mostly good. */
export function areUsable({ time, lon, lat, energy }: EventList): boolean {
  const largest = Number.MAX_VALUE;
  for (let i = 0; i < time.length; i++) {
    if (!(energy[i] > 0 && energy[i] <= largest && lat[i] >= -90 && lat[i] <= 90)) return false;
    // NaN and infinity do not give 0.
    if (time[i] - time[i] !== 0 || lon[i] - lon[i] !== 0) return false;
  }
  return true;
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
  else if (livetime < 0) {
    const message = `${placeName(table)}: keyword LIVETIME is ${livetime} s, less than nothing.`;
    throw new GammakitError("invalid-file", message, { file: table.file, keyword: "LIVETIME" });
  } else if (livetime === 0) say("LIVETIME is 0; live time is good time times DEADC.");
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
