import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { beginFile } from "../src/launch/begin-file.ts";
import { guessJob } from "../src/launch/guess-job.ts";
import { emptyFolder } from "./program.ts";

let folder: string;
beforeEach(async () => {
  folder = await emptyFolder();
  process.env.GAMMAKIT_TEST_MAPS = "/maps";
});
afterEach(() => {
  delete process.env.GAMMAKIT_TEST_MAPS;
});

/** What is guessed for a job with the given text. */
async function guess(text: string, name = "job.yaml", options: readonly string[] = ["--out", "out"]) {
  const path = join(folder, name);
  await writeFile(path, text);
  return guessJob(["run", path, ...options]);
}

test.each([
  ["job: flux-profile\ndataset: $GAMMAKIT_TEST_MAPS/gc.fits.gz  # of Fermi\n", "/maps/gc.fits.gz"],
  [`dataset: \${GAMMAKIT_TEST_MAPS}/gc.fits.gz\r\njob: flux-profile\r\n`, "/maps/gc.fits.gz"],
  ["dataset: 'a map.fits'\n", "HERE/a map.fits"],
  ['dataset: "/maps/gc.fits"\n', "/maps/gc.fits"],
  ["# dataset: old.fits\ndataset: new.fits", "HERE/new.fits"],
  ["job: toys\nof:\n  dataset: /maps/gc.fits\n", undefined],
  ["dataset: https://example.org/gc.fits\n", undefined],
  ["dataset: $GAMMAKIT_TEST_NOWHERE/gc.fits\n", undefined],
  ["job: spectrum\n", undefined],
  ["dataset:\n", undefined],
])("the map of a job is guessed from its text: %j", async (text, expected) => {
  expect((await guess(text)).dataset).toBe(expected?.replace("HERE", folder));
});

test.each([
  ["job: spectrum  # of the Crab\n", "spectrum"],
  ["# job: toys\njob: 'light-curve'\n", "light-curve"],
  ["job: no-such-job\n", undefined],
  ["of:\n  job: spectrum\n", undefined],
  ["job: toys\ndataset: $GAMMAKIT_TEST_NOWHERE/gc.fits\n", "toys"],
])("the kind of a job is guessed from its text: %j", async (text, expected) => {
  expect((await guess(text)).kind).toBe(expected);
});

test("and from JSON, but of jobs that are run alone", async () => {
  const json = '{\n  "job": "flux-profile",\n  "dataset": "/maps/gc.fits",\n  "x": 1\n}';
  expect(await guess(json, "job.json")).toEqual({ kind: "flux-profile", dataset: "/maps/gc.fits" });
  expect(await guess("dataset: /maps/gc.fits", "job.yaml", ["--explain"])).toEqual({});
  expect(guessJob(["check", join(folder, "job.yaml")])).toEqual({});
  expect(guessJob(["run", join(folder, "missing.yaml")])).toEqual({});
  await mkdir(join(folder, "folder.yaml"));
  expect(guessJob(["run", join(folder, "folder.yaml")])).toEqual({});
});

test("a file is begun: read, and unpacked where it is packed; a damaged one is harmless until it is asked for", async () => {
  const path = join(folder, "gc.fits");
  const content = Buffer.from("a map, ".repeat(100));
  await writeFile(path, content);
  expect(Buffer.from(beginFile(path)?.bytes ?? [])).toEqual(content);
  expect(await beginFile(path)?.unpacked).toBeUndefined();

  await writeFile(path, gzipSync(content));
  expect(Buffer.from((await beginFile(path)?.unpacked) ?? [])).toEqual(content);

  await writeFile(
    path,
    (await readFile(path)).map((byte, i) => (i === 12 ? ~byte : byte)),
  );
  const damaged = beginFile(path);
  await new Promise((resolve) => setTimeout(resolve, 20));
  await expect(damaged?.unpacked).rejects.toThrow();
});

test("what is no file is not begun", async () => {
  expect(beginFile(folder)).toBeUndefined();
  expect(beginFile(join(folder, "missing"))).toBeUndefined();
  if (process.platform === "win32") return;
  await symlink("/dev/zero", join(folder, "endless"));
  expect(beginFile(join(folder, "endless"))).toBeUndefined();
});
