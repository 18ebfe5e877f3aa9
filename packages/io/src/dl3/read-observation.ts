import { GammakitError, isGammakitError, type Observation, type RunContext } from "@gammakit/core";
import { type FitsFile, type FitsHeader, type FitsTable, readFits } from "@gammakit/fits";
import type { DataStore, HduEntry } from "./data-store.ts";
import { eventColumns, placeName, readEvents, readGti, readPointing, timeNotes } from "./events.ts";
import { readEffectiveArea, readEnergyDispersion, readPsf } from "./responses.ts";
import { areUsable, eventHeaderFaults, gtiFaults } from "./run-faults.ts";
import type { CheckedEvents } from "./unusable-events.ts";

/** A response that an analysis may need. */
export type ResponseType = "aeff" | "edisp" | "psf" | "bkg" | "rad_max";

/** What to read of a run. */
export interface ReadObservationOptions {
  /** Responses to read; each must exist. Others are left alone. Area, dispersion and point-spread function when absent. */
  readonly responses?: readonly ResponseType[];
  readonly context?: RunContext | undefined;
}

/**
 * Reads one run: events, good time, pointing and the responses asked for. Events without time, place or energy are left out,
 * which `faults` of the run tells.
 * Throws "invalid-file" naming run, HDU type and index, or file, HDU and column, where something is missing.
 */
export async function readObservation(
  store: DataStore,
  id: number,
  { responses = ["aeff", "edisp", "psf"], context }: ReadObservationOptions = {},
): Promise<Observation> {
  const places = ["events", "gti", ...responses].map((type) => placeOf(store, id, type));
  const files = await openFiles(store, places, context);
  const table = (type: string): FitsTable => {
    const place = places.find((entry) => entry.type === type) as HduEntry;
    const file = files.get(place.path) as FitsFile;
    return file.table(place.hdu);
  };
  const classOf = (type: string) => places.find((entry) => entry.type === type)?.class ?? "";

  const events = table("events");
  const { pointing, liveFraction, meta } = readPointing(events);
  const warnings = [...new Set([events, table("gti")].flatMap(timeNotes))];
  const gti = readGti(table("gti"));
  const checked = await checkEvents(events);
  const faults = [...eventHeaderFaults(events), ...checked.faults, ...gtiFaults(table("gti"), gti, checked.events)];
  return {
    id,
    part: 0,
    pointing,
    liveFraction,
    gti,
    events: checked.events,
    ...(responses.includes("aeff") && { aeff: readEffectiveArea(table("aeff")) }),
    ...(responses.includes("edisp") && { edisp: readEnergyDispersion(table("edisp")) }),
    ...(responses.includes("psf") && { psf: readPsf(table("psf"), classOf("psf")) }),
    ...(await readOthers(responses, table)),
    meta,
    ...(warnings.length > 0 && { warnings }),
    ...(faults.length > 0 && { faults }),
  };
}

/** The responses that no fit of a spectrum needs: what reads them is loaded where one is asked for. */
async function readOthers(
  responses: readonly ResponseType[],
  table: (type: string) => FitsTable,
): Promise<Pick<Observation, "bkg" | "radMax">> {
  if (!responses.includes("bkg") && !responses.includes("rad_max")) return {};
  const { readOtherResponses } = await import("./other-responses.ts");
  return readOtherResponses(responses, table);
}

/** Where the index says that a part of a run is; the first row where it has several. */
function placeOf(store: DataStore, id: number, type: string): HduEntry {
  const rows = store.hdus.get(id) ?? [];
  const row = rows.find((entry) => entry.type === type);
  if (row !== undefined) return row;
  const found = rows.map((entry) => entry.type).join(", ") || "nothing";
  throw new GammakitError(
    "invalid-file",
    `The hdu-index of ${store.name} has no "${type}" for OBS_ID ${id}; it lists ${found}. Complete the index, or leave this run out${type === "psf" ? "; point-like responses need no containmentCorrection" : ""}.`,
    { store: store.name, observation: id, type },
  );
}

/** Each file once, however many HDUs of it are needed. */
async function openFiles(
  store: DataStore,
  places: readonly HduEntry[],
  context: RunContext | undefined,
): Promise<ReadonlyMap<string, FitsFile>> {
  const paths = [...new Set(places.map((place) => place.path))];
  const files = await Promise.all(
    paths.map(async (path) => {
      const here = places.filter((place) => place.path === path);
      const wanted = new Set(here.map(({ hdu }) => hdu.toUpperCase()));
      const events = new Set(here.filter(({ type }) => type === "events").map(({ hdu }) => hdu.toUpperCase()));
      const file = await listed(store, places, path, () =>
        readFits(store.folder.file(path), {
          ...(store.inflate && { inflate: store.inflate }),
          ...(context?.signal && { signal: context.signal }),
          select: (header) => wanted.has(nameIn(header)),
          columns: (header) => (events.has(nameIn(header)) ? eventColumns : undefined),
        }),
      );
      return [path, file] as const;
    }),
  );
  return new Map(files);
}

function nameIn(header: FitsHeader): string {
  return (header.string("EXTNAME") ?? "").toUpperCase();
}

/** Runs `open`; an error of the path itself says where the index has it. */
async function listed<T>(
  { name }: DataStore,
  places: readonly HduEntry[],
  path: string,
  open: () => Promise<T>,
): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (!isGammakitError(error) || error.code === "aborted") throw error;
    if (error.code !== "io" && error.details.path === undefined) throw error;
    const { observationId, type } = places.find((place) => place.path === path) as HduEntry;
    throw new GammakitError(
      error.code,
      `The hdu-index of ${name} says in FILE_DIR and FILE_NAME where "${type}" of observation ${observationId} is. ${error.message}`,
      error.details,
      error,
    );
  }
}

/** The events that can be used, and what is wrong with the others: mostly there are none. */
async function checkEvents(table: FitsTable): Promise<CheckedEvents> {
  const events = readEvents(table);
  if (areUsable(events)) return { events, faults: [] };
  const { withoutUnusable } = await import("./unusable-events.ts");
  return withoutUnusable(events, { file: table.file, where: placeName(table) });
}
