import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { foreignIn } from "../src/output/foreign-files.ts";
import { emptyFolder } from "./program.ts";

/** A folder with these files, all of them empty but those of which the text is given. */
async function folderOf(files: readonly string[], texts: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const folder = await emptyFolder();
  for (const name of [...files, ...Object.keys(texts)]) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), JSON.stringify(texts[name] ?? ""));
  }
  return folder;
}

const written = ["table.csv", "figures/index.vl.json", "figures/index.svg", "figures/index.pdf", "outputs/crab.fits"];
const listing = { job: { outputs: ["crab.fits"] }, provenance: { outputs: [...written, "outputs/crab_bkg.fits"] } };
const older = { job: { outputs: ["crab.fits", { file: "run.2024.ecsv", writer: "ecsv" }] }, provenance: {} };

test("a result that lists its files is no stranger, whatever writers and renderers called them", async () => {
  expect(foreignIn(await folderOf([...written, "outputs/crab_bkg.fits"], { "result.json": listing }))).toEqual([]);
});

test("what begins as a result does but is not in its list is somebody's own", async () => {
  const own = ["table.md", "figures/index.txt", "figures/index.edited.svg", "outputs/crab-notes.txt"];
  const folder = await folderOf([...written, ...own], { "result.json": listing });
  expect([...foreignIn(folder)].sort()).toEqual([...own].sort());
});

test("without a list, only names that a result is sure to have are its own", async () => {
  const ours = ["table.md", "figures/index.vl.json", "figures/index.png", "outputs/crab.fits", "outputs/run.2024.ecsv"];
  const own = ["figures/index.old.svg", "figures/mine.svg", "outputs/crab-notes.txt", "outputs/runaway.txt"];
  expect(foreignIn(await folderOf(ours, { "result.json": older }))).toEqual([]);
  const folder = await folderOf([...ours, ...own], { "result.json": older });
  expect([...foreignIn(folder)].sort()).toEqual([...own].sort());
});

test("a folder that is called as a result's file may be is not replaced", async () => {
  const folder = await folderOf(["outputs/crab.fits/mine.txt"], { "result.json": listing });
  expect(foreignIn(folder)).toEqual(["outputs/crab.fits"]);
  expect(foreignIn(await folderOf(["table.csv/mine.txt"]))).toEqual(["table.csv"]);
  expect(foreignIn(await folderOf(["result.json", "thesis.tex", "figures/mine.svg"]))).toEqual(["thesis.tex"]);
});
