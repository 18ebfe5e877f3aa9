import { bufferSource } from "@gammakit/core";
import { type WritableTable, writeFits } from "@gammakit/fits";
import { expect, test } from "vitest";
import { memoryFolder, spectrumPart, writeOgip } from "../../src/index.ts";
import { smallSpectrum } from "./small-spectrum.ts";

const files = writeOgip(smallSpectrum, "crab.fits");
const folder = memoryFolder("ogip", new Map(files.map(({ name, bytes }) => [name, bytes])));

/** A file with one table of a name and further cards. */
function fileWith(name: string, header: Readonly<Record<string, string>> = {}) {
  const table: WritableTable = { kind: "table", name, columns: [{ name: "X", data: Float64Array.of(1) }], header };
  return bufferSource(writeFits([table]), "one.fits");
}

test.each([
  ["crab.fits", "spectrum", { ANCRFILE: "crab_arf.fits", RESPFILE: "crab_rmf.fits", BACKFILE: "crab_bkg.fits" }],
  ["crab_bkg.fits", "background", {}],
  ["crab_arf.fits", "effective-area", {}],
  ["crab_rmf.fits", "energy-dispersion", {}],
])("%s is told by its headers", async (name, kind, companions) => {
  expect(await spectrumPart(folder.file(name))).toEqual({ kind, companions });
});

test("a dataset in Gammapy's layout is one, and counts of a map are none", async () => {
  expect(await spectrumPart(fileWith("COUNTS"))).toEqual({ kind: "dataset", companions: {} });
  const healpix = fileWith("COUNTS", { PIXTYPE: "HEALPIX" });
  expect(await spectrumPart(healpix)).toBeUndefined();
  expect(await spectrumPart(fileWith("EVENTS"))).toBeUndefined();
});

test("what is not FITS is refused by name", async () => {
  await expect(spectrumPart(bufferSource(new TextEncoder().encode("sand"), "beach.fits"))).rejects.toThrow(
    "beach.fits",
  );
});
