import { existsSync, readdirSync, rmSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { GammakitError, type WrittenFile } from "@gammakit/core";

/**
 * Checks, before any work is done, that results may go to `out`: it must not exist, be empty, or hold an earlier result that
 * `overwrite` allows to replace. Throws "invalid-input".
 */
export function checkResultFolder(out: string, overwrite: boolean): void {
  const path = resolve(out);
  if (!existsSync(path)) return;
  const entries = listFolder(path, out);
  if (entries.length === 0) return;
  if (!overwrite) {
    throw new GammakitError(
      "invalid-input",
      `--out ${out}: the folder exists. Choose another, or add --overwrite to replace it.`,
      { out },
    );
  }
  if (!entries.includes("result.json") && !entries.includes("table.ecsv")) {
    throw new GammakitError(
      "invalid-input",
      `--out ${out}: the folder holds no earlier result, so --overwrite does not replace it. Choose another folder.`,
      { out },
    );
  }
}

function listFolder(path: string, out: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    throw new GammakitError(
      "invalid-input",
      `--out ${out}: it exists and is no folder that can be read.`,
      { out },
      error,
    );
  }
}

/** Writes the files so that the folder `out` appears whole or not at all; an earlier one is replaced. */
export async function writeResultFolder(out: string, files: readonly WrittenFile[]): Promise<void> {
  const path = resolve(out);
  const partial = join(dirname(path), `.${basename(path)}.partial-${process.pid}`);
  const old = `${partial}-old`;
  const cleanUp = () => rmSync(partial, { recursive: true, force: true });
  process.once("exit", cleanUp);
  try {
    await mkdir(partial, { recursive: true });
    for (const { name, bytes } of files) await writeFile(join(partial, name), bytes, { flush: true });
    const before = existsSync(path);
    if (before) await rename(path, old);
    try {
      await rename(partial, path);
    } catch (error) {
      if (before) await rename(old, path);
      throw error;
    }
    if (before) await rm(old, { recursive: true, force: true });
  } catch (error) {
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
}
