import { createGti } from "@gammakit/core";
import { readFits } from "@gammakit/fits";
import { describeWith } from "@gammakit-tools/vitest/data";
import { onOffDatasets, readFlareReference } from "@gammakit-tools/vitest/flare-reference";
import { expect, test } from "vitest";
import { memoryFolder, readOgip, writeOgip } from "../../src/index.ts";

describeWith(["GAMMAKIT_REFERENCE"], "the first dataset of the flare of PKS 2155-304", () => {
  test("is written with the reference's numbers of elements and exposure, and comes back", async () => {
    const gti = createGti({ scale: "tt", day: 53945, fraction: 0.5 }, [[0, 900]]);
    // The files have no place for the ON region.
    const [{ region: _, ...first }] = onOffDatasets(await readFlareReference(), gti);
    const dataset = { ...first, name: "33787a", observationIds: [] };
    const files = new Map(writeOgip(dataset, "a.fits", { energyUnit: "TeV" }).map(({ name, bytes }) => [name, bytes]));
    const [pha, rmf] = await Promise.all(
      ["a.fits", "a_rmf.fits"].map((name) => readFits(files.get(name) as Uint8Array<ArrayBuffer>)),
    );
    expect(pha.table("SPECTRUM").header.number("EXPOSURE")).toBe(877.0570194348755);
    const matrix = rmf.table("MATRIX");
    // The reference counts the empty group of the one row without elements too: 20.
    expect([matrix.rowCount, matrix.header.number("NUMGRP"), matrix.header.number("NUMELT")]).toEqual([20, 19, 114]);
    const again = await readOgip(memoryFolder("flare", files).file("a.fits"));
    const { exposure, ...rest } = dataset;
    expect(again).toMatchObject({ ...rest });
    for (const [i, value] of exposure.entries())
      expect(Math.abs(again.exposure[i] - value)).toBeLessThanOrEqual(3e-16 * value);
  });
});
