import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "./user-error.ts";

/** Throws unless `folder` does not exist or is empty. */
export function checkFolder(folder: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) throw new UserError(`${folder} is a file. Choose another folder.`);
  const found = readdirSync(folder);
  if (found.length === 0) return;
  const words = found.slice(0, 3).join(", ") + (found.length > 3 ? ", …" : "");
  throw new UserError(`${folder} is not empty (${words}). Choose another folder, or empty it first.`);
}

/** Writes `files` into `folder`, all of them or none: they are written beside it, and moved when they are complete. */
export function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  checkFolder(folder);
  const draft = `${folder}.${randomBytes(4).toString("hex")}.partial`;
  try {
    makeFolder(dirname(folder));
    for (const [path, text] of files) {
      mkdirSync(dirname(join(draft, path)), { recursive: true });
      writeFileSync(join(draft, path), text);
    }
    if (existsSync(folder)) rmdirSync(folder);
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw new UserError(`${folder} could not be written: ${(error as Error).message}. Nothing was left behind.`);
  }
}

/** One after the other: Node's own way never ends where a folder, such as /proc, says that what could be made in it does not exist. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  mkdirSync(path);
}
