import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GammakitError } from "@gammakit/core";
import { makeFolder } from "../job/make-folder.ts";
import { guardDisk } from "./partial-file.ts";

/**
 * Takes a folder, which is made where there is none, for this process alone, and tells how to give it back: two that write the
 * same file would spoil it. Throws "invalid-input" where another process that is still there has it.
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const path = join(folder, ".gammakit-download");
  await guardDisk(folder, async () => makeFolder(folder));
  const take = () => writeFileSync(path, String(process.pid), { flag: "wx" });
  await guardDisk(folder, async () => {
    try {
      take();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      refuseWhileAlive(path, folder);
      rmSync(path, { force: true });
      take();
    }
  });
  return () => rmSync(path, { force: true });
}

function refuseWhileAlive(path: string, folder: string): void {
  const holder = Number(readFileSync(path, "utf8"));
  if (!isAlive(holder)) return;
  throw new GammakitError(
    "invalid-input",
    `Another download (process ${holder}) is writing to ${folder}. Wait until it is done; if there is none, delete ${path}.`,
    { path, holder },
  );
}

/** Whether another process has this number. Where ours has it, as in a container that was started again, the other is gone. */
function isAlive(id: number): boolean {
  if (!(id > 0) || id === process.pid) return false;
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
