import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lockFolder } from "../src/download/folder-lock.ts";
import { emptyFolder } from "./program.ts";

test("the mark of a download that was killed is no hindrance where this process has its number, as in a new container", async () => {
  const folder = await emptyFolder();
  const mark = join(folder, ".gammakit-download");
  await writeFile(mark, String(process.pid));
  const unlock = await lockFolder(folder);
  unlock();
  expect(existsSync(mark)).toBe(false);
  await writeFile(mark, String(process.ppid));
  await expect(lockFolder(folder)).rejects.toThrow(`Another download (process ${process.ppid})`);
});
