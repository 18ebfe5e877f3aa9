import type { FitsTable } from "@gammakit/fits";
import { placeName } from "../dl3/events.ts";
import { mapUnsupported } from "../maps/map-fault.ts";
import { columnOrKeyword, upperWord, wordOf } from "./tables.ts";

/** Throws "unsupported" for a spectrum whose numbers are not Poissonian counts of one region, per channel. */
export function refuseOtherForms(table: FitsTable): void {
  for (const find of [findTypeTwo, findRates, findNet, findOtherErrors, findCorrection, findGroups]) {
    const what = find(table);
    if (what !== undefined) throw mapUnsupported(placeName(table), what);
  }
}

function findTypeTwo(table: FitsTable): string | undefined {
  const isTypeTwo = /TYPE:? ?II/i.test(wordOf(table, "HDUCLAS4") ?? "") || table.has("SPEC_NUM");
  if (!isTypeTwo && !(table.has("COUNTS") && table.numbers("COUNTS").length !== table.rowCount)) return undefined;
  return "each row is a spectrum of its own (type II). Write each to its own file (type I)";
}

function findRates(table: FitsTable): string | undefined {
  if (!table.has("COUNTS")) {
    if (!table.has("RATE")) return undefined;
    return "it has rates (column RATE), and the statistic needs counts. Write COUNTS";
  }
  if (upperWord(table, "HDUCLAS3") === "RATE") {
    return "HDUCLAS3 is RATE, so COUNTS are rates, and the statistic needs counts. Write counts, with HDUCLAS3 COUNT";
  }
  const { unit } = table.describe("COUNTS");
  // "count/s", "count s-1", "count s**-1"
  if (!/\/ *s(ec)?\b|\bs *(\*\*|\^)? *\(?-1/i.test(unit)) return undefined;
  return `column COUNTS has the unit "${unit.trim()}" of a rate, and the statistic needs counts. Write counts`;
}

function findNet(table: FitsTable): string | undefined {
  if (upperWord(table, "HDUCLAS2") !== "NET") return undefined;
  return "its background is subtracted (HDUCLAS2 is NET), and the statistic needs the counts of both. Write it without";
}

/** POISSERR as text too, as some files have it. */
function findOtherErrors(table: FitsTable): string | undefined {
  if (!/^(false|f|0)$/i.test(String(table.header.get("POISSERR") ?? "").trim())) return undefined;
  const errors = table.has("STAT_ERR") ? " but have the errors of column STAT_ERR" : "";
  return `POISSERR is F, so its counts are not Poissonian${errors}, and the statistic is that of Poissonian counts. Write the counts as they were measured, with POISSERR T`;
}

/** A spectrum that is to be subtracted, times CORRSCAL, before the fit. */
function findCorrection(table: FitsTable): string | undefined {
  const path = wordOf(table, "CORRFILE");
  if (path === undefined || table.header.number("CORRSCAL") === 0) return undefined;
  return `CORRFILE names ${path}, a correction to subtract, and the statistic needs counts as they were measured. Set CORRFILE to none, or CORRSCAL to 0, if the fit can do without`;
}

function findGroups(table: FitsTable): string | undefined {
  if (!columnOrKeyword(table, "GROUPING", 0).includes(-1)) return undefined;
  return "its channels are grouped (GROUPING), for which the statistic of counts has no need. Write it ungrouped, or rebin the counts";
}
