import { GammakitError, type Instant, type RunContext, type SkyPosition } from "@gammakit/core";
import { type FitsFile, type FitsTable, type ReadFitsOptions, readFits } from "@gammakit/fits";
import type { Folder } from "../folder/folder.ts";
import { timeReference, timesIn } from "./events.ts";

/** One row of the observation index. */
export interface ObservationEntry {
  readonly id: number;
  /** Where the array pointed, as the index says; the event file is more exact. */
  readonly pointing: SkyPosition;
  /** Start of the run [s after `reference`, TT], where the index has it. */
  readonly start?: number;
  /** Stop of the run [s after `reference`, TT], where the index has it. */
  readonly stop?: number;
  /** What `start` and `stop` count from. */
  readonly reference: Instant;
  /** Target of the run, where the index has it. */
  readonly object?: string;
  /** Where the target is, where the index has it. */
  readonly target?: SkyPosition;
}

/** One row of the HDU index: where a part of a run is stored. */
export interface HduEntry {
  readonly observationId: number;
  /** "events", "gti", "aeff", "edisp", "psf", "bkg", "rad_max", "pointing". */
  readonly type: string;
  /** "aeff_2d", "psf_table", … */
  readonly class: string;
  /** Path below the folder of the index. */
  readonly path: string;
  readonly hdu: string;
}

/** A DL3 data store: what its two index files say. Nothing else has been read. Source: GADF v0.3, "Data storage". */
export interface DataStore {
  readonly name: string;
  readonly folder: Folder;
  readonly observations: readonly ObservationEntry[];
  /** By observation id. */
  readonly hdus: ReadonlyMap<number, readonly HduEntry[]>;
  /** What is wrong with the indexes but does no harm. */
  readonly warnings: readonly string[];
  /** How files are to be unpacked. */
  readonly inflate?: ReadFitsOptions["inflate"] | undefined;
}

/** How a data store is opened. */
export interface OpenDataStoreOptions {
  /** Unpacks gzip; `inflateNode` of `@gammakit/io/node` in Node. */
  readonly inflate?: ReadFitsOptions["inflate"] | undefined;
  readonly context?: RunContext | undefined;
}

/**
 * Opens the DL3 data store in a folder by its obs-index and hdu-index (".fits" or ".fits.gz").
 * Throws "io" where a file is missing, "invalid-file" naming file and column where an index lacks one.
 */
export async function openDataStore(folder: Folder, options: OpenDataStoreOptions = {}): Promise<DataStore> {
  const [observations, hdus] = await Promise.all([
    readIndex(folder, "obs-index", "OBS_INDEX", options),
    readIndex(folder, "hdu-index", "HDU_INDEX", options),
  ]);
  const rows = observationEntries(observations);
  const parts = hduEntries(hdus);
  const seen = new Set<number>();
  const entries = rows.filter(({ id }) => !seen.has(id) && seen.add(id));
  return {
    name: folder.name,
    folder,
    observations: entries,
    hdus: groupByObservation(parts),
    warnings: [
      ...emptyIndexes(observations, hdus),
      ...repeats(
        "obs-index",
        rows.map(({ id }) => id),
      ),
      ...repeats(
        "hdu-index",
        parts.map(({ observationId, type }) => `OBS_ID ${observationId} (${type})`),
      ),
    ],
    ...(options.inflate && { inflate: options.inflate }),
  };
}

async function readIndex(
  folder: Folder,
  stem: string,
  hdu: string,
  { inflate, context: { signal } = {} }: OpenDataStoreOptions,
): Promise<FitsTable> {
  const source = await folder.find([`${stem}.fits.gz`, `${stem}.fits`], signal);
  if (source === undefined) {
    throw new GammakitError(
      "io",
      `${folder.name} has no ${stem}.fits.gz (or ${stem}.fits). A DL3 data store is a folder with obs-index and hdu-index; check the path.`,
      { folder: folder.name, file: `${stem}.fits.gz` },
    );
  }
  const file = await readFits(source, { ...(inflate && { inflate }), ...(signal && { signal }) });
  return file.has(hdu) ? file.table(hdu) : firstTable(file);
}

