import { readEblTable, readSpectralGrid } from "@gammakit/io";
import type { JobHost } from "../host.ts";

/** The options that take the place of the name of a table, of the models that have one. */
export async function readTable(
  model: "ebl-absorption-norm" | "template-nd",
  file: string,
  { openFile, inflate }: Pick<JobHost, "openFile" | "inflate">,
): Promise<object> {
  if (openFile === undefined) throw new Error(`${file} can't be opened here: the host has no openFile`);
  const options = { file, ...(inflate && { inflate }) };
  if (model === "template-nd") return readSpectralGrid(openFile(file), options);
  return { table: await readEblTable(openFile(file), options) };
}
