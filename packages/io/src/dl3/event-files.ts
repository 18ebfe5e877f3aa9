import { GammakitError, referenceFromHeader } from "@gammakit/core";
import { type FitsFile, type FitsTable, readFits } from "@gammakit/fits";
import type { Folder } from "../folder/folder.ts";
import {
  type DataStore,
  groupByObservation,
  type HduEntry,
  type ObservationEntry,
  type OpenDataStoreOptions,
} from "./data-store.ts";
import { placeName } from "./events.ts";

/** HDU types of the responses by HDUCLAS2. */
const responseTypes: Readonly<Record<string, string>> = {
  EFF_AREA: "aeff",
  EDISP: "edisp",
  RPSF: "psf",
  PSF: "psf",
  BKG: "bkg",
  RAD_MAX: "rad_max",
};

/**
 * A data store made from event files alone, for data that come without indexes: what the indexes would say is taken from the
 * headers. Each file must hold the EVENTS of one run, and its good time and responses beside them.
 * Throws "invalid-file" where a file has no EVENTS, and "invalid-input" where two files are of the same run.
 */
export async function openEventFiles(
  folder: Folder,
  paths: readonly string[],
  options: OpenDataStoreOptions = {},
): Promise<DataStore> {
  const observations: ObservationEntry[] = [];
  const hdus: HduEntry[] = [];
  const fileOf = new Map<number, string>();
  for (const path of paths) {
    const file = await readFits(folder.file(path), {
      ...(options.inflate && { inflate: options.inflate }),
      ...(options.context?.signal && { signal: options.context.signal }),
      select: () => false,
    });
    const entry = observationEntry(file);
    const other = fileOf.get(entry.id);
    if (other !== undefined) {
      throw new GammakitError(
        "invalid-input",
        `${other} and ${path} are both of run ${entry.id}. Leave one of them out.`,
        {
          observation: entry.id,
          files: [other, path],
        },
      );
    }
    fileOf.set(entry.id, path);
    observations.push(entry);
    hdus.push(...hduEntries(file, entry.id, path));
  }
  return {
    name: folder.name,
    folder,
    observations,
    hdus: groupByObservation(hdus),
    warnings: [],
    ...(options.inflate && { inflate: options.inflate }),
  };
}

function observationEntry(file: FitsFile): ObservationEntry {
  const events = tablesOf(file).find((table) => typeOf(table) === "events");
  const missing = (what: string) =>
    new GammakitError("invalid-file", `${file.name}: ${what}, so the file is no event file of a run.`, {
      file: file.name,
    });
  if (events === undefined) throw missing("there is no EVENTS table");
  const { header } = events;
  const [id, lon, lat] = ["OBS_ID", "RA_PNT", "DEC_PNT"].map((keyword) => {
    const value = header.number(keyword);
    if (value === undefined) throw missing(`EVENTS has no number ${keyword}`);
    return value;
  });
  const reference = referenceFromHeader((keyword) => {
    const value = header.get(keyword);
    return typeof value === "string" || typeof value === "number" ? value : undefined;
  }, placeName(events));
  const [start, stop] = [header.number("TSTART"), header.number("TSTOP")];
  const object = header.string("OBJECT")?.trim();
  const [targetLon, targetLat] = [header.number("RA_OBJ"), header.number("DEC_OBJ")];
  return {
    id,
    pointing: { frame: "icrs", lon, lat },
    reference: reference.instant,
    ...(start !== undefined && { start: start * reference.unit }),
    ...(stop !== undefined && { stop: stop * reference.unit }),
    ...(object && { object }),
    ...(targetLon !== undefined &&
      targetLat !== undefined &&
      Math.abs(targetLat) <= 90 && { target: { frame: "icrs" as const, lon: targetLon, lat: targetLat } }),
  };
}

function hduEntries(file: FitsFile, observationId: number, path: string): readonly HduEntry[] {
  return tablesOf(file).flatMap((table) => {
    const type = typeOf(table);
    if (type === undefined) return [];
    const hduClass = table.header.string("HDUCLAS4")?.trim().toLowerCase() ?? type;
    return [{ observationId, type, class: hduClass, path, hdu: table.name }];
  });
}

function tablesOf(file: FitsFile): readonly FitsTable[] {
  return file.hdus.filter((hdu) => hdu.kind === "table");
}

/** The type that an index would give to a table: by its HDUCLASn keywords, else by its name. */
function typeOf({ header, name }: FitsTable): string | undefined {
  const keyword = (n: number) => header.string(`HDUCLAS${n}`)?.trim().toUpperCase() ?? "";
  if (keyword(1) === "EVENTS" || name.toUpperCase() === "EVENTS") return "events";
  if (keyword(1) === "GTI" || name.toUpperCase() === "GTI") return "gti";
  return responseTypes[keyword(2)];
}