function firstTable(file: FitsFile): FitsTable {
  const table = file.hdus.find((hdu) => hdu.kind === "table");
  if (table === undefined) {
    throw new GammakitError("invalid-file", `${file.name} has no table extension, so it is no index.`, {
      file: file.name,
    });
  }
  return table;
}

function observationEntries(table: FitsTable): readonly ObservationEntry[] {
  const ids = table.numbers("OBS_ID");
  const lon = table.numbers("RA_PNT");
  const lat = table.numbers("DEC_PNT");
  const objects = table.has("OBJECT") ? table.strings("OBJECT") : undefined;
  const targets =
    table.has("RA_OBJ") && table.has("DEC_OBJ")
      ? { lon: table.numbers("RA_OBJ"), lat: table.numbers("DEC_OBJ") }
      : undefined;
  // Without a reference the times mean nothing, and a run must not be skipped because of them.
  const dated = table.header.has("MJDREFI") || table.header.has("MJDREF");
  const reference = dated ? timeReference(table) : undefined;
  const times = (column: string) => reference && (table.has(column) ? timesIn(table, column, reference) : undefined);
  const [start, stop] = [times("TSTART"), times("TSTOP")];
  return Array.from(ids, (id, i) => ({
    id,
    pointing: { frame: "icrs", lon: lon[i], lat: lat[i] },
    reference: reference?.instant ?? { scale: "tt", day: 51544, fraction: 0 },
    ...(start && Number.isFinite(start[i]) && { start: start[i] }),
    ...(stop && Number.isFinite(stop[i]) && { stop: stop[i] }),
    ...(objects && { object: objects[i] }),
    ...(targets &&
      Number.isFinite(targets.lon[i]) &&
      Math.abs(targets.lat[i]) <= 90 && {
        target: { frame: "icrs" as const, lon: targets.lon[i], lat: targets.lat[i] },
      }),
  }));
}

/** What an index lists twice would be counted twice: the first row is used. */
function repeats(index: string, values: readonly (string | number)[]): readonly string[] {
  const seen = new Set<string | number>();
  const repeated = new Set(values.filter((value) => seen.size === seen.add(value).size));
  if (repeated.size === 0) return [];
  return [`The ${index} lists ${firstOf([...repeated])} more than once; the first row of each is used.`];
}

/** As many as fit into a message. */
function firstOf(values: readonly (string | number)[]): string {
  const most = 20;
  return values.length <= most
    ? values.join(", ")
    : `${values.slice(0, most).join(", ")} and ${values.length - most} more`;
}

function emptyIndexes(...tables: readonly FitsTable[]): readonly string[] {
  return tables
    .filter(({ rowCount }) => rowCount === 0)
    .map(({ file }) => `${file} has no rows, so there are no data.`);
}

function hduEntries(table: FitsTable): readonly HduEntry[] {
  const ids = table.numbers("OBS_ID");
  const [types, classes, folders, names, hdus] = ["HDU_TYPE", "HDU_CLASS", "FILE_DIR", "FILE_NAME", "HDU_NAME"].map(
    (column) => table.strings(column).map(trim),
  );
  return Array.from(ids, (observationId, i) => ({
    observationId,
    type: types[i].toLowerCase(),
    class: classes[i].toLowerCase(),
    path: folders[i] === "" ? names[i] : `${folders[i]}/${names[i]}`,
    hdu: hdus[i],
  }));
}

/** Cells of real indexes are padded with spaces, NULs, or both. */
function trim(text: string): string {
  return text.replace(/[\0 ]+$/, "").trim();
}

/** The rows of an HDU index by run, in their order. */
export function groupByObservation(entries: readonly HduEntry[]): ReadonlyMap<number, readonly HduEntry[]> {
  const groups = new Map<number, HduEntry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.observationId);
    if (group === undefined) groups.set(entry.observationId, [entry]);
    else group.push(entry);
  }
  return groups;
}
