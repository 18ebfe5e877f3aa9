import { depths, energies, redshifts } from "./opacity.js";

const logEnergies = energies.map(Math.log);

/** Cell of an ascending table that holds `x`, the outermost where it lies beyond, and how far into it. */
function locate(table: readonly number[], x: number): readonly [cell: number, fraction: number] {
  let cell = 0;
  while (cell < table.length - 2 && x >= table[cell + 1]!) cell++;
  return [cell, (x - table[cell]!) / (table[cell + 1]! - table[cell]!)];
}

/**
 * Optical depth at an energy [TeV] and a redshift, and its derivative with respect to the redshift: linear between the values of
 * the table in ln E and z, from (0, 0) on below the first redshift; 0 below the first energy, growing with its last slope above.
 */
export function opticalDepth(energy: number, redshift: number): readonly [depth: number, perRedshift: number] {
  const [column, u] = locate(logEnergies, Math.log(energy));
  if (u < 0) return [0, 0];
  const at = (row: number) => depths[row]![column]! * (1 - u) + depths[row]![column + 1]! * u;
  const first = redshifts[0]!;
  if (redshift < first) return [(at(0) * redshift) / first, at(0) / first];
  const [row] = locate(redshifts, redshift);
  const slope = (at(row + 1) - at(row)) / (redshifts[row + 1]! - redshifts[row]!);
  return [at(row) + slope * (redshift - redshifts[row]!), slope];
}
