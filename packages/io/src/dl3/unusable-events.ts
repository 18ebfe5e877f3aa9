import { type EventList, GammakitError } from "@gammakit/core";

/** Where events are from. */
interface EventsPlace {
  readonly file: string;
  /** Of the table, in messages. */
  readonly where: string;
}

/** Events that can be used, and what is wrong with the others. */
export interface CheckedEvents {
  readonly events: EventList;
  readonly faults: readonly string[];
}

/**
 * The events without those that have no time, position or energy: they would lie in no bin, and be counted all the same.
 * Throws "invalid-file" where none is left of those there were, or one lies beyond a pole.
 */
export function withoutUnusable(events: EventList, place: EventsPlace): CheckedEvents {
  const { time, lon, lat, energy } = events;
  const n = time.length;
  const beyond = lat.findIndex((value) => Math.abs(value) > 90);
  if (beyond >= 0) throw refused(place, "DEC", `is ${lat[beyond]} deg in row ${beyond + 1}, beyond the pole`);
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
    if (wrong > 0 && wrong === n) throw refused(place, column, `${what} in any of the ${n} rows`);
    if (wrong > 0) {
      faults.push(`${place.where}: column ${column} ${what} in ${wrong} of ${n} rows; these events are left out.`);
    }
  }
  return { events: keepInPlace(events, keep), faults };
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

function refused({ file, where }: EventsPlace, column: string, what: string): GammakitError {
  return new GammakitError("invalid-file", `${where}: column ${column} ${what}.`, { file, column });
}
