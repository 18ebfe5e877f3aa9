import { expect, test } from "vitest";
import { memoryFolder, openDataStore, selectObservations, writeFitsTable } from "../../src/index.ts";

const column = (name: string, data: Float64Array | Int32Array | readonly string[], unit = "") => ({ name, unit, data });

/** A store of runs that all point to one place, with nothing behind its indexes. */
function storeOf(ids: readonly number[]) {
  const observations = writeFitsTable({
    name: "OBS_INDEX",
    rowCount: ids.length,
    meta: {},
    columns: [
      column("OBS_ID", Int32Array.from(ids)),
      column("RA_PNT", new Float64Array(ids.length), "deg"),
      column("DEC_PNT", new Float64Array(ids.length), "deg"),
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
