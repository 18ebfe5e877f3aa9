import { type Background3D, backgroundRate, createGti, type Observation } from "@gammakit/core";
import { readFits } from "@gammakit/fits";
import { expect, test } from "vitest";
import { memoryFolder, openDataStore, openEventFiles, readObservation, writeDataStore } from "../../src/index.ts";
import { psfKing, psfTable, site, smallRun } from "./small-run.ts";

const everything = { responses: ["aeff", "edisp", "psf", "bkg", "rad_max"] } as const;

function folderOf(observations: readonly Observation[]) {
  return memoryFolder("store", new Map(writeDataStore(observations, { site }).map(({ name, bytes }) => [name, bytes])));
}

async function readBack(observation: Observation): Promise<Observation> {
  return readObservation(await openDataStore(folderOf([observation])), observation.id, everything);
}

/** Largest relative difference of two arrays. */
function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value / b[i] - 1)), 0);
}

test("a run is read as it was written; area and background to the rounding of their units", async () => {
  const again = await readBack(smallRun);
  const { aeff, bkg, faults, ...rest } = again;
  const { aeff: area, bkg: rate, ...expected } = smallRun;
  expect(rest).toEqual(expected);
  expect(faults).toEqual([expect.stringContaining("none of the 3 events lies in good time")]);
  expect({ ...aeff, values: area?.values }).toEqual(area);
  expect({ ...bkg, values: rate?.values }).toEqual(rate);
  expect(difference(aeff?.values ?? [], area?.values ?? [])).toBeLessThan(4e-16);
  expect(difference(bkg?.values ?? [], rate?.values ?? [])).toBeLessThan(4e-16);
});

test.each([psfTable, psfKing])("a point-spread function of the kind $kind is read as it was written", async (psf) => {
  expect((await readBack({ ...smallRun, psf })).psf).toEqual(psf);
});

test("a background whose longitude grows to the east is written with that of GADF, to the west", async () => {
  const bkg = { ...smallRun.bkg, alignment: "reverse-lon-radec" } as Background3D;
  const again = (await readBack({ ...smallRun, bkg })).bkg as Background3D;
  expect(again.alignment).toBe("radec");
  for (const energy of bkg.energy.centers) {
    for (const lon of bkg.fovLon.centers) {
      for (const lat of bkg.fovLat.centers) {
        const rate = backgroundRate(bkg, energy, lon, lat);
        expect(backgroundRate(again, energy, -lon, lat) / rate).toBeCloseTo(1, 12);
      }
    }
  }
});

test("a round background is read as it was written", async () => {
  if (smallRun.bkg === undefined || smallRun.radMax === undefined) throw new Error("the run lacks a response");
  const { energy } = smallRun.bkg;
  const bkg = {
    kind: "bkg-2d",
    energy,
    offset: smallRun.radMax.offset,
    values: Float64Array.of(6, 5, 4, 3, 2, 1),
  } as const;
  const again = (await readBack({ ...smallRun, bkg })).bkg;
  expect({ ...again, values: bkg.values }).toEqual(bkg);
  expect(difference(again?.values ?? [], bkg.values)).toBeLessThan(4e-16);
});

test("the indexes list the runs with pointing and times, and what there is of each", async () => {
  const { aeff, edisp, psf, bkg, radMax, ...bare } = smallRun;
  const store = await openDataStore(folderOf([smallRun, { ...bare, id: 7, meta: {} }]));
  expect(store.warnings).toEqual([]);
  const [first, second] = store.observations;
  expect(first).toEqual({
    id: 42,
    pointing: smallRun.pointing,
    reference: smallRun.gti.reference,
    start: 10.5,
    stop: 200.25,
    object: "Crab nebula",
  });
  expect(second.object).toBe("unknown");
  expect(store.hdus.get(42)?.map((entry) => [entry.type, entry.class, entry.path, entry.hdu])).toEqual([
    ["events", "events", "data/run_000042.fits", "EVENTS"],
    ["gti", "gti", "data/run_000042.fits", "GTI"],
    ["aeff", "aeff_2d", "data/run_000042.fits", "AEFF"],
    ["edisp", "edisp_2d", "data/run_000042.fits", "EDISP"],
    ["psf", "psf_3gauss", "data/run_000042.fits", "PSF"],
    ["bkg", "bkg_3d", "data/run_000042.fits", "BKG"],
    ["rad_max", "rad_max_2d", "data/run_000042.fits", "RAD"],
  ]);
  expect(store.hdus.get(7)?.map(({ type }) => type)).toEqual(["events", "gti"]);
});

test("without indexes the files tell the same", async () => {
  const store = await openEventFiles(folderOf([smallRun]), ["data/run_000042.fits"]);
  const again = await readObservation(store, 42, { responses: ["aeff", "edisp", "psf", "bkg"] });
  expect(again.events).toEqual(smallRun.events);
  expect(again.psf).toEqual(smallRun.psf);
});

test("EVENTS has the keywords that GADF asks for", async () => {
  const file = writeDataStore([smallRun], { site })[2];
  const { header } = (await readFits(file.bytes)).table("EVENTS");
  const expected = {
    HDUCLASS: "GADF",
    HDUVERS: "0.3",
    HDUCLAS1: "EVENTS",
    OBS_ID: 42,
    OBS_MODE: "POINTING",
    TELAPSE: 189.75,
    ONTIME: 139.75,
    LIVETIME: 139.75 * 0.9,
    DEADC: 0.9,
    RA_PNT: 83.633,
    DEC_PNT: 21.5145,
    "DATE-OBS": "2023-12-22",
    TIMESYS: "TT",
    TIMEUNIT: "s",
    RADECSYS: "ICRS",
    EQUINOX: 2000,
    GEOLON: 16.5,
    GEOLAT: -23.27,
    ALTITUDE: 1835,
  };
  for (const [keyword, value] of Object.entries(expected)) expect(header.get(keyword), keyword).toBe(value);
  // astropy 5.2.1, AltAz half-way through the run (a bad time to look: it is below the horizon); ours leaves precession out.
  expect(Math.abs((header.number("ALT_PNT") ?? Number.NaN) - -29.047)).toBeLessThan(0.4);
  expect(Math.abs((header.number("AZ_PNT") ?? Number.NaN) - 282.6)).toBeLessThan(0.4);
});

test.each([
  ["no run", [], /There is no run to write/],
  ["a run twice", [smallRun, smallRun], /Run 42 is there more than once/],
  ["a run without good time", [{ ...smallRun, gti: createGti(smallRun.gti.reference, []) }], /Run 42 has no good time/],
  ["an id that is no whole number", [{ ...smallRun, id: 1.5 }], /1.5 cannot be the id of a run/],
])("%s is refused", (_, runs, words) => {
  expect(() => writeDataStore(runs, { site })).toThrow(words);
});
