import { writeFits } from "@gammakit/fits";
import { expect, test } from "vitest";
import { memoryFolder, openEventFiles, readObservation } from "../../src/index.ts";

/** An event file of run 7 with these cards of time. */
function eventFile(time: Readonly<Record<string, string | number>>) {
  const column = (name: string, unit: string, data: readonly number[]) => ({
    name,
    unit,
    data: Float64Array.from(data),
  });
  const run = { OBS_ID: 7, RA_PNT: 83, DEC_PNT: 22, DEADC: 0.9, MJDREFI: 51544, MJDREFF: 0.5 };
  return writeFits([
    { kind: "image" },
    {
      kind: "table",
      name: "EVENTS",
      header: { ...run, ...time },
      columns: [
        column("TIME", "s", [5]),
        column("RA", "deg", [83]),
        column("DEC", "deg", [22]),
        column("ENERGY", "TeV", [1]),
      ],
    },
    {
      kind: "table",
      name: "GTI",
      header: { MJDREFI: 51544, MJDREFF: 0.5, TIMESYS: "TT" },
      columns: [column("START", "s", [0]), column("STOP", "s", [10])],
    },
  ]);
}

async function warningsOf(time: Readonly<Record<string, string | number>>) {
  const store = await openEventFiles(memoryFolder("x", new Map([["run-7.fits", eventFile(time)]])), ["run-7.fits"]);
  return (await readObservation(store, 7, { responses: [] })).warnings;
}

test("a run tells what had to be assumed to read its times, and nothing where nothing was", async () => {
  expect(await warningsOf({ TIMESYS: "TT" })).toBeUndefined();
  expect(await warningsOf({})).toEqual(["run-7.fits, HDU 1 (EVENTS): TIMESYS is missing; TT is assumed."]);
  const barycentric = await warningsOf({ TIMESYS: "TDB", TREFPOS: "BARYCENTER" });
  expect(barycentric?.[0]).toContain('run-7.fits, HDU 1 (EVENTS): TREFPOS is "BARYCENTER"');
});
