import { separationBetween } from "@gammakit/core";
import { describeWith, readData } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { memoryFolder, openDataStore, openEventFiles, readObservation, selectObservations } from "../../src/index.ts";

const target = { frame: "icrs", lon: 329.71693826, lat: -30.225589 } as const;
const eventFile = "data/hess_dl3_dr1_obs_id_033787.fits.gz";

async function folder() {
  const names = ["obs-index.fits.gz", "hdu-index.fits.gz", eventFile];
  const files = await Promise.all(
    names.map(async (name) => [name, await readData("GAMMAPY_DATA", `hess-dl3-dr1/${name}`)] as const),
  );
  return memoryFolder("hess-dl3-dr1", new Map(files));
}

describeWith(["GAMMAPY_DATA"], "the H.E.S.S. data release", () => {
  test("a circle of 2 degrees around PKS 2155-304 holds 21 runs, the next lies 12.447 degrees away", async () => {
    const store = await openDataStore(await folder());
    expect(store.observations).toHaveLength(105);
    const circle = { type: "sky-circle", center: target, radius: 2 } as const;
    const ids = selectObservations(store, [circle]).map(({ id }) => id);
    const flare = Array.from({ length: 15 }, (_, i) => 33787 + i);
    expect(ids).toEqual([...flare, 47802, 47803, 47804, 47827, 47828, 47829]);
    const others = selectObservations(store, [{ ...circle, inverted: true }]);
    const nearest = Math.min(...others.map(({ pointing }) => separationBetween(pointing, target)));
    expect(nearest).toBeCloseTo(12.447, 3);
  });

  test("ids keep their order, and one that is not there is named", async () => {
    const store = await openDataStore(await folder());
    expect(selectObservations(store, [], [33790, 33787]).map(({ id }) => id)).toEqual([33790, 33787]);
    expect(() => selectObservations(store, [], [1])).toThrow(/no observation 1/);
  });

  test("a run is read with its pointing from the event file and its responses in canonical units", async () => {
    const store = await openDataStore(await folder());
    const run = await readObservation(store, 33787);
    expect(run.pointing).toEqual({ frame: "icrs", lon: 329.71666666667, lat: -29.725555555556 });
    expect(run.liveFraction).toBe(0.974507799372077);
    expect(run.events.time).toHaveLength(7176);
    expect(run.gti.stop[0] - run.gti.start[0]).toBe(1689 - 0);
    expect(run.aeff?.energy.edges).toHaveLength(97);
    expect(run.aeff?.offset).toMatchObject({ nodes: "center", unit: "deg" });
    expect(run.edisp?.migra.edges[1]).toBeCloseTo(0.2300000042, 9);
    expect(run.psf).toMatchObject({ kind: "psf-table" });
    expect(run.meta.ORIGIN).toBe("H.E.S.S. Collaboration");
  });

  test("event files alone make the same store", async () => {
    const files = await folder();
    const store = await openEventFiles(files, [eventFile]);
    expect(store.observations[0]).toMatchObject({ id: 33787, object: "PKS 2155-304" });
    expect(await readObservation(store, 33787)).toEqual(await readObservation(await openDataStore(files), 33787));
    await expect(openEventFiles(files, [eventFile, eventFile])).rejects.toThrow(/both of run 33787/);
  });
});
