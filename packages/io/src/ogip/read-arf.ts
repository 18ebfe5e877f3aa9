import type { FitsFile } from "@gammakit/fits";
import { placeName, unitFactor } from "../dl3/events.ts";
import { mapFault } from "../maps/map-fault.ts";
import { readBins } from "./read-bins.ts";
import { findTable } from "./tables.ts";

/** Effective area per bin of true energy. */
export interface Arf {
  /** True energy edges [TeV]. */
  readonly energyTrueEdges: Float64Array;
  /** Effective area [cm2]. */
  readonly area: Float64Array;
}

/**
 * Reads an ARF (OGIP memo CAL/GEN/92-002): energies in keV and areas in cm2 where the columns have no unit. Throws "unsupported"
 * for several SPECRESP tables in a file.
 */
export function readArf(file: FitsFile): Arf {
  const table = findTable(file, "SPECRESP", ["SPECRESP"]);
  if (table === undefined) throw mapFault(file.name, "it has no SPECRESP table, so it is no ARF");
  const energyTrueEdges = readBins(table, "ENERG_LO", "ENERG_HI");
  const factor = unitFactor(table, "SPECRESP", table.describe("SPECRESP").unit.trim() || "cm2", "cm2");
  const area = table.numbers("SPECRESP").map((value) => value * factor);
  const wrong = area.findIndex((value) => !(value >= 0 && value < Number.POSITIVE_INFINITY));
  if (wrong < 0 && area.length === table.rowCount) return { energyTrueEdges, area };
  const what =
    wrong < 0
      ? "column SPECRESP has several values in a row"
      : `column SPECRESP is ${area[wrong]} cm2 in row ${wrong + 1}; an area cannot be negative or missing`;
  throw mapFault(placeName(table), what, { column: "SPECRESP", row: wrong });
}
