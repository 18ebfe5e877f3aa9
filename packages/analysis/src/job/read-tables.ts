import { nearest, type Registry } from "@gammakit/core";
import { eblFile, eblReferences, readEblTable, readSpectralGrid } from "@gammakit/io";
import type { JobHost } from "../host.ts";
import { formatPath, type JobIssue, messageOf, refuseJob } from "./issue.ts";

/** A table that a model of a job names, and where. */
interface NamedTable {
  readonly model: TableModel;
  readonly path: readonly PropertyKey[];
  readonly key: "reference" | "filename";
  readonly name: unknown;
}

/** The models that have tables, and the options that name them. */
const tableKeys = { "ebl-absorption-norm": ["reference", "filename"], "template-nd": ["filename"] } as const;

type TableModel = keyof typeof tableKeys;

/**
 * The job with the tables that the models in `blocks`, values of the job by their keys, name. Throws "invalid-input" with the key
 * path of each that is unknown or can't be read.
 */
export async function readTables<J>(
  job: J,
  blocks: readonly (readonly [string, unknown])[],
  registry: Registry,
  host: Pick<JobHost, "openFile" | "inflate">,
): Promise<J> {
  const issues: JobIssue[] = [];
  const tables = new Map<string, object>();
  const read = new Map<string, Promise<object>>();
  for (const entry of blocks.flatMap(([key, block]) => find(block, [key], registry))) {
    const path = formatPath([...entry.path, "options", entry.key]);
    try {
      const file = fileOf(entry);
      const key = `${entry.model} ${file}`;
      if (!read.has(key)) read.set(key, readTable(entry.model, file, host));
      tables.set(formatPath(entry.path), (await read.get(key)) as object);
    } catch (error) {
      issues.push({ path, message: messageOf(error) });
    }
  }
  if (issues.length > 0) throw refuseJob(issues);
  return tables.size === 0 ? job : (replaceOptions(job, [], tables) as J);
}

/** The blocks within `block` that name a table. */
function find(block: unknown, path: readonly PropertyKey[], registry: Registry): readonly NamedTable[] {
  if (Array.isArray(block)) return block.flatMap((item, i) => find(item, [...path, i], registry));
  if (typeof block !== "object" || block === null) return [];
  const { type, options } = block as { readonly type?: unknown; readonly options?: Readonly<Record<string, unknown>> };
  if (typeof options !== "object" || options === null) return [];
  const id = typeof type === "string" && registry.has("spectralModel", type) && registry.idOf("spectralModel", type);
  const model = (Object.keys(tableKeys) as TableModel[]).find((candidate) => candidate === id);
  const key = model && tableKeys[model].find((candidate) => Object.hasOwn(options, candidate));
  // A table of spectra may be given in full, with the name of its file besides.
  const isFull = model === "template-nd" && Object.hasOwn(options, "values");
  const own: NamedTable[] = model && key && !isFull ? [{ model, path, key, name: options[key] }] : [];
  return [...own, ...find(options.parts, [...path, "options", "parts"], registry)];
}

function fileOf({ model, key, name }: NamedTable): string {
  if (typeof name !== "string" || name === "") throw new Error("must be text");
  if (model === "template-nd") return name;
  if (key === "filename" || eblReferences.includes(name)) return eblFile(name);
  const guess = nearest(name, [...eblReferences]);
  const hint = guess === undefined ? "." : `; did you mean "${guess}"?`;
  throw new Error(`${JSON.stringify(name)} is no known table${hint} Known: ${eblReferences.join(", ")}`);
}

/** A copy in which the options at the paths of `tables` hold the table instead of its name. */
function replaceOptions(value: unknown, path: readonly PropertyKey[], tables: ReadonlyMap<string, object>): unknown {
  if (Array.isArray(value)) return value.map((item, i) => replaceOptions(item, [...path, i], tables));
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const table = tables.get(formatPath(path));
  const entries = Object.entries(value).map(([key, entry]) => {
    if (key !== "options" || table === undefined) return [key, replaceOptions(entry, [...path, key], tables)];
    const { reference: _, filename: __, ...others } = entry as Readonly<Record<string, unknown>>;
    return [key, { ...others, ...table }];
  });
  return Object.fromEntries(entries);
}

/** The options that take the place of the name of a table. */
async function readTable(
  model: TableModel,
  file: string,
  { openFile, inflate }: Pick<JobHost, "openFile" | "inflate">,
): Promise<object> {
  if (openFile === undefined) throw new Error(`${file} can't be opened here: the host has no openFile`);
  const options = { file, ...(inflate && { inflate }) };
  if (model === "template-nd") return readSpectralGrid(openFile(file), options);
  return { table: await readEblTable(openFile(file), options) };
}
