import type { Background3D, GridValues } from "@gammakit/core";
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
    // The longitude of the field grows to the east in the file, and to the west in what is written.
    const [bkg, there] = [again.bkg, run.bkg] as [Background3D, Background3D];
    expect([bkg.alignment, there.alignment]).toEqual(["radec", "reverse-lon-radec"]);
    expect([bkg.energy, bkg.fovLat]).toEqual([there.energy, there.fovLat]);
    expect([...bkg.fovLon.edges]).toEqual([...there.fovLon.edges].map((edge) => -edge).reverse());
    const [n, m] = [bkg.energy.centers.length, bkg.fovLon.centers.length];
    const mirrored = bkg.values.map((_, i) => bkg.values[i + n * (m - 1 - 2 * (Math.floor(i / n) % m))]);
    expect(largestDifference(mirrored, there.values)).toBeLessThan(4e-16);
  });
});
