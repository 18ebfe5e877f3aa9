import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeDataStore } from "../../src/index.ts";
import { psfKing, psfTable, site, smallRun } from "./small-run.ts";

const isInstalled = spawnSync("fitsverify", ["-h"]).error === undefined;

test.skipIf(!isInstalled && process.env.CI !== "true")("fitsverify finds no error in a data store", () => {
  const folder = mkdtempSync(join(tmpdir(), "gammakit-"));
  try {
    const runs = [smallRun, { ...smallRun, id: 43, psf: psfKing }, { ...smallRun, id: 44, psf: psfTable }];
    for (const { name, bytes } of writeDataStore(runs, { site })) {
      const path = join(folder, name.replace("/", "-"));
      writeFileSync(path, bytes);
      const { stdout } = spawnSync("fitsverify", ["-q", path], { encoding: "utf8" });
      expect(stdout, name).toMatch(/verification OK|and 0 errors/);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
