import { axisFromBounds, createGti, type SpectrumDatasetOnOff } from "@gammakit/core";
import { readFits } from "@gammakit/fits";
import { describeWith, readJson } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { memoryFolder, readOgip, writeOgip } from "../../src/index.ts";

interface Reference {
  readonly datasets: readonly {
    readonly counts: readonly number[];
    readonly countsOff: readonly number[];
    readonly acceptance: readonly number[];
    readonly acceptanceOff: readonly number[];
    readonly exposureM2s: readonly number[];
    readonly maskSafe: readonly boolean[];
    readonly edispKernel: readonly (readonly number[])[];
    readonly livetimeS: number;
  }[];
}

describeWith(["GAMMAKIT_REFERENCE"], "the first dataset of the flare of PKS 2155-304", () => {
  test("is written with the reference's numbers of elements and exposure, and comes back", async () => {
    const { datasets } = await readJson<Reference>("GAMMAKIT_REFERENCE", "time-resolved-spectroscopy.json");
    const [first] = datasets;
    const axis = { name: "energy", unit: "TeV", scale: "log" } as const;
    const dataset: SpectrumDatasetOnOff = {
      kind: "spectrum-on-off",
      name: "33787a",
      observationIds: [],
      offRegions: [],
      gti: createGti({ scale: "tt", day: 53945, fraction: 0.5 }, [[0, 900]]),
      livetime: first.livetimeS,
      energyEdges: axisFromBounds(0.4, 20, 10, axis).edges,
      energyTrueEdges: axisFromBounds(0.1, 40, 20, axis).edges,
      counts: Float64Array.from(first.counts),
      countsOff: Float64Array.from(first.countsOff),
      acceptance: Float64Array.from(first.acceptance),
      acceptanceOff: Float64Array.from(first.acceptanceOff),
      exposure: Float64Array.from(first.exposureM2s, (value) => value * 1e4),
      edisp: Float64Array.from(first.edispKernel.flat()),
      maskSafe: Uint8Array.from(first.maskSafe, Number),
      meta: {},
    };
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
