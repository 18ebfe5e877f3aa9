import { GammakitError } from "@gammakit/core";
import type { FitsFile, FitsTable } from "@gammakit/fits";
import { placeName } from "../dl3/events.ts";
import { mapFault, mapUnsupported } from "../maps/map-fault.ts";
import { readBins, readEbounds } from "./read-bins.ts";
import { arrayCells, findTable, upperWord } from "./tables.ts";

/** Redistribution of true energies over channels. */
export interface Rmf {
  /** Reconstructed energy edges [TeV] of the channels. */
  readonly energyEdges: Float64Array;
  /** True energy edges [TeV]. */
  readonly energyTrueEdges: Float64Array;
  /** Row-major [true bin × channel]: probability that true bin i is reconstructed in channel j. */
  readonly matrix: Float64Array;
}

/** Largest matrix that is read, in elements: 1 GiB. */
const mostElements = 2 ** 27;

/**
 * Reads an RMF (OGIP memo CAL/GEN/92-002): MATRIX with rows of fixed or variable length, in any number of groups, and EBOUNDS.
 * Channels in F_CHAN count from TLMIN of that column; where it is missing, from the first number in CHANNEL of EBOUNDS.
 * Energies are in keV where the columns have no unit.
 * Throws "unsupported" for several matrices in a file, which since 2020 may be parts of a sum, and for a matrix that contains
 * the effective area (HDUCLAS3 is FULL); "invalid-file" where CHANNEL of EBOUNDS falls or has gaps, as F_CHAN means the
 * numbers in it, and not rows.
 */
export function readRmf(file: FitsFile): Rmf {
  const table = findTable(file, "RSP_MATRIX", ["MATRIX", "SPECRESP MATRIX"]);
  const ebounds = findTable(file, "EBOUNDS", ["EBOUNDS"]);
  if (table === undefined || ebounds === undefined) {
    throw mapFault(file.name, `it has no ${table === undefined ? "MATRIX" : "EBOUNDS"} table, so it is no RMF`);
  }
  if (upperWord(table, "HDUCLAS3") === "FULL") {
    throw mapUnsupported(
      placeName(table),
      "the matrix contains the effective area (HDUCLAS3 is FULL). Write the two apart, as RMF and ARF",
    );
  }
  const energyEdges = readEbounds(ebounds);
  checkChannels(table, ebounds.rowCount);
  return {
    energyEdges,
    energyTrueEdges: readBins(table, "ENERG_LO", "ENERG_HI"),
    matrix: readMatrix(table, ebounds.rowCount, firstChannel(table, ebounds)),
  };
}

function checkChannels(table: FitsTable, channels: number): void {
  const written = table.header.number("DETCHANS");
  if (written !== undefined && written !== channels) {
    throw mapFault(placeName(table), `DETCHANS is ${written}, but EBOUNDS has ${channels} channels`, {
      written,
      channels,
    });
  }
  if (table.rowCount * channels > mostElements) {
    throw new GammakitError(
      "limit-exceeded",
      `${placeName(table)}: ${table.rowCount} energies × ${channels} channels are more than ${mostElements} elements.`,
    );
  }
}

function firstChannel(table: FitsTable, ebounds: FitsTable): number {
  const written = table.header.number(`TLMIN${table.describe("F_CHAN").number}`);
  return written ?? (ebounds.has("CHANNEL") ? ebounds.numbers("CHANNEL")[0] : 1);
}

function readMatrix(table: FitsTable, channels: number, first: number): Float64Array {
  const groups = table.numbers("N_GRP");
  const [starts, lengths, rows] = ["F_CHAN", "N_CHAN", "MATRIX"].map((column) => arrayCells(table, column));
  const out = new Float64Array(table.rowCount * channels);
  for (let i = 0; i < table.rowCount; i++) {
    const fail = (what: string) => mapFault(placeName(table), `row ${i + 1}: ${what}`, { row: i });
    if (!(groups[i] >= 0 && groups[i] <= starts[i].length && groups[i] <= lengths[i].length)) {
      throw fail(`N_GRP is ${groups[i]}, but F_CHAN has ${starts[i].length} and N_CHAN ${lengths[i].length} values`);
    }
    let from = 0;
    for (let g = 0; g < groups[i]; g++) {
      const [start, length] = [starts[i][g] - first, lengths[i][g]];
      // An empty group names the first channel, 0, or no channel.
      const isInside = length > 0 ? start >= 0 : length === 0 && start >= -Math.max(1, first);
      if (!(isInside && start + length <= channels)) {
        throw fail(
          `group ${g + 1} has ${length} channels (N_CHAN) from ${starts[i][g]} (F_CHAN) on; the channels are ${first} to ${first + channels - 1}`,
        );
      }
      if (from + length > rows[i].length) throw fail(`MATRIX has ${rows[i].length} values, fewer than N_CHAN asks for`);
      for (let k = 0; k < length; k++) {
        const value = rows[i][from + k];
        if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
          throw fail(`MATRIX has ${value}, which is no probability`);
        out[i * channels + start + k] = value;
      }
      from += length;
    }
  }
  return out;
}
