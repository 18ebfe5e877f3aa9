import type { GridValues } from "@gammakit/core";
import { describeWith, readData } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { memoryFolder, openDataStore, openEventFiles, readObservation, writeDataStore } from "../../src/index.ts";
import { site } from "./small-run.ts";

const path = "data/hess_dl3_dr1_obs_id_033787.fits.gz";
const responses = ["aeff", "edisp", "psf", "bkg"] as const;

function largestDifference(a: GridValues = new Float64Array(0), b: GridValues = new Float64Array(1)): number {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((most, value, i) => {
    return value === b[i] ? most : Math.max(most, Math.abs(value / b[i] - 1));
  }, 0);
}

describeWith(["GAMMAPY_DATA"], "a run of the H.E.S.S. data release, written and read again", () => {
  test("is the same; area and background to the rounding of their units", async () => {
    const files = new Map([[path, await readData("GAMMAPY_DATA", `hess-dl3-dr1/${path}`)]]);
    const run = await readObservation(await openEventFiles(memoryFolder("hess-dl3-dr1", files), [path]), 33787, {
      responses,
    });
    const written = writeDataStore([run], { site }).map(({ name, bytes }) => [name, bytes] as const);
    const store = await openDataStore(memoryFolder("written", new Map(written)));
    const again = await readObservation(store, 33787, { responses });
    expect(again.events).toEqual(run.events);
    expect(again.gti).toEqual(run.gti);
    expect(again.psf).toEqual(run.psf);
    expect(again.edisp).toEqual(run.edisp);
    expect(again.aeff?.energy).toEqual(run.aeff?.energy);
    expect([again.pointing, again.liveFraction, again.meta]).toEqual([run.pointing, run.liveFraction, run.meta]);
    expect(largestDifference(again.aeff?.values, run.aeff?.values)).toBeLessThan(4e-16);
    expect(largestDifference(again.bkg?.values, run.bkg?.values)).toBeLessThan(4e-16);
    expect({ ...again.bkg, values: run.bkg?.values }).toEqual(run.bkg);
  });
});
