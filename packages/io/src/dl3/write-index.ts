import type { Instant, Observation } from "@gammakit/core";
import { rebaseGti } from "@gammakit/core";
import type { WritableTable } from "@gammakit/fits";
import type { HduEntry } from "./data-store.ts";
import { dateAndTime, gadfClass, timeKeywords } from "./gadf-header.ts";
import type { ObservatorySite } from "./horizon.ts";
import { runFacts } from "./run-facts.ts";
import { namesOf } from "./write-events.ts";

/** The observation index of a data store, one row per run, times in seconds after `reference`. GADF 0.3, "Observation index". */
export function observationIndex(
  observations: readonly Observation[],
  reference: Instant,
  site: ObservatorySite,
): WritableTable {
  const rows = observations.map((observation) => ({
    observation,
    names: namesOf(observation.meta),
    facts: runFacts({ ...observation, gti: rebaseGti(observation.gti, reference) }, site),
  }));
  const numbers = (name: string, unit: string, value: (row: (typeof rows)[number]) => number) => {
    return { name, unit, data: Float64Array.from(rows, value) };
  };
  const texts = (name: string, value: (row: (typeof rows)[number]) => string) => ({ name, data: rows.map(value) });
  const dated = (name: string, which: "start" | "stop", part: 0 | 1) =>
    texts(name, ({ facts }) => dateAndTime(reference, facts[which])[part]);
  return {
    kind: "table",
    name: "OBS_INDEX",
    rowCount: rows.length,
    header: { ...gadfClass("INDEX", "OBS"), ...timeKeywords(reference) },
    columns: [
      { name: "OBS_ID", type: "K", data: rows.map(({ observation }) => observation.id) },
      texts("OBS_MODE", () => "POINTING"),
      numbers("RA_PNT", "deg", ({ facts }) => facts.lon),
      numbers("DEC_PNT", "deg", ({ facts }) => facts.lat),
      numbers("ZEN_PNT", "deg", ({ facts }) => 90 - facts.altitude),
      numbers("ALT_PNT", "deg", ({ facts }) => facts.altitude),
      numbers("AZ_PNT", "deg", ({ facts }) => facts.azimuth),
      numbers("ONTIME", "s", ({ facts }) => facts.ontime),
      numbers("LIVETIME", "s", ({ facts }) => facts.livetime),
      numbers("DEADC", "", ({ observation }) => observation.liveFraction),
      numbers("TSTART", "s", ({ facts }) => facts.start),
      numbers("TSTOP", "s", ({ facts }) => facts.stop),
      dated("DATE-OBS", "start", 0),
      dated("TIME-OBS", "start", 1),
      dated("DATE-END", "stop", 0),
      dated("TIME-END", "stop", 1),
      texts("TELESCOP", ({ names }) => String(names.TELESCOP)),
      texts("INSTRUME", ({ names }) => String(names.INSTRUME)),
      texts("OBJECT", ({ names }) => String(names.OBJECT)),
      { name: "EVENT_COUNT", type: "J", data: rows.map(({ observation }) => observation.events.time.length) },
    ],
  };
}

/** The HDU index of a data store. GADF 0.3, "HDU index". */
export function hduIndex(entries: readonly HduEntry[]): WritableTable {
  const texts = (name: string, value: (entry: HduEntry) => string) => ({ name, data: entries.map(value) });
  return {
    kind: "table",
    name: "HDU_INDEX",
    rowCount: entries.length,
    header: gadfClass("INDEX", "HDU"),
    columns: [
      { name: "OBS_ID", type: "K", data: entries.map(({ observationId }) => observationId) },
      texts("HDU_TYPE", ({ type }) => type),
      texts("HDU_CLASS", (entry) => entry.class),
      texts("FILE_DIR", ({ path }) => path.replace(/\/?[^/]*$/, "")),
      texts("FILE_NAME", ({ path }) => path.replace(/^.*\//, "")),
      texts("HDU_NAME", ({ hdu }) => hdu),
    ],
  };
}
