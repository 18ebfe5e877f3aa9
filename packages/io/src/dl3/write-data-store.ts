import { GammakitError, type Instant, type Observation, type WrittenFile } from "@gammakit/core";
import { type WritableTable, writeFits } from "@gammakit/fits";
import type { HduEntry } from "./data-store.ts";
import type { ObservatorySite } from "./horizon.ts";
import { storedGzip } from "./stored-gzip.ts";
import { eventsTable, runGtiTable } from "./write-events.ts";
import { hduIndex, observationIndex } from "./write-index.ts";
import { responseTables } from "./write-responses.ts";

/** Options of `writeObservation` and `writeDataStore`. */
export interface WriteDl3Options {
  /** Where the telescopes stand: headers tell it, and how high they pointed. */
  readonly site: ObservatorySite;
}

/**
 * A run as one FITS file with its events, good time and responses, by the name that the index of `writeDataStore` gives it:
 * "data/run_000042.fits". Numbers keep their precision; areas and backgrounds are in the units of GADF, m2 and s-1 MeV-1 sr-1.
 * GADF 0.3. Throws "invalid-input" for a run without good time.
 */
export function writeObservation(observation: Observation, { site }: WriteDl3Options): WrittenFile {
  const tables = tablesOf(observation, site).map(({ table }) => table);
  return { name: pathOf(observation), bytes: writeFits([{ kind: "image" }, ...tables]) };
}

/**
 * Runs as a DL3 data store that `openDataStore` and Gammapy open: obs-index.fits.gz, hdu-index.fits.gz and a file per run.
 * Throws "invalid-input" where there is no run, where two are of one id (parts of a run cannot be told apart), or one has no good time.
 */
export function writeDataStore(
  observations: readonly Observation[],
  { site }: WriteDl3Options,
): readonly WrittenFile[] {
  const reference = checkRuns(observations);
  const entries = observations.flatMap((observation) => entriesOf(observation, site));
  const index = (name: string, table: WritableTable): WrittenFile => {
    return { name, bytes: storedGzip(writeFits([{ kind: "image" }, table])) };
  };
  return [
    index("obs-index.fits.gz", observationIndex(observations, reference, site)),
    index("hdu-index.fits.gz", hduIndex(entries)),
    ...observations.map((observation) => writeObservation(observation, { site })),
  ];
}

interface RunTable {
  readonly type: string;
  readonly class: string;
  readonly table: WritableTable;
}

function tablesOf(observation: Observation, site: ObservatorySite): readonly RunTable[] {
  return [
    { type: "events", class: "events", table: eventsTable(observation, site) },
    { type: "gti", class: "gti", table: runGtiTable(observation) },
    ...responseTables(observation),
  ];
}

function entriesOf(observation: Observation, site: ObservatorySite): readonly HduEntry[] {
  const path = pathOf(observation);
  // The index needs the names alone.
  const bare = { ...observation, events: emptied(observation) };
  return tablesOf(bare, site).map(({ type, class: hduClass, table }) => {
    return { observationId: observation.id, type, class: hduClass, path, hdu: table.name ?? "" };
  });
}

function emptied({ events: { reference } }: Observation): Observation["events"] {
  const none = new Float64Array(0);
  return { reference, time: none, lon: none, lat: none, energy: none };
}

function pathOf({ id }: Observation): string {
  return `data/run_${String(id).padStart(6, "0")}.fits`;
}

/** What the times of the index count from: the reference of the first run. */
function checkRuns(observations: readonly Observation[]): Instant {
  const ids = observations.map(({ id }) => id);
  const seen = new Set<number>();
  const twice = ids.find((id) => seen.size === seen.add(id).size);
  if (twice !== undefined) {
    throw new GammakitError(
      "invalid-input",
      `Run ${twice} is there more than once. A data store has each run once: give parts of a run ids of their own.`,
      { observation: twice },
    );
  }
  const wrong = ids.find((id) => !Number.isSafeInteger(id) || id < 0);
  if (wrong !== undefined) {
    throw new GammakitError("invalid-input", `${wrong} cannot be the id of a run: ids are whole numbers.`, {
      id: wrong,
    });
  }
  if (observations.length === 0) {
    throw new GammakitError("invalid-input", "There is no run to write. A data store has at least one.");
  }
  return observations[0].gti.reference;
}
