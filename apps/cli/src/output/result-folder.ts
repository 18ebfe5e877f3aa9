import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { GammakitError, isGammakitError, type WrittenFile } from "@gammakit/core";
import { makeFolder } from "../job/make-folder.ts";
import { foreignIn } from "./foreign-files.ts";

/**
 * Checks, before any work is done, that results may go to `out`: it must not exist, be empty, or hold nothing but an earlier
 * result that `overwrite` allows to replace, in a place where a folder can be made. Throws "invalid-input".
 */
export function checkResultFolder(out: string, overwrite: boolean): void {
  const path = placeOf(out);
  checkPlace(dirname(path), out);
  removeLeftovers(path);
  checkReplaceable(path, out, overwrite);
}

/** Where a folder is: where it is a link, what that points to. */
function placeOf(out: string): string {
  const path = resolve(out);
  return existsSync(path) ? realpathSync(path) : path;
}

function checkReplaceable(path: string, out: string, overwrite: boolean): void {
  if (!existsSync(path)) return;
  if (readable(() => readdirSync(path), out).length === 0) return;
  if (!overwrite) {
    throw new GammakitError(
      "invalid-input",
      `--out ${out}: the folder exists. Choose another, or add --overwrite to replace it.`,
      { out },
    );
  }
  const foreign = readable(() => foreignIn(path), out);
  if (foreign.length > 0) {
    throw new GammakitError(
      "invalid-input",
      `--out ${out}: the folder holds files that are not results (${foreign.slice(0, 3).join(", ")}), so --overwrite does not replace it. Choose another folder, or move them.`,
      { out, foreign },
    );
  }
}

/** Checks that folders can be made in a folder, or in the one where it would be made. */
function checkPlace(folder: string, out: string): void {
  if (!existsSync(folder) && dirname(folder) !== folder) {
    checkPlace(dirname(folder), out);
    return;
  }
  const refuse = (why: string, cause?: unknown) =>
    new GammakitError("invalid-input", `--out ${out}: ${folder} ${why}. Choose another place.`, { out, folder }, cause);
  if (existsSync(folder) && !statSync(folder).isDirectory()) throw refuse("is no folder");
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw refuse(`can't be written in (${(error as NodeJS.ErrnoException).code})`, error);
  }
}

/** What a folder is called while it is written: host and process tell whether that still goes on. */
const unfinished = /^\.(.+)\.partial-(.+)-(\d+)(-old)?$/;
const host = hostname().replace(/[^\w.-]/g, "_");

/**
 * Removes what a run that was killed has left beside the folder; an earlier result that it had put aside is put back, where no
 * newer one took its place.
 */
function removeLeftovers(path: string): void {
  const beside = dirname(path);
  if (!existsSync(beside)) return;
  for (const name of readFolder(beside)) {
    const [, owner, where, id, old] = unfinished.exec(name) ?? [];
    if (owner !== basename(path) || where !== host || isRunning(Number(id))) continue;
    const left = join(beside, name);
    try {
      if (old !== undefined && !existsSync(path)) renameSync(left, path);
      else rmSync(left, { recursive: true, force: true });
    } catch {
      // It harms nothing; whether results can be written here is told when they are.
    }
  }
}

function readFolder(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

/** Whether a process of this machine is one other than this and still runs. */
function isRunning(id: number): boolean {
  if (id === process.pid) return false;
  try {
    return process.kill(id, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

function readable<T>(read: () => T, out: string): T {
  try {
    return read();
  } catch (error) {
    throw new GammakitError(
      "invalid-input",
      `--out ${out}: it exists and is no folder that can be read.`,
      { out },
      error,
    );
  }
}

/**
 * Writes the files so that the folder `out` appears whole or not at all; an earlier result is replaced where `overwrite` allows it.
 * Throws "invalid-input" where something else has come to be there meanwhile, and "io" where they cannot be written.
 */
export function writeResultFolder(out: string, files: readonly WrittenFile[], overwrite: boolean): void {
  const path = placeOf(out);
  const partial = join(dirname(path), `.${basename(path)}.partial-${host}-${process.pid}`);
  const old = `${partial}-old`;
  const cleanUp = () => {
    remove(partial);
    if (!existsSync(path) && existsSync(old)) renameSync(old, path);
  };
  process.once("exit", cleanUp);
  try {
    makeFolder(partial);
    for (const { name, bytes } of files) {
      mkdirSync(dirname(join(partial, name)), { recursive: true });
      writeFileSync(join(partial, name), bytes, { flush: true });
    }
    checkReplaceable(path, out, overwrite);
    // An empty one is not put aside: what comes into it at the last moment keeps its place.
    if (existsSync(path)) overwrite ? renameSync(path, old) : rmdirSync(path);
    renameSync(partial, path);
  } catch (error) {
    if (isGammakitError(error)) throw error;
    throw new GammakitError(
      "io",
      `The results can't be written to ${out}: ${(error as Error).message}. Nothing was written.`,
      { out },
      error,
    );
  } finally {
    cleanUp();
    process.removeListener("exit", cleanUp);
  }
  // The new result is in its place: what is left of the old one does not matter any more.
  remove(old);
}

/** Where a folder cannot even be made, there is nothing to remove, and the first error tells more. */
function remove(folder: string): void {
  try {
    if (!existsSync(folder)) return;
    const entries = readdirSync(folder, { withFileTypes: true });
    // What Node has for folders in folders takes a millisecond to load.
    if (entries.some((entry) => entry.isDirectory())) {
      rmSync(folder, { recursive: true, force: true });
      return;
    }
    for (const { name } of entries) unlinkSync(join(folder, name));
    rmdirSync(folder);
  } catch {
    // The next run tries again.
  }
}
