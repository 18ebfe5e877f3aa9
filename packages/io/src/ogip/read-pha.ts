import { createGti, type Gti, type RegionMap } from "@gammakit/core";
import type { FitsFile, FitsTable } from "@gammakit/fits";
import { placeName, readGti } from "../dl3/events.ts";
import { mapFault, mapUnsupported } from "../maps/map-fault.ts";
import { readRegionTable } from "../maps/region-table.ts";
import { readEbounds } from "./read-bins.ts";
import { refuseOtherForms } from "./refuse-other-forms.ts";
import { checkChannelColumn, columnOrKeyword, findTable } from "./tables.ts";

/** A spectrum file of type I: counts per channel, and how they were taken. */
export interface Pha {
  readonly table: FitsTable;
  readonly counts: Float64Array;
  /** 1 where QUALITY is 0. */
  readonly good: Uint8Array;
  /** Relative size of the region, or of its background acceptance, per channel. */
  readonly backscal: Float64Array;
  /** Factor on the effective area. */
  readonly areascal: number;
  /** [s]. */
  readonly exposure: number;
  /** Of the channels [TeV], where the file has EBOUNDS itself. */
  readonly energyEdges?: Float64Array;
  readonly region: RegionMap["region"];
  readonly gti: Gti;
}

/**
 * Reads a PHA file (OGIP memo OGIP/92-007) of ON or OFF counts. Rows are the channels of EBOUNDS one by one, whatever number the
 * first has. STAT_ERR is not used unless POISSERR is F, nor SYS_ERR, as counts have the errors of Poisson; Sherpa and Gammapy read
 * them likewise.
 * Throws "invalid-file" for counts that cannot be, for channels that are not one after another, and where EXPOSURE is no positive
 * number; "unsupported" for several spectra in a file (type II, or several SPECTRUM tables), rates (RATE without COUNTS, HDUCLAS3
 * is RATE, or COUNTS per time), net counts (HDUCLAS2), counts that are not Poissonian (POISSERR is F), a correction to subtract
 * (CORRFILE, unless CORRSCAL is 0), grouped channels, and AREASCAL that differs between channels.
 */
export function readPha(file: FitsFile, role: "on" | "off" = "on"): Pha {
  const table = findTable(file, "SPECTRUM", ["SPECTRUM"]);
  if (table === undefined) throw mapFault(file.name, "it has no SPECTRUM table (HDUCLAS1), so it is no PHA file");
  refuseOtherForms(table);
  const counts = readCounts(table);
  checkChannelColumn(table);
  const quality = columnOrKeyword(table, "QUALITY", 0);
  const good = Uint8Array.from(quality, (flag) => (flag === 0 ? 1 : 0));
  const ebounds = findTable(file, "EBOUNDS", ["EBOUNDS"]);
  const region = file.has("REGION") ? readRegionTable(file, file.table("REGION")).region : undefined;
  return {
    table,
    counts,
    good,
    backscal: readBackscal(table, role === "on" ? good : good.map((flag, j) => (counts[j] > 0 ? flag : 0))),
    areascal: readAreascal(table),
    exposure: readExposure(table),
    ...(ebounds && { energyEdges: readEbounds(ebounds) }),
    region,
    gti: file.has("GTI") ? readGti(file.table("GTI")) : createGti({ scale: "tt", day: 51544, fraction: 0 }, []),
  };
}

function readCounts(table: FitsTable): Float64Array {
  const counts = table.numbers("COUNTS");
  const wrong = counts.findIndex((n) => !(n >= 0 && n < Number.POSITIVE_INFINITY));
  if (wrong < 0) return counts;
  const what = `column COUNTS is ${counts[wrong]} in row ${wrong + 1}; counts cannot be negative or missing`;
  throw mapFault(placeName(table), what, { column: "COUNTS", row: wrong });
}

/** Positive where `needed` is 1. Without OFF counts an OFF acceptance of 0 says that nothing was measured. */
function readBackscal(table: FitsTable, needed: Uint8Array): Float64Array {
  const backscal = columnOrKeyword(table, "BACKSCAL", 1);
  const wrong = backscal.findIndex(
    (value, i) => !(needed[i] ? value > 0 : value >= 0) || value === Number.POSITIVE_INFINITY,
  );
  if (wrong < 0) return backscal;
  const at = table.has("BACKSCAL") ? ` in ${rowName(table, wrong)}` : "";
  const what = `BACKSCAL is ${backscal[wrong]}${at}; where QUALITY is good it must be positive, or ON and OFF cannot be compared`;
  throw mapFault(placeName(table), what, { column: "BACKSCAL", row: wrong });
}

/** Of the row and its channel, which seldom have the same number. */
function rowName(table: FitsTable, row: number): string {
  return `row ${row + 1}${table.has("CHANNEL") ? ` (CHANNEL ${table.numbers("CHANNEL")[row]})` : ""}`;
}

function readAreascal(table: FitsTable): number {
  const [first = 1, ...rest] = columnOrKeyword(table, "AREASCAL", 1);
  const where = placeName(table);
  if (!(first > 0 && first < Number.POSITIVE_INFINITY)) {
    throw mapFault(where, `AREASCAL is ${first}, and a positive number is needed`, { column: "AREASCAL" });
  }
  if (rest.every((value) => value === first)) return first;
  throw mapUnsupported(where, "AREASCAL differs from channel to channel. Put it into the response", {
    column: "AREASCAL",
  });
}

function readExposure(table: FitsTable): number {
  const exposure = table.header.number("EXPOSURE");
  if (exposure !== undefined && exposure > 0 && exposure < Number.POSITIVE_INFINITY) return exposure;
  const written = table.header.string("EXPOSURE");
  const found =
    written !== undefined
      ? `the text ${JSON.stringify(written.trim())}`
      : exposure === undefined
        ? "missing"
        : `${exposure} s`;
  throw mapFault(placeName(table), `EXPOSURE is ${found}, and a positive number of seconds is needed`, {
    keyword: "EXPOSURE",
  });
}
