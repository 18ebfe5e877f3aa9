import type { FitsTable } from "@gammakit/fits";
import { placeName, unitFactor } from "../dl3/events.ts";
import { mapFault } from "../maps/map-fault.ts";
import { checkChannelColumn } from "./tables.ts";

/** Files store edges in single precision and in other units. */
const tolerance = 1e-5;

/**
 * Edges [TeV] of the energy bins in a pair of columns, keV where these have no unit. Throws "invalid-file" where bins do not
 * touch, or their energies are negative, not numbers, or do not rise.
 */
export function readBins(table: FitsTable, low: string, high: string): Float64Array {
  const energies = (column: string) => {
    const unit = table.describe(column).unit.trim() || "keV";
    const factor = unitFactor(table, column, unit, "TeV");
    return table.numbers(column).map((energy) => energy * factor);
  };
  const [lower, upper] = [energies(low), energies(high)];
  for (let i = 0; i < table.rowCount; i++) {
    const where = `row ${i + 1}`;
    const fail = (what: string) => mapFault(placeName(table), `${where}: ${what}`, { row: i, columns: [low, high] });
    if (!(lower[i] >= 0 && upper[i] > lower[i] && upper[i] < Number.POSITIVE_INFINITY)) {
      throw fail(`the bin goes from ${low} ${lower[i]} to ${high} ${upper[i]} TeV; energies must rise`);
    }
    if (i > 0 && !(Math.abs(lower[i] - upper[i - 1]) <= tolerance * upper[i - 1])) {
      throw fail(
        `${low} is ${lower[i]} TeV, but ${high} of the row before is ${upper[i - 1]}; bins must touch and rise`,
      );
    }
  }
  if (table.rowCount === 0) throw mapFault(placeName(table), `there are no rows, so no energy bins in ${low}`);
  return Float64Array.from([...lower, upper[upper.length - 1]]);
}

/** Edges [TeV] of the channels in EBOUNDS. Throws "invalid-file" where CHANNEL falls or has gaps, and as `readBins` does. */
export function readEbounds(table: FitsTable): Float64Array {
  checkChannelColumn(table);
  return readBins(table, "E_MIN", "E_MAX");
}

/** Whether two sets of edges are the same within single precision. */
export function sameBins(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((edge, i) => Math.abs(edge - b[i]) <= tolerance * Math.abs(edge));
}
