import type { Column, Table } from "@gammakit/core";
import { expect, test } from "vitest";
import { memoryFolder, openDataStore, selectObservations, writeFitsTable } from "../../src/index.ts";

const column = (name: string, data: Float64Array | Int32Array | readonly string[], unit = "") => ({ name, unit, data });

/** A store of runs that all point to one place, with nothing behind its indexes. */
function storeOf(ids: readonly number[], { times = [] as readonly Column[], meta = {} as Table["meta"] } = {}) {
  const observations = writeFitsTable({
    name: "OBS_INDEX",
    rowCount: ids.length,
    meta,
    columns: [
      column("OBS_ID", Int32Array.from(ids)),
      column("RA_PNT", new Float64Array(ids.length), "deg"),
      column("DEC_PNT", new Float64Array(ids.length), "deg"),
      ...times,
    ],
  });
  const rows = ids.flatMap((id) => [
    { id, type: "events", file: `run-${id}.fits ` },
    { id, type: "gti", file: `run-${id}.fits ` },
  ]);
  const hdus = writeFitsTable({
    name: "HDU_INDEX",
    rowCount: rows.length,
    meta: {},
    columns: [
      column(
        "OBS_ID",
        Int32Array.from(rows, ({ id }) => id),
      ),
      column(
        "HDU_TYPE",
        rows.map(({ type }) => type),
      ),
      column(
        "HDU_CLASS",
        rows.map(({ type }) => type),
      ),
      column(
        "FILE_DIR",
        rows.map(() => "data "),
      ),
      column(
        "FILE_NAME",
        rows.map(({ file }) => file),
      ),
      column(
        "HDU_NAME",
        rows.map(({ type }) => type.toUpperCase()),
      ),
    ],
  });
  const files = [
    ["obs-index.fits", observations],
    ["hdu-index.fits", hdus],
  ] as const;
  return openDataStore(memoryFolder("store", new Map(files)));
}

test("cells are trimmed, runs without times are kept", async () => {
  const store = await storeOf([7, 3]);
  expect(store.observations.map(({ id, start }) => [id, start])).toEqual([
    [7, undefined],
    [3, undefined],
  ]);
  expect(store.hdus.get(3)).toEqual([
    { observationId: 3, type: "events", class: "events", path: "data/run-3.fits", hdu: "EVENTS" },
    { observationId: 3, type: "gti", class: "gti", path: "data/run-3.fits", hdu: "GTI" },
  ]);
  expect(store.warnings).toEqual([]);
});

test("a run that is listed twice counts once, and is named", async () => {
  const store = await storeOf([7, 3, 7]);
  expect(selectObservations(store).map(({ id }) => id)).toEqual([7, 3]);
  expect(store.warnings).toEqual([
    "The obs-index lists 7 more than once; the first row of each is used.",
    "The hdu-index lists OBS_ID 7 (events), OBS_ID 7 (gti) more than once; the first row of each is used.",
  ]);
});

test("the times of runs are in the unit of their column, else in that of the header", async () => {
  const timesOf = async (unit: string, TIMEUNIT: string) => {
    const times = [
      column("TSTART", Float64Array.of(1, 3), unit),
      column("TSTOP", Float64Array.of(2, Number.NaN), unit),
    ];
    const store = await storeOf([7, 3], { times, meta: { MJDREFI: 53000, MJDREFF: 0, TIMESYS: "TT", TIMEUNIT } });
    return store.observations.map(({ start, stop }) => [start, stop]);
  };
  const hours = [
    [3600, 7200],
    [10800, undefined],
  ];
  expect(await timesOf("h", "s")).toEqual(hours);
  expect(await timesOf("", "h")).toEqual(hours);
  await expect(timesOf("GeV", "s")).rejects.toMatchObject({
    code: "invalid-file",
    message: expect.stringMatching(/obs-index\.fits, HDU 1 \(OBS_INDEX\): column TSTART has the unit "GeV"/),
  });
  await expect(timesOf("ticks", "s")).rejects.toThrow(
    /column TSTART has the unit "ticks", which can't be converted to s/,
  );
});
