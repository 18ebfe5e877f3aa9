import { type Observation, rebaseGti } from "@gammakit/core";
import type { WritableTable } from "@gammakit/fits";
import { asciiText } from "../tables/ascii-text.ts";
import { dateAndTime, gadfClass, type HeaderRecord, timeKeywords } from "./gadf-header.ts";
import type { ObservatorySite } from "./horizon.ts";
import { type RunFacts, runFacts } from "./run-facts.ts";

/** The EVENTS table of a run with the keywords that GADF 0.3 asks for, all numbers in double precision. */
export function eventsTable(observation: Observation, site: ObservatorySite): WritableTable {
  const { events, meta } = observation;
  const facts = runFacts({ ...observation, gti: rebaseGti(observation.gti, events.reference) }, site);
  const n = events.time.length;
  return {
    kind: "table",
    name: "EVENTS",
    rowCount: n,
    header: {
      ...gadfClass("EVENTS"),
      ...namesOf(meta),
      OBS_ID: observation.id,
      OBS_MODE: "POINTING",
      ...timeKeywords(events.reference),
      ...dates(observation, facts),
      TELAPSE: facts.stop - facts.start,
      ONTIME: facts.ontime,
      LIVETIME: facts.livetime,
      DEADC: observation.liveFraction,
      RA_PNT: facts.lon,
      DEC_PNT: facts.lat,
      ALT_PNT: facts.altitude,
      AZ_PNT: facts.azimuth,
      RADECSYS: "ICRS",
      EQUINOX: 2000,
      FOVALIGN: "RADEC",
      GEOLON: site.lon,
      GEOLAT: site.lat,
      ALTITUDE: site.altitude,
      EV_CLASS: "unknown",
    },
    columns: [
      { name: "EVENT_ID", type: "K", data: Int32Array.from({ length: n }, (_, i) => i + 1) },
      { name: "TIME", unit: "s", data: events.time },
      { name: "RA", unit: "deg", data: events.lon },
      { name: "DEC", unit: "deg", data: events.lat },
      { name: "ENERGY", unit: "TeV", data: events.energy },
    ],
  };
}

/** The GTI table of a run. */
export function runGtiTable({ gti }: Observation): WritableTable {
  return {
    kind: "table",
    name: "GTI",
    header: { ...gadfClass("GTI"), ...timeKeywords(gti.reference) },
    columns: [
      { name: "START", unit: "s", data: gti.start },
      { name: "STOP", unit: "s", data: gti.stop },
    ],
  };
}

/** Who observed what, and what made the file; "unknown" where the run does not say. */
export function namesOf(meta: Observation["meta"]): HeaderRecord {
  const keywords = ["ORIGIN", "CREATOR", "TELESCOP", "INSTRUME", "OBSERVER", "OBJECT"];
  return Object.fromEntries(keywords.map((keyword) => [keyword, asciiText(meta[keyword] ?? "unknown")]));
}

function dates({ events }: Observation, { start, stop }: RunFacts): HeaderRecord {
  const [dateStart, timeStart] = dateAndTime(events.reference, start);
  const [dateStop, timeStop] = dateAndTime(events.reference, stop);
  return {
    TSTART: start,
    TSTOP: stop,
    "DATE-OBS": dateStart,
    "TIME-OBS": timeStart,
    "DATE-END": dateStop,
    "TIME-END": timeStop,
  };
}
