import { describeWith, readData, readJson } from "@gammakit-tools/vitest/data";
import { expect, it } from "vitest";
import { type FitsFile, readFits, verifyFits } from "../dist/index.js";
import { compareFile } from "./corpus/compare.ts";
import type { ManifestEntry, Oracle } from "./corpus/oracle.ts";

/** Where we do not agree with the oracle, and why. */
const disagreements: Readonly<Record<string, string>> = {
  "gammalib__gammalib__rmf.fits.gz: HDU 0: 11 cards, not 5":
    "astropy makes one card of a COMMENT and the CONTINUE cards after it; by the standard only strings go on",
  'synthetic__hdr_torture_valid.fits: HDU 0: card ["LONGQ","quote at the boundary \'\'second\'",""], not ["LONGQ","quote at the boundary \'second\'",""]':
    "astropy 5.2 joins the pieces before it makes one quote of two; by the standard each piece is a string of its own",
  "synthetic__tab_unsigned.fits: HDU 1: column 3 u8 K: physical values differ":
    "its doubles are stored + 2^63 in double precision, which makes 0 of 1; its own exact integers, which are compared too, have 1",
  "synthetic__random_groups_dup.fits: read without a warning":
    "fitsverify compares the number of PTYPE4 with GCOUNT; the standard has one PTYPE for each of PCOUNT parameters",
};

describeWith(["GAMMAKIT_CORPORA"], "the FITS corpus", () => {
  it("is read as the oracle says", { timeout: 120_000 }, async () => {
    const { files } = await readJson<{ files: ManifestEntry[] }>("GAMMAKIT_CORPORA", "fits/manifest.json");
    const failed: string[] = [];
    for (const entry of files) {
      const oracle = entry.oracle ? await readJson<Oracle>("GAMMAKIT_CORPORA", `fits/${entry.oracle}`) : undefined;
      failed.push(...(await run(entry, oracle)).map((text) => `${entry.id}: ${text}`));
    }
    expect(failed).toEqual(Object.keys(disagreements));
    console.log(`${files.length - failed.length} of ${files.length} files as the oracle says`);
  });
});

async function run(entry: ManifestEntry, oracle: Oracle | undefined): Promise<string[]> {
  const bytes = await readData("GAMMAKIT_CORPORA", `fits/${entry.file}`);
  try {
    const file = await readFits(bytes, { name: entry.file });
    return await judge(entry, file, oracle);
  } catch (error) {
    if (entry.expect === "read" || entry.expect === "read-with-warning") return [String(error)];
    return String(error).includes(entry.file) ? [] : [`the error does not name the file: ${error}`];
  }
}

async function judge({ expect: wanted }: ManifestEntry, file: FitsFile, oracle: Oracle | undefined): Promise<string[]> {
  if (wanted === "refuse") return ["was read"];
  const isSilent = file.warnings.length === 0 && verifyFits(file).length === 0;
  if (wanted === "refuse-or-warn") return isSilent ? ["was read without a warning"] : [];
  const problems = oracle === undefined ? [] : await compareFile(file, oracle);
  if (isSilent && wanted === "read-with-warning") problems.push("read without a warning");
  return problems;
}
