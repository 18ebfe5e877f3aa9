import { GammakitError } from "@gammakit/core";
import { expect, test } from "vitest";
import { memoryFolder, openDataStore, readObservation, writeDataStore } from "../../src/index.ts";
import { site, smallRun } from "./small-run.ts";

test("a run whose reading was interrupted blames nothing in the index; one that can't be read does", async () => {
  const files = writeDataStore([smallRun], { site });
  const folder = memoryFolder("store", new Map(files.map(({ name, bytes }) => [name, bytes])));
  const store = await openDataStore(folder);
  const messageOf = async (error: GammakitError) => {
    const file = (path: string) => ({ ...folder.file(path), read: () => Promise.reject(error) });
    return readObservation({ ...store, folder: { ...folder, file } }, smallRun.id).catch(({ message }) => message);
  };
  const path = { path: "run.fits" };
  expect(await messageOf(new GammakitError("aborted", "Reading run.fits was interrupted.", path))).toBe(
    "Reading run.fits was interrupted.",
  );
  expect(await messageOf(new GammakitError("io", "run.fits: the disk is gone.", path))).toMatch(
    /^The hdu-index of store says .* run.fits: the disk is gone\.$/,
  );
});
