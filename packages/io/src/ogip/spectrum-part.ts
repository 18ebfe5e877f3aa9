import type { ByteSource } from "@gammakit/core";
import { type FitsFile, type ReadFitsOptions, readFits } from "@gammakit/fits";
import { upperWord, wordOf } from "./tables.ts";

/** What a file has to do with a spectrum. */
export interface SpectrumPart {
  /** Counts to analyze, their background, a response of either kind, or all of them together in Gammapy's layout. */
  readonly kind: "spectrum" | "background" | "effective-area" | "energy-dispersion" | "dataset";
  /** The files that counts need beside theirs, by the keyword that names them. */
  readonly companions: Readonly<Partial<Record<"ANCRFILE" | "RESPFILE" | "BACKFILE", string>>>;
}

/**
 * What a file has to do with a spectrum, by its headers alone; undefined where it has nothing. Counts are a
 * background where HDUCLAS2 says so; a file that others name by BACKFILE without that is told by who reads them all. Throws
 * "invalid-file" where it is not FITS.
 */
export async function spectrumPart(
  source: ByteSource,
  options: Omit<ReadFitsOptions, "select" | "name"> = {},
): Promise<SpectrumPart | undefined> {
  return partOf(await readFits(source, { ...options, select: () => false }));
}

function partOf(file: FitsFile): SpectrumPart | undefined {
  const tables = file.hdus.filter((hdu) => hdu.kind === "table");
  const named = (...names: readonly string[]) => tables.find(({ name }) => names.includes(name.trim().toUpperCase()));
  const classed = (word: string) =>
    tables.find((table) => [1, 2].some((level) => upperWord(table, `HDUCLAS${level}`) === word));
  const counts = classed("SPECTRUM") ?? named("SPECTRUM");
  if (counts !== undefined) {
    if (upperWord(counts, "HDUCLAS2") === "BKG") return { kind: "background", companions: {} };
    const companions = (["ANCRFILE", "RESPFILE", "BACKFILE"] as const).flatMap((keyword) => {
      const path = wordOf(counts, keyword);
      return path === undefined ? [] : [[keyword, path] as const];
    });
    return { kind: "spectrum", companions: Object.fromEntries(companions) };
  }
  if (classed("RSP_MATRIX") ?? named("MATRIX", "SPECRESP MATRIX")) return { kind: "energy-dispersion", companions: {} };
  if (classed("SPECRESP") ?? named("SPECRESP")) return { kind: "effective-area", companions: {} };
  // Counts of a map in HEALPix are a table, too.
  const own = named("COUNTS");
  return own === undefined || wordOf(own, "PIXTYPE") !== undefined ? undefined : { kind: "dataset", companions: {} };
}
