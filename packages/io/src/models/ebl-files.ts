/** The tables of absorption that come with the reference data, by the names that Gammapy has for them. */
const builtin: Readonly<Record<string, string>> = {
  dominguez: "ebl_dominguez11.fits.gz",
  franceschini: "ebl_franceschini.fits.gz",
  finke: "frd_abs.fits.gz",
  franceschini17: "ebl_franceschini_2017.fits.gz",
  "saldana-lopez21": "ebl_saldana-lopez_2021.fits.gz",
};

/** Names of the tables of absorption that come with the reference data: "dominguez", "finke", … */
export const eblReferences: readonly string[] = Object.keys(builtin);

/**
 * The file with the absorption table that `name` stands for: one of `eblReferences`, or the path of one of their files, which
 * Gammapy writes as it is on its machine, gives the path below $GAMMAPY_DATA. Any other name is itself.
 */
export function eblFile(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? "";
  const file = Object.hasOwn(builtin, name) ? builtin[name] : Object.values(builtin).find((known) => known === base);
  return file === undefined ? name : `$GAMMAPY_DATA/ebl/${file}`;
}
