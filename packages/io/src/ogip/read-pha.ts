import { createGti, type Gti, type RegionMap } from "@gammakit/core";
import type { FitsFile, FitsTable } from "@gammakit/fits";
import { placeName, readGti } from "../dl3/events.ts";
import { mapFault, mapUnsupported } from "../maps/map-fault.ts";
import { readRegionTable } from "../maps/region-table.ts";
import { readBins } from "./read-bins.ts";
import { columnOrKeyword, findTable, wordOf } from "./tables.ts";

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
 * Reads a PHA file (OGIP memo OGIP/92-007) of ON or OFF counts. Throws "invalid-file" for counts that cannot be, "unsupported" for rates, for net
 * counts, for files of several spectra (type II) and for grouped channels.
 */
export function readPha(file: FitsFile, role: "on" | "off" = "on"): Pha {
  const table = findTable(file, "SPECTRUM", ["SPECTRUM"]);
  if (table === undefined) throw mapFault(file.name, "it has no SPECTRUM table (HDUCLAS1), so it is no PHA file");
  refuseOtherForms(table);
  const counts = readCounts(table);
  checkChannels(table);
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
    ...(ebounds && { energyEdges: readBins(ebounds, "E_MIN", "E_MAX") }),
    region,
    gti: file.has("GTI") ? readGti(file.table("GTI")) : createGti({ scale: "tt", day: 51544, fraction: 0 }, []),
  };
}

function refuseOtherForms(table: FitsTable): void {
  const where = placeName(table);
  const isType2 = /TYPE:? ?II/i.test(wordOf(table, "HDUCLAS4") ?? "") || table.has("SPEC_NUM");
  if (isType2 || (table.has("COUNTS") && table.numbers("COUNTS").length !== table.rowCount)) {
    throw mapUnsupported(where, "each row is a spectrum of its own (type II). Write each to its own file (type I)");
  }
  if (!table.has("COUNTS") && table.has("RATE")) {
    throw mapUnsupported(where, "it has rates (column RATE), and the statistic needs counts. Write COUNTS");
  }
  if (wordOf(table, "HDUCLAS2")?.toUpperCase() === "NET") {
    throw mapUnsupported(
      where,
      "its background is subtracted (HDUCLAS2 is NET), and the statistic needs the counts of both. Write it without",
    );
  }
  if (columnOrKeyword(table, "GROUPING", 0).includes(-1)) {
    throw mapUnsupported(
      where,
      "its channels are grouped (GROUPING), for which the statistic of counts has no need. Write it ungrouped, or rebin the counts",
    );
  }
}

function readCounts(table: FitsTable): Float64Array {
  const counts = table.numbers("COUNTS");
  const wrong = counts.findIndex((n) => !(n >= 0 && n < Number.POSITIVE_INFINITY));
  if (wrong < 0) return counts;
  const what = `column COUNTS is ${counts[wrong]} in row ${wrong + 1}; counts cannot be negative or missing`;
  throw mapFault(placeName(table), what, { column: "COUNTS", row: wrong });
}

/** Rows must be all channels, one after another, whatever number the first has. */
function checkChannels(table: FitsTable): void {
  if (!table.has("CHANNEL")) return;
  const channels = table.numbers("CHANNEL");
  const wrong = channels.findIndex((channel, i) => i > 0 && channel !== channels[i - 1] + 1);
  if (wrong < 0) return;
  const what = `column CHANNEL is ${channels[wrong]} in row ${wrong + 1} after ${channels[wrong - 1]}; every channel must be there once, in rising order`;
  throw mapFault(placeName(table), what, { column: "CHANNEL", row: wrong });
}

/** Positive where `needed` is 1. Without OFF counts an OFF acceptance of 0 says that nothing was measured. */
function readBackscal(table: FitsTable, needed: Uint8Array): Float64Array {
  const backscal = columnOrKeyword(table, "BACKSCAL", 1);
  const wrong = backscal.findIndex(
    (value, i) => !(needed[i] ? value > 0 : value >= 0) || value === Number.POSITIVE_INFINITY,
  );
  if (wrong < 0) return backscal;
  const what = `BACKSCAL is ${backscal[wrong]} in channel ${wrong + 1}; where QUALITY is good it must be positive, or ON and OFF cannot be compared`;
  throw mapFault(placeName(table), what, { column: "BACKSCAL", row: wrong });
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
  const found = exposure === undefined ? "missing" : `${exposure} s`;
  throw mapFault(placeName(table), `EXPOSURE is ${found}, and a positive number of seconds is needed`, {
    keyword: "EXPOSURE",
  });
}
