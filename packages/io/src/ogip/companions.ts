import { type ByteSource, GammakitError, isGammakitError } from "@gammakit/core";
import { type FitsFile, type FitsTable, type ReadFitsOptions, readFits } from "@gammakit/fits";
import { placeName } from "../dl3/events.ts";
import { safePath } from "../folder/folder.ts";
import { wordOf } from "./tables.ts";

/** A keyword of a PHA file that names another file. */
export type CompanionKeyword = "ANCRFILE" | "RESPFILE" | "BACKFILE";

/**
 * What `read` makes of the file that a keyword names; undefined where it is blank or "none". Files are found beside the
 * spectrum or in folders below. Throws "invalid-file" for a path that leads elsewhere; errors name the keyword.
 */
export async function readCompanion<T>(
  source: ByteSource,
  table: FitsTable,
  keyword: CompanionKeyword,
  options: Omit<ReadFitsOptions, "select" | "name">,
  read: (file: FitsFile) => T,
): Promise<T | undefined> {
  const path = wordOf(table, keyword);
  if (path === undefined) return undefined;
  const where = `${placeName(table)}, keyword ${keyword}`;
  const beside = safePath(path, where);
  if (source.sibling === undefined) {
    throw new GammakitError(
      "invalid-input",
      `${where} names ${path}, but the files beside ${source.name} cannot be reached. Open it in its folder.`,
      { keyword, path },
    );
  }
  try {
    return read(await readFits(source.sibling(beside), options));
  } catch (error) {
    if (!isGammakitError(error) || error.code === "aborted") throw error;
    throw new GammakitError(
      error.code,
      `${where} names ${path}. ${error.message}`,
      { ...error.details, keyword },
      error,
    );
  }
}
