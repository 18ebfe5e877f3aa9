import { type AbsorptionTable, convertAll, GammakitError } from "@gammakit/core";
import type { FitsFile, FitsTable, ReadFitsOptions } from "@gammakit/fits";
import { type FitsInput, openFits } from "../maps/fits-input.ts";

/** Options of `readEblTable`. */
export interface ReadEblTableOptions extends Omit<ReadFitsOptions, "select"> {
  /** What the table is called where a model with it is written: "$GAMMAPY_DATA/ebl/ebl_dominguez11.fits.gz". */
  readonly file?: string;
}

/**
 * The absorption by the extragalactic background light of a FITS file: a table model of XSPEC with the redshift as its
 * parameter (OGIP/92-009). Energies are the geometric centers of its bins, in keV where the file names no unit.
 * A redshift that is there twice counts once. Throws "invalid-file" naming file, HDU and column for what is missing or out of range.
 */
export async function readEblTable(source: FitsInput, options: ReadEblTableOptions = {}): Promise<AbsorptionTable> {
  const { file: label, ...rest } = options;
  const file = await openFits(source, rest);
  const energies = tableOf(file, "ENERGIES", ["ENERG_LO", "ENERG_HI"]);
  const spectra = tableOf(file, "SPECTRA", ["PARAMVAL", "INTPSPEC"]);
  const energy = centers(file, energies);
  const redshifts = spectra.numbers("PARAMVAL");
  const rows = spectra.numbers("INTPSPEC");
  const width = energy.length;
  if (redshifts.length !== spectra.rowCount || rows.length !== spectra.rowCount * width) {
    throw fault(
      file,
      "SPECTRA",
      `has ${spectra.rowCount} rows with ${rows.length / spectra.rowCount} values; there must be one redshift and ${width} values in each`,
    );
  }
  const order = increasing(redshifts);
  const transmission = new Float64Array(order.length * width);
  order.forEach((row, k) => {
    transmission.set(rows.subarray(row * width, (row + 1) * width), k * width);
  });
  const bad = transmission.findIndex((value) => !(value >= 0 && value <= 1));
  if (bad >= 0) {
    throw fault(
      file,
      "SPECTRA",
      `has ${transmission[bad]} in the column INTPSPEC, for the redshift ${redshifts[order[Math.floor(bad / width)]]}; a transmission lies between 0 and 1`,
    );
  }
  return {
    energy,
    redshift: Float64Array.from(order, (row) => redshifts[row]),
    transmission,
    ...(label !== undefined && { file: label }),
  };
}

function tableOf(file: FitsFile, name: string, columns: readonly string[]): FitsTable {
  const hdu = file.hdus.find((candidate) => candidate.name === name);
  if (hdu?.kind !== "table") {
    const found = file.hdus.map((candidate) => candidate.name || "(no name)").join(", ");
    throw fault(file, name, `is missing; found ${found}. A table of absorption has the HDUs ENERGIES and SPECTRA`);
  }
  const missing = columns.filter((column) => !hdu.has(column));
  if (missing.length > 0) {
    throw fault(
      file,
      name,
      `has no column ${missing.join(", ")}; found ${hdu.columns.map((column) => column.name).join(", ")}`,
    );
  }
  if (hdu.rowCount === 0) throw fault(file, name, "has no rows");
  return hdu;
}

function centers(file: FitsFile, table: FitsTable): Float64Array {
  const [low, high] = ["ENERG_LO", "ENERG_HI"].map((name) =>
    convertAll(table.numbers(name), table.describe(name).unit || "keV", "TeV"),
  );
  const energy = low.map((value, i) => Math.sqrt(value * high[i]));
  for (let i = 0; i < energy.length; i++) {
    if (energy[i] > (i === 0 ? 0 : energy[i - 1]) && energy[i] < Infinity) continue;
    throw fault(file, "ENERGIES", `has energies that are not positive and increasing in row ${i + 1}`);
  }
  return energy;
}

/** The rows in the order of their redshifts, each redshift once, NaN never. */
function increasing(redshifts: Float64Array): readonly number[] {
  const order = Array.from(redshifts.keys()).filter((row) => Number.isFinite(redshifts[row]));
  order.sort((a, b) => redshifts[a] - redshifts[b] || a - b);
  return order.filter((row, k) => k === 0 || redshifts[row] > redshifts[order[k - 1]]);
}

function fault(file: FitsFile, hdu: string, what: string): GammakitError {
  return new GammakitError("invalid-file", `${file.name}: HDU ${hdu} ${what}.`, { file: file.name, hdu });
}
