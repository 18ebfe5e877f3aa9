import { bufferSource, type Observation } from "@gammakit/core";
import { type DataStore, type Folder, memoryFolder } from "@gammakit/io";
import { expect, test } from "vitest";
import type { RunSource } from "../src/reduction/run-source.ts";
import { readRuns } from "../src/reduction/runs.ts";

const [small, large] = [2 ** 20, 2 ** 30];

/** A store whose run `k` is a file of `sizes[k]` bytes, none of which exist. */
function storeOf(sizes: readonly number[]): DataStore {
  const folder: Folder = {
    ...memoryFolder("store", new Map()),
    file: (path) => ({ ...bufferSource(new Uint8Array(0), path), size: async () => sizes[Number(path)] }),
  };
  return {
    name: "store",
    folder,
    observations: sizes.map((_, id) => ({ id }) as unknown as DataStore["observations"][number]),
    hdus: new Map(),
    warnings: [],
  };
}

/** Reads the runs, of which each takes a while, and tells what was read and used in which order, and how much was held at most. */
const on = { kind: "circle" as const, center: { frame: "icrs" as const, lon: 0, lat: 0 }, radius: 0.1 };
const needs = { on, containmentCorrection: false };

async function reading(sizes: readonly number[], use: (id: number) => void = () => undefined) {
  const store = storeOf(sizes);
  const steps: string[] = [];
  let [held, most] = [0, 0];
  const source: RunSource = {
    open: async () => store,
    async read({ folder }, id) {
      const size = await folder.file(String(id)).size();
      steps.push(`read ${id}`);
      held += size;
      most = Math.max(most, held);
      for (let k = 0; k < 5; k++) await Promise.resolve();
      return { id } as Observation;
    },
  };
  const done = readRuns(source, store, store.observations, needs, undefined, ({ id }) => {
    steps.push(`use ${id}`);
    use(id);
    held -= sizes[id];
  });
  await done.catch((error) => steps.push(String(error)));
  return { steps, most };
}

test("three small runs are under way at a time", async () => {
  const { steps, most } = await reading([small, small, small, small, small]);
  expect(steps.slice(0, 4)).toEqual(["read 0", "read 1", "read 2", "use 0"]);
  expect(steps.filter((step) => step.startsWith("use"))).toEqual([0, 1, 2, 3, 4].map((id) => `use ${id}`));
  expect(most).toBe(3 * small);
});

test("a large run is read when those before it are used, and nothing beside it", async () => {
  const { steps, most } = await reading([large, large, small, small, large]);
  expect(steps).toEqual([
    ...["read 0", "use 0", "read 1", "use 1"],
    ...["read 2", "read 3", "use 2", "use 3", "read 4", "use 4"],
  ]);
  expect(most).toBe(large);
});

test("what waits for room is called off where a run before it fails", async () => {
  const { steps } = await reading([large, large, large], (id) => {
    if (id === 0) throw new Error("no");
  });
  expect(steps).toEqual(["read 0", "use 0", "Error: no"]);
});
