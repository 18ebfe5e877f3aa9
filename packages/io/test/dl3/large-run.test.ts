import { createGti, type Observation } from "@gammakit/core";
import { expect, test } from "vitest";
import { openDataStore } from "../../src/dl3/data-store.ts";
import { readObservation } from "../../src/dl3/read-observation.ts";
import { writeDataStore } from "../../src/dl3/write-data-store.ts";
import { memoryFolder } from "../../src/folder/folder.ts";

const megabyte = 2 ** 20;
const count = 1_000_000;
const reference = { scale: "tt", day: 60200, fraction: 0.8 } as const;
const column = (of: (i: number) => number) => Float64Array.from({ length: count }, (_, i) => of(i));

const run: Observation = {
  id: 1,
  part: 0,
  pointing: { frame: "icrs", lon: 83, lat: 22 },
  liveFraction: 0.95,
  gti: createGti(reference, [[0, 1680]]),
  events: {
    reference,
    time: column((i) => (1680 * i) / count),
    lon: column((i) => 83 + ((i * 7919) % 100) / 100),
    lat: column((i) => 22 + ((i * 104729) % 100) / 100),
    energy: column((i) => 0.2 + (i % 1000) / 100),
  },
  meta: {},
};

function storeOf(observation: Observation) {
  const files = writeDataStore([observation], { site: { lon: 16.5, lat: -23.3, altitude: 1800 } });
  const folder = memoryFolder("store", new Map(files.map(({ name, bytes }) => [name, bytes])));
  const seen = { largest: 0, total: 0 };
  const file = (path: string) => {
    const source = folder.file(path);
    return {
      ...source,
      read: (offset: number, length: number, signal?: AbortSignal) => {
        seen.largest = Math.max(seen.largest, length);
        seen.total += length;
        return source.read(offset, length, signal);
      },
    };
  };
  return { folder: { ...folder, file }, seen, size: files[2].bytes.length };
}

test("a million events are read a few megabytes at a time, and are those that were written", async () => {
  const { folder, seen, size } = storeOf(run);
  const read = await readObservation(await openDataStore(folder), 1, { responses: [] });
  for (const name of ["time", "lon", "lat", "energy"] as const) {
    expect(isSame(read.events[name], run.events[name])).toBe(true);
  }
  expect(size).toBeGreaterThan(35 * megabyte);
  expect(seen.largest).toBeLessThanOrEqual(4 * megabyte);
  expect(seen.total).toBeLessThan(1.05 * size);
});

test("events of them that cannot be used are left out", async () => {
  const energy = run.events.energy.map((value, i) => (i % 4 === 1 ? Number.NaN : value));
  const { folder } = storeOf({ ...run, events: { ...run.events, energy } });
  const { events, faults } = await readObservation(await openDataStore(folder), 1, { responses: [] });
  expect(events.time.length).toBe((count * 3) / 4);
  expect(
    isSame(
      events.time,
      run.events.time.filter((_, i) => i % 4 !== 1),
    ),
  ).toBe(true);
  expect(
    isSame(
      events.energy,
      run.events.energy.filter((_, i) => i % 4 !== 1),
    ),
  ).toBe(true);
  expect(faults?.join()).toMatch(/ENERGY is not a number above 0 in 250000 of 1000000 rows/);
});

/** `toEqual` takes its time with a million numbers. */
function isSame(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
